"""Law: whatever a gateway answers, its client reads a task, reads a failure, or says what is broken."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from surfaces import every_profile, surface

from vidlect_adapters.canonical import InProgress, Link, Succeeded, TaskRef, VideoTask
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpReply

REF = TaskRef(task_id="t1")
VIDEO = {"id": "t1", "task_id": "t1", "object": "video", "model": "m", "progress": 30, "created_at": 1}
ROW = {
    "id": 5,
    "task_id": "t1",
    "fail_reason": "blocked",
    "progress": "30%",
    "result_url": "https://a.example/1",
}
WORDS = [
    *("queued", "processing", "in_queue", "in_progress", "succeeded", "completed", "failed", "unknown"),
    *("NOT_START", "QUEUED", "IN_PROGRESS", "SUCCESS", "FAILURE", "UNKNOWN"),
]
ERROR = {"message": "no", "type": "x", "code": "y", "param": None}
odd = st.sampled_from(
    [
        *(
            None,
            True,
            0,
            -1,
            5,
            101,
            30.0,
            30.5,
            2**63,
            "",
            " ",
            "30%",
            "101%",
            "t1",
            "t2",
            [],
            [1],
            {},
            {"a": 1},
        ),
        *(
            "https://a.example/1",
            "http://[",
            "ftp://a.example/1",
            "//a.example/1",
            "data:video/mp4;base64,AAAA",
        ),
        *("no (vendor code 5)", " (vendor code 5)", "no (request id: 5)", " (request id: 5)"),
        *({"message": " (vendor code 5)"}, {"message": "no", "code": []}, {"url": 5}, {"url": "x"}),
    ]
)
pauses = st.sampled_from([(), *((("Retry-After", text),) for text in ("7", "٥", "soon", "9" * 5000))])


@st.composite
def replies(draw):
    word = draw(st.sampled_from(WORDS))
    body = draw(
        st.sampled_from(
            [
                {
                    **VIDEO,
                    "status": word,
                    "url": "https://a.example/1",
                    "metadata": {"url": "https://a.example/1"},
                },
                {**VIDEO, "status": word, "error": ERROR},
                {"error": ERROR},
                {"code": None, "message": "no", "param": "", "type": "x"},
                {"code": "task_not_exist", "message": "no", "data": None},
                {"code": "success", "message": "", "data": {**ROW, "status": word}},
            ]
        )
    )
    at = draw(
        st.sampled_from(
            ["", *(name for name in ("data", "error", "metadata") if isinstance(body.get(name), dict))]
        )
    )
    spoiled = dict(body[at] if at else body)
    for _ in range(draw(st.integers(0, 2))):
        member = draw(st.sampled_from(sorted(spoiled)))
        spoiled[member] = draw(odd)
    status = draw(st.sampled_from([200, 200, 200, 204, 301, 400, 404, 418, 429, 500, 503]))
    body = {**body, at: spoiled} if at else spoiled
    return HttpReply(status=status, headers=draw(pauses), body=orjson.dumps(body))


@every_profile()
@given(reply=replies())
def test_a_reply_is_read_or_told_to_be_broken(surface_name, profile_name, reply):
    of = surface(surface_name)
    profile = of.profile(profile_name)
    for read in (
        of.adapter.decode_created,
        of.adapter.decode_error,
        lambda reply, profile: of.adapter.decode_task(REF, reply, profile),
    ):
        try:
            seen = read(reply, profile)
        except (MalformedReply, UnknownWord):
            continue
        assert isinstance(seen, TaskRef | VendorFailure | VideoTask)
        if isinstance(seen, InProgress) and seen.progress is not None:
            assert type(seen.progress) is int
            assert 0 <= seen.progress <= 100
        if isinstance(seen, Succeeded) and isinstance(seen.video.location, Link):
            assert seen.video.location.url.startswith("https://")


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b'{"a":' * 3000 + b"1" + b"}" * 3000])
@every_profile()
def test_what_is_no_object_is_told_to_be_broken(surface_name, profile_name, body):
    of = surface(surface_name)
    for status in (200, 404):
        with pytest.raises(MalformedReply):
            of.adapter.decode_task(REF, HttpReply(status=status, body=body), of.profile(profile_name))


def test_a_film_in_a_data_url_is_on_the_route_that_decodes_it():
    # dialects' facts 5.8
    of = surface("burncloud")
    row = {"task_id": "t1", "status": "SUCCESS", "result_url": "data:video/mp4;base64,AAAA"}
    reply = HttpReply(status=200, body=orjson.dumps({"code": "success", "message": "", "data": row}))
    task = of.adapter.decode_task(REF, reply, of.profile("new-api"))
    assert task.video.location.call.path == "/v1/videos/t1/content"
