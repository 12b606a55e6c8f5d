"""The JSON form of canonical values goes there and back, and names what is wrong."""

from fractions import Fraction

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidlect_adapters import canonical as c
from vidlect_adapters.canonical_json import (
    record_from_json,
    ref_from_json,
    request_from_json,
    task_from_json,
    to_json,
)
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall
from vidlect_adapters.record import TaskRecord

TEXTS = st.text(min_size=1, max_size=20)
SOURCES = st.one_of(
    st.builds(c.Link, url=TEXTS, expires_at=st.none() | st.integers(0, 2**40)),
    st.builds(c.Inline, base64=st.just("aGk="), media_type=st.none() | st.just("image/png")),
    st.builds(c.Handle, kind=TEXTS, value=TEXTS),
)
INPUTS = st.builds(
    c.MediaInput,
    role=st.sampled_from([c.Role.REFERENCE, c.Role.SOURCE]),
    medium=st.sampled_from(c.Medium),
    source=SOURCES,
)
LENGTHS = st.one_of(
    st.builds(c.Seconds, st.fractions(Fraction(1, 100), 1000)),
    st.builds(c.Frames, count=st.integers(1, 10**6), fps=st.integers(1, 240)),
    st.just(c.Automatic()),
)
FRAMES = st.one_of(
    st.builds(c.Pixels, width=st.integers(1, 8192), height=st.integers(1, 8192)),
    st.builds(c.Shape, resolution=TEXTS, aspect=st.none() | TEXTS),
    st.builds(c.Shape, aspect=TEXTS),
)
FLAGS = st.none() | st.booleans()
REQUESTS = st.builds(
    c.VideoRequest,
    model=TEXTS,
    prompt=st.text(max_size=20),
    negative_prompt=st.none() | TEXTS,
    inputs=st.lists(INPUTS, max_size=3).map(tuple),
    length=st.none() | LENGTHS,
    frame=st.none() | FRAMES,
    fps=st.none() | st.integers(1, 240),
    seed=st.none() | st.integers(0, 2**31),
    count=st.integers(1, 4),
    watermark=FLAGS,
    with_audio=FLAGS,
    camera_fixed=FLAGS,
    callback_url=st.none() | TEXTS,
    vendor_options=st.dictionaries(TEXTS, st.booleans() | st.integers(0, 9) | TEXTS, max_size=2),
)
REFS = st.builds(
    c.TaskRef,
    task_id=st.text("0123456789", min_size=1, max_size=20),
    locator=st.dictionaries(TEXTS, TEXTS, max_size=2).map(lambda pairs: tuple(pairs.items())),
)
CALLS = st.builds(
    HttpCall,
    method=st.just("GET"),
    path=st.just("/file"),
    query=st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
    headers=st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
    body=st.binary(max_size=8),
)
FILES = st.builds(
    c.VideoFile,
    kind=st.sampled_from(c.FileKind),
    location=st.one_of(
        st.builds(c.Link, url=TEXTS, expires_at=st.none() | st.integers(0, 2**40)),
        st.builds(c.VendorRoute, CALLS),
    ),
)
FAILURES = st.builds(
    VendorFailure,
    kind=st.sampled_from(ErrorKind),
    vendor_code=TEXTS,
    message=TEXTS,
    request_id=st.none() | TEXTS,
    retry_after=st.none() | st.integers(0, 3600),
)
TASKS = st.one_of(
    st.builds(
        c.InProgress,
        ref=REFS,
        state=st.sampled_from(c.RunState),
        progress=st.none() | st.integers(0, 100),
    ),
    st.builds(c.Succeeded, ref=REFS, files=st.lists(FILES, min_size=1, max_size=2).map(tuple)),
    st.builds(c.Failed, ref=REFS, failure=FAILURES),
)
RECORDS = st.builds(
    TaskRecord,
    id=TEXTS,
    owner=TEXTS,
    surface=TEXTS,
    vendor=TEXTS,
    model_name=TEXTS,
    ref=REFS,
    request=REQUESTS,
    created_at=st.integers(0, 2**40),
    last=TASKS,
    progress_shown=st.integers(0, 100),
    polls_refused=st.integers(0, 9),
    ended_at=st.none() | st.integers(0, 2**40),
)


WHOLE = to_json(
    TaskRecord(
        id="1",
        owner="me",
        surface="tokenops",
        vendor="kling",
        model_name="kling-v3",
        ref=c.TaskRef(task_id="1"),
        request=c.VideoRequest(model="kling-v3", prompt="雪"),
        created_at=1,
        last=c.InProgress(ref=c.TaskRef(task_id="1"), state=c.RunState.QUEUED),
    )
)


@given(RECORDS)
def test_a_record_survives_json_text(record: TaskRecord) -> None:
    assert record_from_json(orjson.loads(orjson.dumps(to_json(record)))) == record


@pytest.mark.parametrize(
    ("read", "obj", "names"),
    [
        (request_from_json, {}, "model"),
        (request_from_json, {"model": "m", "promt": "x"}, "promt"),
        (request_from_json, {"model": "m", "count": True}, "count"),
        (request_from_json, {"model": "m", "inputs": {}}, "inputs"),
        (request_from_json, {"model": "m", "inputs": [{"role": "hero"}]}, r"inputs\[0\].role"),
        (
            request_from_json,
            {"model": "m", "inputs": [{"role": "mask", "medium": "image"}]},
            r"inputs\[0\] has a url",
        ),
        (request_from_json, {"model": "m", "length": {"seconds": 5}}, "length.seconds"),
        (request_from_json, {"model": "m", "frame": []}, "frame"),
        (ref_from_json, {"task_id": 12}, "task_id"),
        (task_from_json, {"ref": {"task_id": "1"}, "state": "dreaming"}, "state"),
        (
            task_from_json,
            {"ref": {"task_id": "1"}, "state": "succeeded", "files": [{"kind": "video"}]},
            r"files\[0\]",
        ),
        (
            task_from_json,
            {
                "ref": {"task_id": "1"},
                "state": "succeeded",
                "files": [
                    {
                        "kind": "video",
                        "call": {"method": "GET", "path": "/", "query": [["only one"]]},
                    }
                ],
            },
            r"query\[0\]",
        ),
        (
            task_from_json,
            {"ref": {"task_id": "1"}, "state": "failed", "failure": {"kind": "bad luck"}},
            "failure.kind",
        ),
        *[
            (record_from_json, {**WHOLE, name: value}, rf"^{name} is ")
            for name, value in {
                "last": 7,
                "ref": 7,
                "request": 7,
                "created_at": "x",
                "progress_shown": "x",
                "polls_refused": "x",
                "ended_at": "x",
                "owner": 7,
            }.items()
        ],
    ],
)
def test_bad_json_is_refused_by_the_name_of_the_member(read, obj, names) -> None:
    with pytest.raises(ValueError, match=names):
        read(obj)
