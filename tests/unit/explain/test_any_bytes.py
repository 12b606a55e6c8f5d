"""Whatever is captured, `explain` says something."""

from datetime import UTC, datetime

import orjson
from hypothesis import given
from hypothesis import strategies as st

from vidlect_contract.explain.capture import Unreadable, read
from vidlect_contract.explain.visual import explain_visual

NOW = datetime(2026, 3, 19, 1, 48, 41, tzinfo=UTC).timestamp()

captures = st.builds(
    lambda *parts: b"".join(parts),
    st.sampled_from(
        [
            b"",
            b"POST / HTTP/1.1\r\n",
            b"curl ",
            b"curl http://h ",
            b'{"log": {"entries": [',
            b"> GET /",
            b"\xef\xbb\xbf",
        ]
    ),
    st.binary(max_size=60) | st.text(max_size=30).map(str.encode),
    st.sampled_from([b"", b"\r\n\r\n{}", b"]}}", b"'", b"X-Date: 20250102T030405Z\r\n\r\n"]),
)


@given(captures)
def test_any_bytes_are_a_verdict_or_unreadable(captured):
    try:
        received = read(captured).received
    except Unreadable as unreadable:
        assert str(unreadable)  # noqa: PT017  # either outcome is right; what counts is that there is one
        return
    verdict = explain_visual(received, None, None, NOW)

    assert not verdict.authentic
    assert orjson.dumps(verdict.as_json())
