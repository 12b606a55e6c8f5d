"""Drives PyPI `openai`'s OpenAI and AsyncOpenAI, unmodified, 2.x and 3.x, each in its own environment.

stdin: {"url", "api_key", …}; argv: the flow; stdout: one JSON document of what was returned or raised.
"""

import asyncio
import base64
import json
import sys

from openai import APIError, APIStatusError, AsyncOpenAI, InvalidWebhookSignatureError, OpenAI

PROMPT = "纸船顺着雨后的水沟漂向远方"


def make_client(settings, kind=OpenAI):
    options = {"base_url": f"{settings['url']}/v1", "api_key": settings["api_key"]}
    options |= {name: settings[name] for name in ("max_retries", "timeout") if name in settings}
    return kind(**options)


def form_of(settings):
    form = {"prompt": PROMPT, **settings.get("form", {})}
    if "picture" in settings:
        form["input_reference"] = ("first.png", base64.b64decode(settings["picture"]), "image/png")
    return form


def raised_by(call):
    """What a call raises, as a caller of the SDK can see it; None where it raises nothing."""
    try:
        call()
    except APIError as raised:
        return {
            "class": type(raised).__name__,
            "status": raised.status_code if isinstance(raised, APIStatusError) else None,
            "request_id": raised.request_id if isinstance(raised, APIStatusError) else None,
            "code": raised.code,
            "param": raised.param,
            "type": raised.type,
            "body": raised.body,
        }
    return None


def film(client, settings):
    created = client.videos.create(**form_of(settings))
    done = client.videos.poll(created.id)
    files = {
        variant: client.videos.download_content(created.id, variant=variant)
        for variant in ("video", "thumbnail", "spritesheet")
        if done.status == "completed"
    }
    return {
        "created": created.to_dict(),
        "done": done.to_dict(),
        "types": {variant: file.response.headers["content-type"] for variant, file in files.items()},
        "files": {variant: base64.b64encode(file.read()).decode() for variant, file in files.items()},
    }


def film_asyncio(client, settings):
    del client

    async def run():
        async with make_client(settings, AsyncOpenAI) as ours:
            done = await ours.videos.create_and_poll(**form_of(settings))
            file = await ours.videos.download_content(done.id)
            listed = [video.id async for video in ours.videos.list()]
            deleted = await ours.videos.delete(done.id)
        return {
            "done": done.to_dict(),
            "file": base64.b64encode(file.read()).decode(),
            "listed": listed,
            "deleted": deleted.to_dict(),
        }

    return asyncio.run(run())


def polled(client, settings):
    """What `create_and_poll` ends with for each of `prompts`."""
    return [client.videos.create_and_poll(prompt=prompt).to_dict() for prompt in settings["prompts"]]


def crossed(client, settings):
    """A film for each of `forms` by the sync client, then all of them at once by the asyncio client."""
    forms = [{**form_of({**settings, "form": form}), "poll_interval_ms": 50} for form in settings["forms"]]
    films = [client.videos.create_and_poll(**form) for form in forms]

    async def run():
        async with make_client(settings, AsyncOpenAI) as ours:

            async def one(form):
                done = await ours.videos.create_and_poll(**form)
                return done, await ours.videos.download_content(done.id)

            return await asyncio.gather(*map(one, forms))

    again = asyncio.run(run())
    files = [client.videos.download_content(each.id).read() for each in films]
    return {
        "films": [each.to_dict() for each in films],
        "files": [base64.b64encode(each).decode() for each in files],
        "asyncio films": [each.to_dict() for each, _ in again],
        "asyncio files": [base64.b64encode(file.read()).decode() for _, file in again],
    }


def listed(client, settings):
    del settings
    ids = [client.videos.create(prompt=PROMPT).id for _ in range(5)]
    page = client.videos.list(limit=2)
    return {
        "ids": ids,
        "first page": [video.id for video in page.data],
        "more": page.has_next_page(),
        "all": [video.id for video in page],
        "oldest first": [video.id for video in client.videos.list(order="asc", limit=2)],
        "after": [video.id for video in client.videos.list(after=ids[2])],
    }


def deleted(client, settings):
    del settings
    video = client.videos.create_and_poll(prompt=PROMPT)
    return {
        "id": video.id,
        "answer": client.videos.delete(video.id).to_dict(),
        "retrieved": raised_by(lambda: client.videos.retrieve(video.id)),
        "content": raised_by(lambda: client.videos.download_content(video.id)),
    }


def derived(client, settings):
    """A remix by its own method; edit and extension by a raw post, for the typed methods cannot name an id."""
    del settings
    source = client.videos.create_and_poll(prompt=PROMPT, seconds="8", size="1280x720")
    remix = client.videos.remix(source.id, prompt="黄昏时分")
    by_id = {"prompt": "下起小雪", "video": {"id": source.id}}
    edit = client.post("/videos/edits", body=by_id, cast_to=object)
    extension = client.post("/videos/extensions", body={**by_id, "seconds": "4"}, cast_to=object)
    return {
        "source": source.to_dict(),
        "remix": remix.to_dict(),
        "edit": edit,
        "extension": extension,
        "remixed": client.videos.poll(remix.id).to_dict(),
        "unfinished": raised_by(
            lambda: client.videos.remix(client.videos.create(prompt=PROMPT).id, prompt="太早")
        ),
        "typed edit": _typed_edit(client, source.id),
    }


def _typed_edit(client, video_id):
    try:
        client.videos.edit(prompt="下起小雪", video={"id": video_id})
    except RuntimeError as raised:
        return str(raised)
    return None


def character(client, settings):
    made = client.videos.create_character(
        name="moss", video=("moss.mp4", base64.b64decode(settings["video"]), "video/mp4")
    )
    return {"made": made.to_dict(), "read": client.videos.get_character(made.id).to_dict()}


def refused(client, settings):
    """What each of `forms` makes a create raise."""
    return [
        raised_by(lambda form=form: client.videos.create(**{"prompt": PROMPT, **form}))
        for form in settings["forms"]
    ]


def early(client, settings):
    """What is raised by asking for what is not there, or not yet."""
    del settings
    running = client.videos.create(prompt=PROMPT)
    nobody = "video_" + "0" * 48
    return {
        "content": raised_by(lambda: client.videos.download_content(running.id)),
        "delete": raised_by(lambda: client.videos.delete(running.id)),
        "unknown": raised_by(lambda: client.videos.retrieve(nobody)),
        "unknown content": raised_by(lambda: client.videos.download_content(nobody)),
    }


def endpoint(client, settings):
    """3.x alone: a webhook endpoint is made, listed and rotated; films are made while it is there."""
    made = client.webhooks.create(
        name="sdk", url=settings["receiver"], event_types=["video.completed", "video.failed"]
    )
    videos = [client.videos.create_and_poll(prompt=prompt).id for prompt in settings["prompts"]]
    return {
        "made": made.to_dict(),
        "videos": videos,
        "listed": [each.id for each in client.webhooks.list()],
        "retrieved": client.webhooks.retrieve(made.id).to_dict(),
        "deleted": client.webhooks.delete(made.id).to_dict(),
        "retrieved then": raised_by(lambda: client.webhooks.retrieve(made.id)),
    }


def unwrapped(client, settings):
    """A webhook's event, and whether another secret is refused."""
    event = client.webhooks.unwrap(settings["body"], settings["headers"], secret=settings["secret"])
    try:
        client.webhooks.unwrap(settings["body"], settings["headers"], secret="whsec_" + "QUFB" * 8)
    except InvalidWebhookSignatureError:
        return {"event": event.to_dict(), "stranger": "refused"}
    return {"event": event.to_dict(), "stranger": "taken"}


FLOWS = {
    flow.__name__: flow
    for flow in (
        film,
        film_asyncio,
        polled,
        crossed,
        listed,
        deleted,
        derived,
        character,
        refused,
        early,
        endpoint,
        unwrapped,
    )
}


def main():
    settings = json.load(sys.stdin)
    json.dump(FLOWS[sys.argv[1]](make_client(settings), settings), sys.stdout)


if __name__ == "__main__":
    main()
