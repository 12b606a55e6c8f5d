"""What the cases put to the adapters' doors, and what does not belong there, one thing at a time."""

import dataclasses
from functools import cache

import orjson
from vendor_replies import REPLIES

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.canonical_json import request_from_json
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
