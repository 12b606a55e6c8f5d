"""Law: a refusal points at what is there, or is missing there, and shows nothing else than what stands there.

Every member of the bodies that the cases speak of is replaced by what does not belong there, one at a time.
"""

import dataclasses
from functools import cache

import orjson
import pytest
from vendor_replies import REPLIES

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.canonical_json import request_from_json
from vidlect_adapters.errors import TranslationError
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.case import Kind
from vidlect_contract.loading import load_cases

WRONG = [None, 7, True, "?", "x" * 300, [], {}, [7]]
WISHES = [
    {"count": 2},
    {"seed": -7},
    {"seed": 10**12},
    {"fps": 7},
    *(
        {"length": length}
        for length in ({"seconds": "99"}, {"seconds": "2.5"}, {"frames": 7, "fps": 24}, "automatic")
    ),
    *({"frame": {"aspect": ratio}} for ratio in ("1:1", "7:3")),
    *({"frame": {"resolution": lines}} for lines in ("480p", "4k", "7p")),
    *({"frame": {"width": width, "height": 720}} for width in (1280, 777)),
    *({"vendor_options": {name: "?"}} for name in ("unheard_of", "mode", "model", "size")),
    *(
        {"inputs": [{"role": "mask", "medium": "image", **source}]}
        for source in (
            {"url": "https://media.example/1.png"},
            {"base64": "AAAA", "media_type": "image/gif"},
            {"handle": "k", "value": "v"},
        )
    ),
    {"inputs": [{"role": "source", "medium": "audio", "url": "https://media.example/1.mp3"}]},
    {"inputs": [{"role": "first_frame", "medium": "image", "url": "https://media.example/1.png"}] * 2},
]
"""What a film may have besides, in the canonical request's own JSON."""
ABSENT = object()
DOORS = [
    *(
        (vendor, door)
        for vendor in VENDORS
        for door in ("encode_submit", "decode_submit", "decode_submitted", "decode_polled")
    ),
    *REPLIES,
    *((surface, "decode_create") for surface in SURFACES),
]
KEPT_QUIET = {
    ("volcengine_visual", "encode_submit", "/length"),  # any length is too much
    ("volcengine_ark", "decode_submit", ""),
    ("volcengine_ark", "encode_submit", "/prompt"),  # not the prompt is wrong: it has no picture beside it
    ("vidu", "encode_submit", "/vendor_options"),
    ("openai", "encode_submit", "/vendor_options"),  # no value of such an option would do
    *(("openai", door, "") for door in ("decode_submit", "decode_submitted", "decode_polled")),
    *(("openai", door, "") for door in ("decode_listed", "decode_deleted")),
    ("dashscope", "decode_permit", ""),  # it is a secret
    ("volcengine_ark", "decode_listed", "/items"),
    *((surface, "decode_create", "") for surface in SURFACES),
}
"""House, door and beginning of a pointer where the message says all without the value."""


def places(value, at=()):
    """The way to every member of a JSON value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in pairs:
        yield (*at, name)
        yield from places(one, (*at, name))


def spoiled(document, place, wrong):
    """A copy with another value in one place."""
    copy = holder = orjson.loads(orjson.dumps(document))
    for name in place[:-1]:
        holder = holder[name]
    holder[place[-1]] = wrong
    return copy


def standing(document, pointer):
    """What stands where a pointer leads; ABSENT for a member that is missing from what stands before it."""
    value = document
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    for place, name in enumerate(parts, start=1):
        index = int(name) if isinstance(value, list) and name.isdecimal() else name
        try:
            value = value[index]
        except (LookupError, TypeError):
            assert place == len(parts), (pointer, document)
            return ABSENT
    return value


def body_of(message):
    return orjson.loads(message.body) if message.body.startswith(b"{") else {}


def doors_of(case):
    """Name of a door, the body that a case gives it, and how to put a body to it."""
    given = case.given
    if case.kind is Kind.CREATE and isinstance(given["request"].get("body"), dict):
        adapter = SURFACES[case.surface]
        profile = choose(adapter.NAME, adapter.SWITCHES, adapter.PROFILES)
        call = HttpCall(
            method="POST", path=given["request"]["path"], headers=(("Content-Type", "application/json"),)
        )
        yield (
            "decode_create",
            given["request"]["body"],
            lambda body: adapter.decode_create(dataclasses.replace(call, body=orjson.dumps(body)), profile),
        )
    if case.kind not in {Kind.SUBMIT, Kind.SUBMITTED, Kind.POLLED}:
        return
    adapter = VENDORS[case.vendor]
    profile = choose(adapter.NAME, adapter.SWITCHES, adapter.PROFILES)
    if "reply" in given:
        reply = HttpReply(status=given["reply"]["status"])
        about = (
            film(given.get("request", {"model": "any", "prompt": "any"}))
            if case.kind is Kind.SUBMITTED
            else TaskRef(task_id="7392616336519610409", locator=tuple(given.get("locator", {}).items()))
        )
        door = f"decode_{case.kind.value}"
        if isinstance(given["reply"].get("body"), dict):
            yield (
                door,
                given["reply"]["body"],
                lambda body: getattr(adapter, door)(
                    about, dataclasses.replace(reply, body=orjson.dumps(body)), profile
                ),
            )
        return
    yield (
        "encode_submit",
        {"vendor_options": {}, **given["request"]},
        lambda body: adapter.encode_submit(film(body), profile),
    )
    if "call" in case.expect:
        sent = adapter.encode_submit(request_from_json(given["request"]), profile).call
        yield (
            "decode_submit",
            body_of(sent),
            lambda body: adapter.decode_submit(dataclasses.replace(sent, body=orjson.dumps(body)), profile),
        )


class NoFilm(Exception):
    """A film that nobody can ask for: no adapter sees it."""


def film(body):
    try:
        return request_from_json(body)
    except (KeyError, TypeError, ValueError) as broken:
        raise NoFilm from broken


@cache
def bodies(house, door):
    """The bodies that the cases put to a door of a house, one of each shape."""
    if (house, door) in REPLIES:
        adapter = VENDORS[house]
        profile = choose(adapter.NAME, adapter.SWITCHES, adapter.PROFILES)
        decode = getattr(adapter, door)
        return [
            (
                REPLIES[house, door],
                lambda body: decode(HttpReply(status=200, body=orjson.dumps(body)), profile),
            )
        ]
    found = {}
    for case in load_cases():
        if house in {case.vendor if door != "decode_create" else None, case.surface}:
            for name, body, put in doors_of(case):
                if name == door:
                    found.setdefault((case.given.get("request", {}).get("model"), *places(body)), (body, put))
    return list(found.values())


def spoilings(body, door):
    """Copies of a body with one wrong value; a canonical request keeps its types."""
    for place in places(body):
        right = standing(body, "".join(f"/{name}" for name in place))
        for wrong in WRONG:
            if door != "encode_submit" or type(wrong) is type(right):
                yield spoiled(body, place, wrong)
    if door == "encode_submit":
        yield from ({**body, **wish} for wish in WISHES)


def is_quiet(house, door, pointer):
    return any((house, door) == quiet[:2] and pointer.startswith(quiet[2]) for quiet in KEPT_QUIET)


def shows(value, stands):
    """Whether a shown value is what stands there, its beginning, its wording, or how many stand there."""
    if type(value) is int and isinstance(stands, str):
        return True
    return value == stands or str(stands).startswith(str(value).rstrip("…")) or str(stands) in str(value)


def refusal(house, put, given):
    """The house's own refusal of a body, if it refuses it."""
    try:
        put(given)
    except NoFilm:
        return None
    except TranslationError as error:
        return error if error.dialect == house else None


@pytest.mark.parametrize(("house", "door"), DOORS)
def test_a_refusal_shows_what_stands_where_it_points(house, door):
    refused = 0
    for body, put in bodies(house, door):
        assert (house, door) not in REPLIES or not isinstance(put(body), VendorFailure)
        for given in spoilings(body, door):
            error = refusal(house, put, given)
            if error is None:
                continue
            refused += 1
            stands = standing(given, error.pointer)
            if stands is ABSENT or stands is None or isinstance(stands, dict | list):
                # such a thing is described; the canonical request's own has a short form
                described = error.pointer in {"/length", "/frame"} and door == "encode_submit"
                assert not described or error.value or is_quiet(house, door, error.pointer), (error, given)
                continue
            if error.value is None:
                assert is_quiet(house, door, error.pointer), (error, given)
            else:
                assert shows(error.value, stands), (error, error.value, given)
    assert refused
