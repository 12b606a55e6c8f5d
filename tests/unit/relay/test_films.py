"""A film's way through the relay: what is sent, what is remembered, what is answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest

from vidlect_adapters.canonical import Failed, FileKind, InProgress, Link, RunState, Succeeded, VideoFile
from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.message import HttpCall, HttpReply, json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.relay import MOST_REFUSED_POLLS, TRANSIENT_KINDS, Outbound, Polled, Ready, Relay
from vidlect_adapters.routing import Route
from vidlect_adapters.surfaces import openai_videos, tokenops

ID = "10762451179911711518"
BODY = {"model": "jimeng-video-3.0-pro", "req_key": "jimeng_ti2v_v30_pro", "prompt": "雪"}
FILM = "https://example.com/a%2Fb.mp4?x=1%2B2&y=+"
PROFILE = choose(openai_videos.NAME, openai_videos.SWITCHES, openai_videos.PROFILES)


def create(**changes: Any) -> HttpCall:
    return HttpCall(method="POST", path="/v1/videos", body=orjson.dumps({**BODY, **changes}))


def outbound_of(relay: Relay) -> Outbound:
    outbound = relay.begin_create(create())
    assert isinstance(outbound, Outbound)
    return outbound


def record_of(relay: Relay) -> TaskRecord:
    reply = json_reply(200, {"id": "up"})
    record, answer = relay.submitted(outbound_of(relay), reply, new_id=ID, owner="me", now=1762776961)
    assert record is not None
    assert answer.status == 200
    return record


def polled(relay: Relay, record: TaskRecord, body: Any, status: int = 200) -> Polled:
    return relay.polled(record, json_reply(status, body))


def status_of(reply: HttpReply | Any) -> tuple[int, str]:
    assert isinstance(reply, HttpReply)
    return reply.status, orjson.loads(reply.body)["error"]["code"]


def test_a_create_is_routed_translated_and_not_authorised(relay: Relay):
    outbound = relay.begin_create(create(negative_prompt="blur"))
    assert isinstance(outbound, Outbound)
    assert (outbound.vendor, outbound.model_name) == ("fake", "jimeng-video-3.0-pro")
    assert orjson.loads(outbound.call.body) == {"model": "jimeng_ti2v_v30_pro", "prompt": "雪"}
    assert [loss.field for loss in outbound.losses] == ["negative_prompt", "x"]
    assert len(outbound.notes) == 1
    assert outbound.call.headers == ()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"seconds": "7"}, (400, "invalid_request")),
        ({"prompt": "inexpressible"}, (400, "unsupported")),
        ({"model": "kling-v1", "req_key": ""}, (404, "unknown_model")),
    ],
)
def test_a_create_that_cannot_be_translated_is_refused(relay: Relay, changes: Any, refusal: tuple[int, str]):
    assert status_of(relay.begin_create(create(**changes))) == refusal


def test_an_override_routes_a_name_of_ones_own(make_relay: Any):
    relay = make_relay("big", overrides={"mine": Route(vendor="fake", model="big")})
    outbound = relay.begin_create(create(model="mine", req_key=""))
    assert (outbound.model_name, outbound.request.model) == ("mine", "big")


def test_an_accepted_submit_is_remembered_and_answered(relay: Relay):
    record = record_of(relay)
    assert (record.id, record.owner, record.surface, record.vendor) == (ID, "me", "tokenops", "fake")
    assert (record.created_at, record.progress_shown) == (1762776961, 0)
    assert record.last == InProgress(ref=record.ref, state=RunState.QUEUED)
    assert relay.poll(record) == HttpCall(method="GET", path="/poll/up")


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"refused": "input_rejected"}, (400, "input_rejected")),
        ({"refused": "rate_limited", "after": 7}, (429, "rate_limited")),
        ({"id": ""}, (502, "malformed_reply")),
        ({}, (502, "malformed_reply")),
    ],
)
def test_a_refused_submit_leaves_nothing_to_remember(relay: Relay, body: Any, refusal: tuple[int, str]):
    reply = json_reply(200, body)
    record, answer = relay.submitted(outbound_of(relay), reply, new_id=ID, owner="me", now=1)
    assert record is None
    assert status_of(answer) == refusal
    assert answer.header("Retry-After") == ("7" if "after" in body else None)


def test_a_refusal_of_the_gateways_own_key_keeps_its_details_here(relay: Relay):
    reply = json_reply(401, {"refused": "vendor_credentials"})
    record, answer = relay.submitted(outbound_of(relay), reply, new_id=ID, owner="me", now=1)
    assert record is None
    assert status_of(answer) == (502, "vendor_credentials")
    assert b'"no' not in answer.body
    assert b"vendor code" not in answer.body


def test_a_task_goes_from_queue_to_film(relay: Relay):
    record = record_of(relay)
    words = [orjson.loads(relay.query_reply(record).body)["status"]]
    for body in ({"word": "queued"}, {"word": "running", "progress": 40}, {"word": "done", "url": FILM}):
        record = polled(relay, record, body).record
        words.append(orjson.loads(relay.query_reply(record).body)["status"])
    assert words == ["in_queue", "in_queue", "processing", "completed"]
    assert record.progress_shown == 100
    assert relay.content(record) == Ready(vendor="fake", location=Link(url=FILM))


def test_progress_never_falls_and_is_100_for_a_film_only(relay: Relay):
    record = record_of(relay)
    shown: list[int] = []
    for progress in (10, 60, 30, None, 100, 250):
        record = polled(relay, record, {"word": "running", "progress": progress}).record
        shown.append(record.progress_shown)
    assert shown == [10, 60, 60, 60, 99, 99]
    failed = polled(relay, record, {"word": "failed"}).record
    assert failed.progress_shown == 99


def test_a_state_never_goes_back(relay: Relay):
    record = polled(relay, record_of(relay), {"word": "running"}).record
    back = polled(relay, record, {"word": "queued"}).record
    assert back.last == InProgress(ref=record.ref, state=RunState.RUNNING)


@pytest.mark.parametrize("kind", ErrorKind, ids=lambda kind: kind.word)
def test_a_refused_poll_is_transient_or_the_end(relay: Relay, kind: ErrorKind):
    record = record_of(relay)
    after = polled(relay, record, {"refused": kind.word, "after": 3}, 400)
    if kind in TRANSIENT_KINDS:
        assert (after.transient, after.record, after.retry_after) == (True, record, 3)
        assert after.notes == (f"the poll was refused: {kind.word} (5)",)
    else:
        assert not after.transient
        assert isinstance(after.record.last, Failed)
        assert after.record.last.failure.kind is kind


def refused_polls(relay: Relay, **body: Any) -> list[Any]:
    record, states = record_of(relay), []
    for _ in range(2 * MOST_REFUSED_POLLS):
        record = polled(relay, record, body, 500).record
        states.append(type(record.last))
    return states


def test_a_vendor_that_itself_refuses_every_poll_ends_the_task(relay: Relay):
    states = refused_polls(relay, refused="vendor_error", request_id="r-1")
    assert states.index(Failed) == MOST_REFUSED_POLLS - 1


@pytest.mark.parametrize(
    "body",
    [
        {"refused": "vendor_error"},
        {"refused": "rate_limited", "request_id": "r-1"},
        {"refused": "concurrency_limited", "request_id": "r-1"},
    ],
    ids=["a proxy's page", "rate limit", "concurrency limit"],
)
def test_what_is_no_word_of_the_vendor_about_the_task_never_ends_it(relay: Relay, body: Any):
    assert set(refused_polls(relay, **body)) == {InProgress}


def test_news_of_a_task_forgive_its_refused_polls(relay: Relay):
    record = record_of(relay)
    for _ in range(3):
        for _ in range(MOST_REFUSED_POLLS - 1):
            record = polled(relay, record, {"refused": "internal", "request_id": "r-1"}, 500).record
        record = polled(relay, record, {"word": "running"}).record
    assert isinstance(record.last, InProgress)


def test_the_transient_kinds_are_those_of_an_overloaded_or_broken_vendor():
    assert {kind.word for kind in TRANSIENT_KINDS} == {
        "rate_limited",
        "concurrency_limited",
        "vendor_error",
        "vendor_unavailable",
        "vendor_timeout",
        "internal",
    }


@pytest.mark.parametrize("body", [b"<html>502</html>", b'{"word":'])
def test_an_unreadable_poll_tells_nothing(relay: Relay, body: bytes):
    record = record_of(relay)
    after = relay.polled(record, HttpReply(status=502, body=body))
    assert (after.transient, after.record) == (True, record)


def test_an_unknown_word_is_no_failure_and_is_noted(relay: Relay):
    after = polled(relay, record_of(relay), {"word": "dreaming"})
    assert isinstance(after.record.last, InProgress)
    assert after.record.last.state is RunState.RUNNING
    assert "dreaming" in after.notes[0]
    assert not after.transient


@pytest.mark.parametrize("end", [{"word": "done", "url": FILM}, {"word": "failed"}])
def test_an_ended_task_is_not_polled_and_never_changes(relay: Relay, end: Any):
    ended = polled(relay, record_of(relay), end).record
    assert relay.poll(ended) is None
    for late in (
        {"word": "running"},
        {"word": "failed"},
        {"word": "done", "url": "https://example.com/b.mp4"},
    ):
        assert polled(relay, ended, late) == Polled(record=ended)


def test_there_is_no_content_before_the_end_or_after_a_failure(relay: Relay):
    record = record_of(relay)
    assert status_of(relay.content(record)) == (409, "not_ready")
    failed = polled(relay, record, {"word": "failed"}).record
    assert status_of(relay.content(failed)) == (409, "not_ready")
    assert b"bad film" in relay.content(failed).body


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "http://user@example.com/a", "ftp://example.com/a", "http:///a", "http://[a/b"],
)
def test_a_result_that_is_no_plain_web_address_is_not_fetched(relay: Relay, url: str):
    record = polled(relay, record_of(relay), {"word": "done", "url": url}).record
    assert status_of(relay.content(record)) == (502, "malformed_reply")


def test_a_link_is_renewed_without_changing_the_state(relay: Relay):
    record = polled(relay, record_of(relay), {"word": "done", "url": FILM}).record
    assert relay.refresh(record) == HttpCall(method="GET", path="/poll/up")
    renewed = relay.refreshed(record, json_reply(200, {"word": "done", "url": "https://example.com/new.mp4"}))
    assert isinstance(renewed, TaskRecord)
    assert isinstance(renewed.last, Succeeded)
    assert renewed.last.video.location == Link(url="https://example.com/new.mp4")


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b'{"word":"failed"}', (410, "expired")),
        (b'{"word":"running"}', (410, "expired")),
        (b'{"refused":"not_found"}', (410, "expired")),
        (b'{"refused":"rate_limited"}', (429, "rate_limited")),
        (b"<html>", (502, "malformed_reply")),
    ],
)
def test_a_link_that_is_not_renewed_is_said_to_be_expired(
    relay: Relay, body: bytes, refusal: tuple[int, str]
):
    record = polled(relay, record_of(relay), {"word": "done", "url": FILM}).record
    assert status_of(relay.refreshed(record, HttpReply(status=200, body=body))) == refusal


def test_only_a_film_has_a_link_to_renew(relay: Relay):
    assert relay.refresh(record_of(relay)) is None


def test_the_gateways_own_refusals_are_in_the_surfaces_words(relay: Relay):
    assert status_of(relay.refuse(ErrorKind.RATE_LIMITED, "too many")) == (429, "rate_limited")


def test_a_vendor_that_is_not_there_is_a_clear_error(relay: Relay):
    record = record_of(relay)
    stranger = Relay(surface=tokenops, vendors={}, routing=relay.routing, profiles=relay.profiles)
    with pytest.raises(LookupError, match="no adapter for vendor 'fake'; there are: none"):
        stranger.poll(record)


def test_profiles_are_chosen_by_dialect_with_the_default_for_the_rest(make_relay: Any):
    strict = choose("tokenops", tokenops.SWITCHES, tokenops.PROFILES, "strict")
    relay = make_relay("m", profiles={"tokenops": strict})
    assert relay.profile is strict
    assert relay.profiles["fake"]["s"] == "a"


@pytest.mark.parametrize("body", [{"word": "done", "url": FILM}, {"word": "failed"}])
def test_the_end_of_a_task_is_remembered_with_its_time(relay: Relay, body: Any):
    record = record_of(relay)
    assert relay.polled(record, json_reply(200, {"word": "running"}), now=5).record.ended_at is None
    assert relay.polled(record, json_reply(200, body), now=5).record.ended_at == 5


def fetched(relay: Relay, record: TaskRecord, variant: str) -> Any:
    query = (("variant", variant),)
    return relay.content(record, HttpCall(method="GET", path="/v1/videos/1/content", query=query))


def test_a_client_may_ask_for_another_file_where_the_surface_has_more(relay: Relay):
    other = replace(relay, surface=openai_videos, profiles={**relay.profiles, "openai_videos": PROFILE})
    done = polled(relay, record_of(relay), {"word": "done", "url": FILM}).record
    assert isinstance(done.last, Succeeded)
    assert fetched(other, done, "video") == Ready(vendor="fake", location=Link(url=FILM))
    assert fetched(relay, done, "thumbnail") == Ready(vendor="fake", location=Link(url=FILM))
    assert fetched(other, done, "thumbnail").status == 404
    assert fetched(other, done, "poster").status == 400
    still = VideoFile(kind=FileKind.THUMBNAIL, location=Link(url="https://example.com/a.webp"))
    both = replace(done, last=replace(done.last, files=(*done.last.files, still)))
    assert fetched(other, both, "thumbnail") == Ready(vendor="fake", location=still.location)
    assert fetched(other, both, "video") == Ready(vendor="fake", location=Link(url=FILM))
