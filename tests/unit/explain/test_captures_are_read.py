from base64 import b64encode
from hashlib import sha256

import orjson
import pytest

from vidlect_contract.explain.capture import Unreadable, read

TARGET = "/?Action=CVProcess&Version=2022-08-31"
URL = f"http://127.0.0.1:18081{TARGET}"


def _request(capture):
    """(method, path, query, headers that matter, body) of a capture."""
    received = capture.received
    headers = {
        name.decode(): value.decode()
        for name, value in received.headers
        if name not in (b"user-agent", b"accept")
    }
    return received.method, received.path.decode(), received.query.decode(), headers, received.body


POST = (
    "POST",
    "/",
    "Action=CVProcess&Version=2022-08-31",
    {"host": "127.0.0.1:18081", "content-type": "application/json", "x-date": "20250102T030405Z"},
    b'{"a": 1}',
)
HEADERS = {"Content-Type": "application/json", "X-Date": "20250102T030405Z"}
RAW_HEADERS = "".join(
    f"{name}: {value}\r\n" for name, value in {"Host": "127.0.0.1:18081", **HEADERS}.items()
)
OTHER_HEADERS = RAW_HEADERS.partition("\r\n")[2]


@pytest.mark.parametrize(
    "text",
    [
        f'POST {TARGET} HTTP/1.1\r\n{RAW_HEADERS}\r\n{{"a": 1}}',
        f'\r\n\nPOST {TARGET} HTTP/1.1\n{RAW_HEADERS}\n{{"a": 1}}'.replace("\r\n", "\n"),
        f'post {TARGET}\r\n{RAW_HEADERS}Content-Length: 8\r\n\r\n{{"a": 1}}\r\n'.replace(
            "Content-Length: 8\r\n", ""
        ),
        f'POST {URL} HTTP/1.1\r\n{RAW_HEADERS}\r\n{{"a": 1}}',
        f'POST {URL} HTTP/1.1\r\n{OTHER_HEADERS}\r\n{{"a": 1}}',
        f'POST {TARGET} HTTP/2\r\n:authority: 127.0.0.1:18081\r\n{OTHER_HEADERS}\r\n{{"a": 1}}',
        f'POST {TARGET} HTTP/1.1\r\n{RAW_HEADERS.replace(": ", ":")}\r\n{{"a": 1}}',
        f"curl -X POST '{URL}' -H 'Content-Type: application/json' -H 'X-Date: 20250102T030405Z' -d '{{\"a\": 1}}'",
        (
            f"$ curl '{URL}' \\\n  -H 'content-type: application/json' \\\r\n  -H 'x-date: 20250102T030405Z' \\\n"
            "  --data-raw '{\"a\": 1}' \\\n  --compressed --insecure"
        ),
        (
            f'curl --request POST --url "{URL}" --header "Content-Type: application/json" '
            "--header 'X-Date: 20250102T030405Z' --data-binary $'{\"a\": 1}'"
        ),
        (
            f"curl -sSXPOST {URL.replace('&', chr(92) + '&')} -H'Content-Type: application/json' "
            "-HX-Date:20250102T030405Z -d'{\"a\": 1}'"
        ),
        f"curl {URL!r} --json '{{\"a\": 1}}' -H 'X-Date: 20250102T030405Z' -o out.json --max-time 3",
        f'curl "{URL}" -H "Content-Type: application/json" -H "X-Date: 20250102T030405Z" -d "{{\\"a\\": 1}}"',
        (
            f"curl '{URL.removeprefix('http://')}#part' -H 'Content-Type: application/json' "
            "-H 'X-Date: 20250102T030405Z' -d '{\"a\": 1}'"
        ),
    ],
)
def test_the_same_request_is_read_from_every_way_of_writing_it(text):
    method, path, query, headers, body = _request(read(text.encode()))

    assert (method, path, query, {**headers}, body.rstrip()) == POST


def _har(*requests):
    return orjson.dumps(
        {"log": {"version": "1.2", "entries": [{"request": request} for request in requests]}}
    )


def _har_request(url=URL, headers=HEADERS, **more):
    listed = [{"name": name, "value": value} for name, value in headers.items()]
    return {"method": "POST", "url": url, "headers": listed, "postData": {"text": '{"a": 1}'}, **more}


def test_the_request_is_read_from_a_har_file():
    assert _request(read(_har(_har_request()))) == POST


def test_a_har_body_may_be_base64_or_fields_or_absent():
    coded = {"text": b64encode(b'{"a": 1}').decode(), "encoding": "base64"}
    fields = {"params": [{"name": "a", "value": "1 é"}, {"name": "b"}]}

    assert read(_har(_har_request(postData=coded))).received.body == b'{"a": 1}'
    assert read(_har(_har_request(postData=fields))).received.body == b"a=1+%C3%A9&b="
    assert read(_har(_har_request(postData=None))).received.body == b""


def test_a_har_request_over_http_2_has_its_host_from_authority_or_url():
    pseudo = {":authority": "visual.volcengineapi.com", ":method": "POST", **HEADERS}

    for headers, url in ((pseudo, URL), (HEADERS, "https://visual.volcengineapi.com:443/?Action=A")):
        received = read(_har(_har_request(url=url, headers=headers))).received
        assert received.header(b"host") == b"visual.volcengineapi.com"
        assert received.header(b":authority") is None


def test_the_only_signed_entry_of_a_har_file_is_taken():
    signed = _har_request(headers={"authorization": "x"}, url="http://h/?signed=1")
    presigned = _har_request(url="http://h/?X-Signature=1")
    other = _har_request()

    assert read(_har(other, signed, other)).received.query == b"signed=1"
    assert read(_har(other, presigned)).received.query == b"X-Signature=1"
    assert read(_har(signed, presigned), entry=1).received.query == b"X-Signature=1"
    with pytest.raises(
        Unreadable, match=r"2 of 2 entries are signed; pick one with --entry N.*0: http://h/\?signed=1"
    ):
        read(_har(signed, presigned))
    with pytest.raises(Unreadable, match=r"no entry 2; the file has 0 to 1"):
        read(_har(signed, presigned), entry=2)


@pytest.mark.parametrize(
    ("quoted", "plain"),
    [
        ("'it'\\''s'", "it's"),
        ("$'it\\'s'", "it's"),
        ("$'a\\nb\\t\\\\'", "a\nb\t\\"),
        ("$'\\u4e00\\u53ea'", "一只"),
        ("$'\\ud83c\\udfac'", "🎬"),
        ("$'\\U1F3AC'", "🎬"),
        ("$'\\xe4\\xb8\\x80'", "一"),
        ("$'\\344\\270\\200'", "一"),
        ("$'a\\!b\\qc'", "a!bqc"),
        ('"a \\$HOME \\`x\\` \\\\"', "a $HOME `x` \\"),
        ('"a\\\nb"', "ab"),
        ("'a\\\nb'", "a\\\nb"),
        ("'一只猫'", "一只猫"),
        ("-starts-with-a-dash", "-starts-with-a-dash"),
        ("\"$'x'\"", "$'x'"),
        ("a\\ b", "a b"),
        ("''", ""),
    ],
)
def test_the_shells_quotes_are_taken_off(quoted, plain):
    assert read(f"curl -d {quoted} http://h".encode()).received.body == plain.encode()


def test_bytes_of_a_command_that_are_no_utf_8_are_kept():
    assert read(b"curl -d '\xff\xfe' http://h").received.body == b"\xff\xfe"
    assert read(b"curl -d $'\\xff' http://h").received.body == b"\xff"


@pytest.mark.parametrize(
    ("command", "method", "target"),
    [
        ("curl http://h", "GET", "/?"),
        ("curl -I http://h/a", "HEAD", "/a?"),
        ("curl -G http://h/a?x=1 -d y=2 -d z=3", "GET", "/a?x=1&y=2&z=3"),
        ("curl -d a -d b http://h", "POST", "/?"),
        ("curl -X PUT -d a http://h", "PUT", "/?"),
        ("curl --head h.test/a/b", "HEAD", "/a/b?"),
    ],
)
def test_curl_chooses_method_and_target(command, method, target):
    received = read(command.encode()).received

    assert (received.method, f"{received.path.decode()}?{received.query.decode()}") == (method, target)


def test_curl_sends_what_its_options_imply():
    received = read(b"curl -u me:pw -A agent -e http://r -b c=1 -d x http://user:pw@h:80/").received

    assert dict(received.headers) == {
        b"host": b"h",
        b"content-type": b"application/x-www-form-urlencoded",
        b"user-agent": b"agent",
        b"referer": b"http://r",
        b"cookie": b"c=1",
        b"authorization": b"Basic bWU6cHc=",
    }


def test_a_header_of_curl_can_be_taken_away_or_emptied():
    received = read(b"curl -d x -H Content-Type: -H 'X-Empty;' -H 'Host: other' http://h").received

    assert dict(received.headers) == {b"x-empty": b"", b"host": b"other"}


@pytest.mark.parametrize(
    ("capture", "said"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"hello", "no request line"),
        (b"GET\r\n\r\n", "no request line"),
        (b"\x00\xff\xfe", "no request line"),
        (b"POST /a b HTTP/1.1\r\n\r\n", "no request line"),
        (b"POST / HTTP/1.1\r\nno header\r\n\r\n", "no header line"),
        (b"POST / HTTP/1.1\r\nbad name: 1\r\n\r\n", "no header line"),
        (b"POST ftp://h/ HTTP/1.1\r\n\r\n", "no absolute http or https URL"),
        (b"POST http://h:99999/ HTTP/1.1\r\n\r\n", "no URL"),
        (b"{", "starts as JSON"),
        (b"{}", "no HAR file"),
        (b'{"log": []}', "no HAR file"),
        (b'{"log": {"entries": [{"request": {"url": "http://h"}}]}}', "no HAR file"),
        (b'{"log": {"entries": []}}', "0 of 0 entries"),
        (_har(_har_request(url="nowhere")), "no absolute"),
        (_har(_har_request(postData={"text": "?", "encoding": "base64"})), "says base64"),
        (b"curl 'open", "split into words"),
        (b"curl -d x", "0 URLs"),
        (b"curl http://a http://b", "2 URLs"),
        (b"curl --no-such-option http://a", "--no-such-option"),
        (b"curl -X", "not understood"),
        (b"curl -d @body.json http://h", "file 'body.json'"),
        (b"curl -H @headers http://h", "file 'headers'"),
        (b"curl -H nonsense http://h", "is no header"),
    ],
)
def test_what_is_no_capture_says_so(capture, said):
    with pytest.raises(Unreadable, match=said):
        read(capture)


def test_an_entry_can_only_be_picked_from_a_har_file():
    with pytest.raises(Unreadable, match="HAR"):
        read(b"GET / HTTP/1.1\r\n\r\n", entry=0)


# --- bodies and headers of raw text


def _raw(body, **headers):
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return read(f"POST / HTTP/1.1\r\n{lines}\r\n".encode() + body)


def test_a_body_ends_where_its_length_says():
    assert _raw(b"{}\n", Content_Length=2) == (_raw(b"{}", Content_Length=2).received, ())
    assert _raw(b"{}HTTP/1.1 200", Content_Length=2).notes == ("12 bytes after the body were left out",)
    assert _raw(b"{", Content_Length=2).notes == ("the capture holds 1 of 2 bytes of the body",)
    assert _raw(b"{}\n", Content_Length="?").received.body == b"{}\n"


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_line_end_that_an_editor_added_is_cut_when_the_hash_proves_it(end):
    body = b'{"a": 1}'

    proved = _raw(body + end, X_Content_Sha256=sha256(body).hexdigest())
    meant = _raw(body + end, X_Content_Sha256=sha256(body + end).hexdigest())

    assert proved.received.body == body
    assert "editor" in proved.notes[0]
    assert meant.received.body == body + end
    assert _raw(end).received.body == b""


def test_blanks_of_a_header_value_are_kept_but_for_one():
    received = read(b"POST / HTTP/1.1\r\nX-Note:   two   spaces \r\nX-Folded: a\r\n  b\r\n\r\n").received

    assert dict(received.headers) == {b"x-note": b"  two   spaces ", b"x-folded": b"a b"}


def test_the_sent_lines_of_verbose_curl_are_taken():
    text = b"> GET /a HTTP/1.1\r\n> Host: h\r\n> \r\n< HTTP/1.1 200 OK\r\n< Server: x\r\n"

    assert _request(read(text)) == ("GET", "/a", "", {"host": "h"}, b"")
