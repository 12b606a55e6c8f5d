"""The profile new-api of its three surfaces: each switch alone, and all of them; and the documents that describe it."""

import orjson
import pytest
from new_api_creates import PLAIN, URL
from new_api_records import BROKEN, DONE, QUEUED, RUNNING, record
from new_api_surfaces import create, document, profile

from vidlect_adapters.canonical import Pixels, Seconds, TaskRef, VideoRequest
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.interface import NamesTasksByProfile, RefusesContentApart, WrapsTasks
from vidlect_adapters.new_api import NEW_API, PROFILE
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import NotReady, relay_of
from vidlect_contract.surface_documents import document_of
from vidlect_mock import documents

NAMES = ("openai_videos", "burncloud", "omnimaas_generations")
EVERY_SURFACE = pytest.mark.parametrize("name", NAMES)
CREATE = VideoRequest(
    model="kling-v1", prompt="雪山", length=Seconds(5), frame=Pixels(width=1280, height=720)
)


def body(reply):
    return orjson.loads(reply.body)


@EVERY_SURFACE
def test_the_profile_sets_every_switch_and_the_others_none(name):
    surface = SURFACES[name]
    for chosen in surface.PROFILES:
        switches = profile(name, chosen).switches
        wanted = NEW_API if chosen == NEW_API else "documented"
        assert {switches[switch] for switch in PROFILE} == {wanted}


@EVERY_SURFACE
def test_paths_are_the_same_in_every_profile(name):
    surface = SURFACES[name]
    for ask in (surface.encode_query, surface.encode_content):
        assert len({ask("task_1", profile(name, chosen)).path for chosen in surface.PROFILES}) == 1


@EVERY_SURFACE
def test_the_switch_requests_says_what_is_read_and_written(name):
    surface = SURFACES[name]
    member = {"model": "kling-v1", "prompt": "雪山", "mode": "pro", "duration": "5"}
    decoded = surface.decode_create(create(name, member), profile(name, "default", requests=NEW_API))
    assert (decoded.request.vendor_options, decoded.request.length) == ({"mode": "pro"}, Seconds(5))
    try:
        documented = surface.decode_create(create(name, member), profile(name, "default")).request
    except MalformedRequest:
        documented = None
    assert documented != decoded.request
    written = surface.encode_create(CREATE, "mine", profile(name, "default", requests=NEW_API))
    assert body(written)["size"] == "1280x720"
    assert body(surface.encode_create(CREATE, "mine", profile(name, "default")))["model"] == "mine"


@EVERY_SURFACE
def test_the_switch_replies_says_how_a_task_is_shown(name):
    surface = SURFACES[name]
    shown = profile(name, "default", replies=NEW_API)
    assert body(surface.encode_created(record(), shown))["task_id"].startswith("task_")
    task = (
        surface.task_in(body(surface.encode_task(record(), shown)), shown)
        if name != "openai_videos"
        else None
    )
    assert task is None or task["status"] == "QUEUED"
    reply = surface.encode_task(record(DONE), shown)
    assert reply != surface.encode_task(record(DONE), profile(name, "default"))
    assert surface.decode_task(TaskRef(task_id=record().id), reply, shown).ref.task_id == record().id
    assert surface.decode_created(surface.encode_created(record(), shown), shown) == TaskRef(
        task_id=record().id
    )


@EVERY_SURFACE
def test_the_switch_errors_says_how_is_refused(name):
    surface = SURFACES[name]
    nobody = VendorFailure(kind=ErrorKind.NOT_FOUND, vendor_code="not_found", message="no such task")
    as_built, documented = profile(name, "default", errors=NEW_API), profile(name, "default")
    reply = surface.encode_error(nobody, as_built)
    assert (reply.status, body(reply)["code"]) == (400, "task_not_exist")
    assert surface.decode_error(reply, as_built).kind is ErrorKind.NOT_FOUND
    assert surface.encode_error(nobody, documented).status == 404
    early = NotReady(name, "not ready")
    assert isinstance(surface, RefusesContentApart)
    assert surface.encode_content_refusal(early, as_built).status == 400
    assert surface.encode_content_refusal(early, documented) == surface.encode_error(early, documented)


@EVERY_SURFACE
def test_ids_have_the_shape_of_the_profile(name):
    surface = SURFACES[name]
    relays = {
        chosen: relay_of(surface, VENDORS, {name: profile(name, chosen)}) for chosen in ("default", NEW_API)
    }
    assert relays[NEW_API].new_id(7) == f"task_{7:032x}"
    assert relays["default"].new_id(7) == surface.new_id(7)
    if isinstance(surface, NamesTasksByProfile):
        assert relays["default"].new_id(7) != relays[NEW_API].new_id(7)


@pytest.mark.parametrize("name", ["burncloud", "omnimaas_generations"])
def test_the_documented_reply_is_no_envelope(name):
    surface = SURFACES[name]
    assert isinstance(surface, WrapsTasks)
    for chosen, wraps in (("default", False), (NEW_API, True)):
        told = body(surface.encode_task(record(), profile(name, chosen)))
        assert (surface.task_in(told, profile(name, chosen)) is not told) is wraps


@EVERY_SURFACE
def test_every_reply_fits_the_profiles_document(name):
    surface, described = SURFACES[name], document(name)
    ours = profile(name)
    post, get = create(name, PLAIN), surface.encode_query(record().id, ours)
    created = surface.encode_created(record(), ours)
    assert described.reply_violations(post, 200, body(created)) == []
    for last in (QUEUED, RUNNING, DONE, BROKEN):
        reply = surface.encode_task(record(last, film_url=URL if last is DONE else None), ours)
        assert described.reply_violations(get, 200, body(reply)) == []
        if isinstance(surface, WrapsTasks):
            assert document(name, "default").reply_violations(get, 200, body(reply)) != []


@EVERY_SURFACE
@pytest.mark.parametrize("kind", ErrorKind, ids=lambda kind: kind.word)
def test_every_refusal_fits_the_profiles_document(name, kind):
    surface, described, ours = SURFACES[name], document(name), profile(name)
    for code in (kind.word, "E-7"):
        failure = VendorFailure(kind=kind, vendor_code=code, message="no")
        for call in (create(name, PLAIN), surface.encode_query("task_1", ours)):
            reply = surface.encode_error(failure, ours)
            assert described.reply_violations(call, reply.status, body(reply)) == []
        reply = surface.encode_content_refusal(failure, ours)
        content = surface.encode_content("task_1", ours)
        assert described.reply_violations(content, reply.status, body(reply)) == []


@EVERY_SURFACE
@pytest.mark.parametrize(
    "members",
    [{"image": URL}, {"images": [URL]}, {"input_reference": URL}, {"duration": 2.5}, {"seconds": "5"}, {"metadata": {"seed": 7}}],
    ids=str,
)  # fmt: skip
def test_what_is_read_fits_the_profiles_document(name, members):
    call = create(name, {**PLAIN, **members})
    assert document(name).request_violations(call) == []
    assert document(name).request_violations(create(name, {**PLAIN, "model": 7})) != []


@EVERY_SURFACE
@pytest.mark.parametrize("switch", sorted(PROFILE))
def test_a_switch_alone_changes_its_own_part_of_the_document(name, switch):
    own, mixed = documents.load("surfaces", name), document_of(profile(name, "default", **{switch: NEW_API}))
    changed = set()
    for (operation, _, _, before), (_, _, _, after) in zip(
        documents.operations(own), documents.operations(mixed), strict=True
    ):
        statuses = {*before["responses"], *after["responses"]}
        for status in statuses:
            if before["responses"].get(status) != after["responses"].get(status):
                changed.add("replies" if status[0] == "2" else "errors")
        if before.get("requestBody") != after.get("requestBody"):
            changed.add("requests")
        assert operation
    assert changed == {switch}


@EVERY_SURFACE
def test_without_the_profile_a_surface_has_its_own_document(name):
    assert document_of(profile(name, "strict")) == documents.load("surfaces", name)


@EVERY_SURFACE
def test_every_reference_of_a_mixed_document_leads_somewhere(name):
    whole = document_of(profile(name))
    waiting, found = [whole], 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("$ref"), str):
                assert documents.pointed(whole, one["$ref"])
                found += 1
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    assert found > 20
