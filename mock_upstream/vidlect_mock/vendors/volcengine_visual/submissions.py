"""What a submit (or an instant request) must hold, and what a careless one is forgiven.

Here live the order of these checks and the forgiveness. Never: the shape of a body (that is the OpenAPI
document, by `desk.violations`), nor reading bytes.

What the vendor is known to refuse is refused. The rest is remarked in the journal and left out before the
body is held against the document; with the switch `strict` on, a remark is a refusal. Advice never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vidlect_mock.interface import Admitted, Desk, Effect, Intake, Refusal
from vidlect_mock.marker import Marker, cut, in_url
from vidlect_mock.message import JsonObject, Received

from .errors import INVALID_INPUT, refuse
from .films import film_of
from .models import HOMES, MODELS, Model, Shape, home
from .operations import ACTIONS, Family
from .pictures import MOST_BYTES, is_known, read
from .vocabulary import ALIASES

_URL_FIELDS = ("image_urls", "image_url", "audio_url", "video_url", "mask_url", "img_url_list")
_PICTURE_FIELDS = ("image_urls", "binary_data_base64")


class _Forgiven:
    """A copy of the body without what is forgiven, and what was said about it."""

    __slots__ = ("advice", "body", "remarks")

    def __init__(self, body: JsonObject) -> None:
        self.body = dict(body)
        self.remarks: list[str] = []
        self.advice: list[str] = []


def submitted(
    req_key: str, body: JsonObject, received: Received, admitted: Admitted, desk: Desk
) -> Intake | Refusal:
    """The task that is asked for, or the refusal. `req_key` exists, or is a tolerated alias."""
    action = ACTIONS[admitted.operation.name]
    model = MODELS[ALIASES.get(req_key, req_key)]
    forgiven = _Forgiven(body)
    prompt, marker = _prompt_and_marker(forgiven.body)
    if req_key in ALIASES:
        forgiven.remarks.append(f"req_key: {req_key} is not in the vendor's documents, {model.req_key} is")
    wrong = _wrong_place(action.family, model, body, desk)
    if wrong is not None:
        return refuse(INVALID_INPUT, admitted, desk, expected=wrong, received=action.name)
    _forgive(forgiven, model)
    _advise(forgiven, model, prompt, received)
    for pointer, expected in _faults(forgiven, model, action.name, desk):
        return refuse(
            INVALID_INPUT,
            admitted,
            desk,
            expected=f"{pointer or 'body'}: {expected}",
            hint=f"for {model.req_key}; pointers are into the body as sent",
        )
    if forgiven.remarks and desk.profile.switches["strict"] == "on":
        return refuse(
            INVALID_INPUT,
            admitted,
            desk,
            expected="nothing to remark (switch strict)",
            received="; ".join(forgiven.remarks),
        )
    callback = forgiven.body.get("callback_url")
    return Intake(
        body=body,
        model=req_key,
        prompt=prompt,
        marker=marker,
        film=None if action.effect is Effect.INSTANT else film_of(model, forgiven.body),
        remarks=(*forgiven.remarks, *forgiven.advice),
        callback_url=callback if isinstance(callback, str) else None,
    )


def _prompt_and_marker(body: JsonObject) -> tuple[str, Marker | None]:
    """The prompt without its marker (in the body too), and the marker of prompt or media URL."""
    prompt = body.get("prompt")
    if isinstance(prompt, str):
        said, marker = cut(prompt)
        body["prompt"] = said
        if marker is not None:
            return said, marker
    else:
        said = ""
    for url in _urls(body):
        marker = in_url(url)
        if marker is not None:
            return said, marker
    return said, None


def _urls(body: JsonObject) -> Iterator[str]:
    for field in _URL_FIELDS:
        value = body.get(field)
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, str))


def _wrong_place(family: Family, model: Model, body: JsonObject, desk: Desk) -> str | None:
    """What would be the right place for this model, where it is asked for in the wrong one."""
    if family is Family.PER_MODEL:
        named = body.get("req_key", model.req_key)
        return None if named == model.req_key else f"req_key: none, or {model.req_key}"
    if home(model.req_key) is not family and desk.profile.switches["pairing"] == "strict":
        return f"{model.req_key} submitted with {HOMES[model.req_key]}"
    return None


def _forgive(forgiven: _Forgiven, model: Model) -> None:
    """Leave out empty values and unknown fields; a mask that is no array becomes one. [facts 6]."""
    body, remarks = forgiven.body, forgiven.remarks
    body.pop("req_key", None)
    for field, value in list(body.items()):
        if model.fields is not None and field not in model.fields and field not in _PICTURE_FIELDS:
            remarks.append(f"{field}: not a field of {model.req_key}, ignored")
            del body[field]
        elif value is None or value in ("", []):
            remarks.append(f"{field}: empty, taken as absent")
            del body[field]
    mask = body.get("mask_url")
    if isinstance(mask, str):
        remarks.append("mask_url: an array of strings is documented, one string was sent")
        body["mask_url"] = [mask]
    beside_picture = "aspect_ratio" in body and not body.keys().isdisjoint(_PICTURE_FIELDS)
    if beside_picture and model.shape is not Shape.LEGACY:
        remarks.append("aspect_ratio: ignored beside a picture")


def _advise(forgiven: _Forgiven, model: Model, prompt: str, received: Received) -> None:
    length = len(prompt)
    if model.longest is not None and length > model.longest:
        forgiven.remarks.append(f"prompt: {length} characters, the end may be ignored after {model.longest}")
    elif model.advised is not None and length > model.advised:
        forgiven.advice.append(f"prompt: {length} characters, at most {model.advised} are advised")
    if model.fields is None:
        forgiven.advice.append(f"{model.req_key}: its fields are not documented, none was checked")
    for field in forgiven.body:
        if _is_repeated(field, received.body):
            forgiven.remarks.append(f"{field}: given more than once, the last one counts")
    kind = received.header(b"content-type") or b""
    if not kind.lower().startswith(b"application/json"):
        forgiven.advice.append(
            f"content-type: {kind.decode('latin-1') or 'none'}, application/json is documented"
        )


def _is_repeated(field: str, raw: bytes) -> bool:
    """Whether a field stands in the raw text twice; a quote inside a string is escaped and does not count."""
    quoted = f'"{field}"'.encode()
    return raw.count(quoted) > 1 and len(re.findall(re.escape(quoted) + rb"\s*:", raw)) > 1


def _faults(forgiven: _Forgiven, model: Model, action: str, desk: Desk) -> Iterator[tuple[str, str]]:
    """(JSON pointer, what was expected) of what the vendor refuses; what can be said most clearly first."""
    body = forgiven.body
    count = 0
    for field in _PICTURE_FIELDS:
        given = body.get(field)
        if isinstance(given, list):
            count += len(given)
    least, most = model.pictures
    if model.fields is not None and not least <= count <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        yield "/image_urls", f"{wanted} picture(s) in image_urls and binary_data_base64 together, not {count}"
    if model.fields is not None:
        yield from _faults_of_inline_pictures(forgiven)
    operation = action
    if ACTIONS[action].family is not Family.PER_MODEL:
        operation = HOMES[model.req_key]
        body = {"req_key": model.req_key, **body}
    yield from desk.violations(operation, body)


def _faults_of_inline_pictures(forgiven: _Forgiven) -> Iterator[tuple[str, str]]:
    inline = forgiven.body.get("binary_data_base64")
    if not isinstance(inline, list):
        return
    for index, text in enumerate(inline):
        pointer = f"/binary_data_base64/{index}"
        picture = read(text) if isinstance(text, str) else None
        if picture is None:
            prefixed = isinstance(text, str) and text.startswith("data:")
            yield pointer, "base64 without the data: prefix" if prefixed else "base64 (RFC 4648, padded)"
            continue
        if not is_known(picture):
            forgiven.remarks.append(f"{pointer}: neither JPEG nor PNG")
        if len(picture) > MOST_BYTES:
            forgiven.remarks.append(f"{pointer}: {len(picture)} bytes, the documented limit is {MOST_BYTES}")
