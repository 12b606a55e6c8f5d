"""Bad input, for all three kinds of door: what bodies, and a way to send bytes that no HTTP client would."""

import orjson
from hypothesis import strategies as st

DEEP = 100_000
BODIES = {
    "nothing": b"",
    "a blank": b" ",
    "truncated": b'{"model": "jimeng-video-3.0-pro", "prompt": "\xe5\xb1',
    "truncated at a brace": b'{"req_key"',
    "no UTF-8": b'{"prompt": "\xff\xfe\x80"}',
    "UTF-16": '{"prompt": "雪"}'.encode("utf-16"),
    "a BOM": b'\xef\xbb\xbf{"prompt": "1"}',
    "NUL bytes": b"\x00" * 64,
    "NUL in a text": b'{"req_key": "jimeng_t2v_v30", "model": "jimeng-video-3.0-720P", "prompt": "a\\u0000b"}',
    "a lone surrogate": b'{"req_key": "jimeng_t2v_v30", "model": "jimeng-video-3.0-720P", "prompt": "\\ud800"}',
    "an array": b"[]",
    "a text": b'"{}"',
    "a number": b"7",
    "null": b"null",
    "true": b"true",
    "NaN": b'{"seed": NaN}',
    "Infinity": b'{"seed": -Infinity}',
    "a huge exponent": b'{"req_key": "jimeng_t2v_v30", "prompt": "1", "seed": 1e999}',
    "a huge integer": b'{"req_key": "jimeng_t2v_v30", "model": "jimeng-video-3.0-720P", "prompt": "1", "seed": '
    + b"9" * 5000
    + b"}",
    "a seed beyond 64 bits": b'{"req_key": "jimeng_t2v_v30", "model": "jimeng-video-3.0-720P", "prompt": "1", '
    b'"seed": 99999999999999999999999}',
    "deep arrays": b"[" * DEEP + b"]" * DEEP,
    "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "a deep member": b'{"req_key": "jimeng_t2v_v30", "model": "jimeng-video-3.0-720P", "prompt": '
    + b"[" * 900
    + b"]" * 900
    + b"}",
    "two members of a name": b'{"req_key": "jimeng_t2v_v30", "req_key": 7, "model": "x", "model": [], "prompt": {}}',
    "10 MB of prompt": b'{"req_key": "jimeng_t2v_v30", "model": "jimeng-video-3.0-720P", "prompt": "'
    + "山".encode() * 3_500_000
    + b'"}',
    "a form": b"req_key=jimeng_t2v_v30&prompt=1",
    "XML": b"<?xml version='1.0'?><prompt/>",
    "multipart": b"--x\r\nContent-Disposition: form-data; name=model\r\n\r\n1\r\n--x--\r\n",
}

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["", " ", "\x00", "data:image/png;base64,", "https://", "http://[", "16:0", "0x0", "-1", "1e9"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
targets = st.binary(max_size=24).map(lambda raw: b"/" + raw.translate(None, b"\r\n ?#"))
queries = st.binary(max_size=40).map(lambda raw: raw.translate(None, b"\r\n #"))
methods = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
names = st.sampled_from(
    [b"authorization", b"x-date", b"content-type", b"range", b"host", b"content-length", b"x-a"]
)
headers = st.lists(
    st.tuples(names, st.binary(max_size=40).map(lambda raw: raw.translate(None, b"\r\n\x00"))), max_size=4
)


@st.composite
def spoiled(draw, examples):
    """A good body with one thing wrong: a member replaced, added or left out, or a byte flipped or cut."""
    body = dict(draw(st.sampled_from(examples)))
    how = draw(st.sampled_from(["added", "flipped", "cut", *(["replaced", "left out"] if body else [])]))
    if how in {"flipped", "cut"}:
        raw = bytearray(orjson.dumps(body))
        place = draw(st.integers(0, len(raw) - 1))
        if how == "cut":
            return bytes(raw[:place])
        raw[place] ^= draw(st.integers(1, 255))
        return bytes(raw)
    name = draw(st.text(max_size=8)) if how == "added" else draw(st.sampled_from(sorted(body)))
    if how == "left out":
        del body[name]
    else:
        body[name] = draw(values)
    try:
        return orjson.dumps(body)
    except TypeError:  # a number beyond 64 bits, or half of a surrogate pair
        return repr(body).replace("'", '"').encode("utf-8", "surrogatepass")


async def ask(app, method, path, query=b"", fields=(), body=b""):
    """Status and body of an ASGI app's answer; whatever the app raises is raised."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path.decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": query,
        "headers": list(fields),
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "root_path": "",
    }
    waiting = [{"type": "http.request", "body": body, "more_body": False}]
    sent = []

    async def receive():
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])
