"""Law: what a client of TokenOps asks for is what the vendor receives, by the relay, the signature and the journal."""

from dataclasses import replace
from fractions import Fraction
from urllib.parse import parse_qsl

import orjson
import pytest
from at_the_mock import Mock
from hypothesis import assume, given
from hypothesis import strategies as st
from tokenops_films import films
from vendors import every, vendor
from volcengine_visual_requests import without

from vidlect_adapters.canonical import Inline, Link, MediaInput, Medium, Pixels, Role, Seconds, VideoRequest
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import VENDORS
from vidlect_adapters.relay import Outbound, relay_of
from vidlect_adapters.surfaces import tokenops
from vidlect_adapters.surfaces.tokenops.vocabulary import FILMS, FilmKind
from vidlect_adapters.vendors import volcengine_visual as visual

RELAY = relay_of(tokenops, VENDORS)
SURFACE = choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES)
VENDOR = choose(visual.NAME, visual.SWITCHES, visual.PROFILES)
FRAMES = {Role.FIRST_FRAME, Role.LAST_FRAME}
OTHERS = tuple(name for name in VENDORS if name != visual.NAME)


def is_expressible(request):
    """Facts 4.1 and 4.4: frames come all by link or all inline; a digital human's media by link, and no length."""
    inline = [isinstance(one.source, Inline) for one in request.inputs if one.role in FRAMES]
    others = [one for one in request.inputs if one.role not in FRAMES]
    if any(isinstance(one.source, Inline) for one in others):
        return False
    return len(set(inline)) <= 1 and (not others or request.length is None)


def as_received(entry):
    """The request of a journal entry, as the vendor had it."""
    received = entry.received
    return HttpCall(
        method=received.method,
        path=received.path.decode(),
        query=tuple(parse_qsl(received.query.decode())),
        headers=tuple((name.decode(), value.decode("latin-1")) for name, value in received.headers),
        body=received.body,
    )


def relayed(request, model_name):
    """Send a film all the way and compare what arrived."""
    outbound = RELAY.begin_create(tokenops.encode_create(request, model_name, SURFACE))
    if not is_expressible(request):
        assert outbound.status == 400
        assert orjson.loads(outbound.body)["error"]["code"] == "unsupported"
        return
    assert isinstance(outbound, Outbound), outbound
    assert outbound.model_name == model_name
    mock = Mock()

    reply = mock.send(outbound.call)

    entry = mock.last()
    assert entry.refusal is None, entry.refusal
    record, answer = RELAY.submitted(outbound, reply, new_id="1", owner="me", now=0)
    assert answer.status == 200
    assert record.ref.task_id == entry.task_id
    seen = visual.decode_submit(as_received(entry), VENDOR).request
    assert visual.meaning(seen) == visual.meaning(without(request, outbound.losses))


@given(films())
def test_the_vendor_receives_the_film_that_the_client_asked_for(film):
    relayed(*film)


@pytest.mark.parametrize("length", [Seconds(Fraction(5)), Seconds(Fraction(10))], ids=["5", "10"])
@pytest.mark.parametrize(
    "sources",
    [
        [Link(url=f"https://a.example/{number}") for number in (1, 2)],
        [Inline(base64="AAAA"), Inline(base64="BBBB")],
    ],
    ids=["links", "inline"],
)
@pytest.mark.parametrize(
    "film", [one for one in FILMS.values() if one.kind.most], ids=lambda film: film.req_key
)
def test_every_picture_arrives_in_its_place(film, sources, length):
    human = film.kind is FilmKind.DIGITAL_HUMAN
    roles = [Role.REFERENCE] if human else [Role.FIRST_FRAME, Role.LAST_FRAME][: film.kind.most]
    inputs = [
        MediaInput(role=role, medium=Medium.IMAGE, source=source)
        for role, source in zip(roles, sources, strict=False)
    ]
    if human:
        speech = Link(url="https://a.example/a.mp3")
        inputs.append(MediaInput(role=Role.SOURCE, medium=Medium.AUDIO, source=speech))
    camera = {"template_id": "handheld", "camera_strength": "weak"}
    relayed(
        VideoRequest(
            model=film.req_key,
            prompt="雪",
            inputs=tuple(inputs),
            length=length,
            vendor_options=camera if film.kind is FilmKind.CAMERA_MOVE else {},
        ),
        film.model,
    )


@given(films())
def test_a_poll_by_what_was_remembered_finds_the_task(film):
    request, model_name = film
    outbound = RELAY.begin_create(tokenops.encode_create(request, model_name, SURFACE))
    if not isinstance(outbound, Outbound):
        assert not is_expressible(request)
        return
    mock = Mock()
    record, _ = RELAY.submitted(outbound, mock.send(outbound.call), new_id="1", owner="me", now=0)
    for status in ("processing", "completed"):
        record = RELAY.polled(record, mock.send(RELAY.poll(record))).record
        assert mock.last().task_id == record.ref.task_id
        assert orjson.loads(RELAY.query_reply(record).body)["status"] == status


def sayable(request):
    """The request without what the surface has no member for; of a size it reads the shape alone."""
    unsaid = ("negative_prompt", "fps", "watermark", "with_audio", "camera_fixed", "callback_url")
    frame = None if isinstance(request.frame, Pixels) else request.frame
    return replace(request, frame=frame, vendor_options={}, **dict.fromkeys(unsaid))


@every(OTHERS)
@given(data=st.data())
def test_a_vendor_that_the_surface_does_not_document_receives_what_the_surface_can_say(name, data):
    of = vendor(name)
    request = sayable(data.draw(of.drawn.requests()))
    try:
        of.adapter.encode_submit(request, of.profile())
        asked = tokenops.encode_create(request, request.model, SURFACE)
    except Inexpressible:
        assume(False)  # the vendor makes no such film without what was left out, or the surface cannot say it
    outbound = RELAY.begin_create(asked)
    assert isinstance(outbound, Outbound), outbound
    assert outbound.vendor == name
    seen = of.adapter.decode_submit(outbound.call, of.profile()).request
    assert of.adapter.meaning(seen) == of.adapter.meaning(of.drawn.without(request, outbound.losses))
