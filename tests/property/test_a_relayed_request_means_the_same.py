"""Law: what a client asks for is what the vendor receives, over every crossing.

Over TokenOps and Volcengine Visual as far as the journal behind the signature; over all others as far as the call."""

from dataclasses import fields
from fractions import Fraction
from urllib.parse import parse_qsl

import orjson
import pytest
from at_the_mock import Mock
from hypothesis import assume, given
from hypothesis import strategies as st
from plain_meaning import agree, aspect_of, seconds_of
from surfaces import every_crossing, surface
from tokenops_films import films
from vendors import vendor
from volcengine_visual_requests import without

from vidlect_adapters.canonical import (
    Inline,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
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


@every_crossing()
@given(data=st.data())
def test_a_vendor_receives_what_the_surface_can_say(surface_name, vendor_name, data):
    of, asked = surface(surface_name), vendor(vendor_name)
    drawn = data.draw(asked.drawn.requests())
    said = of.sayable(drawn)
    assume(said is not None)
    call = of.create(said)
    outbound = of.relay.begin_create(call)
    if not isinstance(outbound, Outbound):
        # the vendor makes no such film without what was left out, or the surface's own limits are narrower
        assert outbound.status == 400
        assert of.document.reply_violations(call, 400, orjson.loads(outbound.body)) == []
        return
    assert outbound.vendor == vendor_name
    assert (outbound.callback_url, outbound.request.callback_url) == (said.callback_url, None)
    unlike = differences(said, outbound.request) - {field_of(loss) for loss in outbound.losses}
    assert unlike <= {"callback_url"}
    translation = asked.adapter.encode_submit(outbound.request, asked.profile())
    assert translation.call == outbound.call
    assert set(translation.losses) <= set(outbound.losses)
    seen = asked.adapter.decode_submit(outbound.call, asked.profile()).request
    wanted = asked.sent_with_submit(asked.drawn.without(outbound.request, translation.losses))
    assert asked.adapter.meaning(seen) == asked.adapter.meaning(wanted)


def field_of(loss):
    """The canonical field that a loss is about; a surface says its own member."""
    name = loss.field.partition(".")[0]
    return {"output_resolution": "frame", "resolution": "frame", "size": "frame"}.get(name, name)


def halves(shape, said):
    """The tier and the ratio of a shape, of these two what was said; 720P is 720p."""
    told = [getattr(shape, half) for half in ("resolution", "aspect") if getattr(said, half) is not None]
    return [half and half.lower() for half in told]


def in_roles(media):
    """The media by their roles: which of two frames is named first means nothing."""
    return sorted((medium.undescribed() for medium in media), key=lambda medium: medium.role.value)


def differences(said, understood):
    """The fields that a surface understood otherwise; what was not said may have become a documented default."""
    unlike = set()
    for field in fields(said):
        one, other = getattr(said, field.name), getattr(understood, field.name)
        if field.name == "inputs":
            one, other = in_roles(one), in_roles(other)
        if field.name == "length" and one is not None:
            one, other = seconds_of(one), seconds_of(other)
        if isinstance(one, Shape) and isinstance(other, Shape):
            one, other = halves(one, one), halves(other, one)
        if field.name == "frame" and isinstance(one, Pixels):
            one, other = aspect_of(one), aspect_of(other)
        if (one is not None and other is None) or (one is not None and not agree(one, other)):
            unlike.add(field.name)
    return unlike
