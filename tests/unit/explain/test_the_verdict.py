import shlex
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from vidlect.cli import main
from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors.volcengine_visual import auth as client
from vidlect_contract.explain.capture import read
from vidlect_contract.explain.verdict import GivenKeys
from vidlect_contract.explain.visual import explain_visual
from vidlect_mock.vendors.volcengine_visual import credentials

ROOT = Path(__file__).parents[3]
VECTORS = orjson.loads(
    (ROOT / "contract/vidlect_contract/cases/volcengine_visual/signing-vectors.json").read_bytes()
)
SOME = [
    vector
    for vector in VECTORS
    if vector["id"].partition("--")[0]
    in {
        "pub-visual-submit-json",
        "pub-unicode-body-raw-utf8",
        "pub-query-space",
        "pub-session-token",
        "pub-presign-expires",
        "pub-path-space",
    }
]
AT = datetime(2026, 3, 19, 1, 47, 41, tzinfo=UTC)
NOW = AT.timestamp() + 60
POLL = HttpCall(
    method="POST",
    path="/",
    query=(("Action", "CVSync2AsyncGetResult"), ("Version", "2022-08-31")),
    headers=(("Host", "127.0.0.1:18081"), ("Content-Type", "application/json")),
    body=b'{"req_key": "jimeng_t2v_v30", "task_id": "7392616336519610409"}',
)


def _raw(vector):
    headers = "".join(f"{name}: {value}\r\n" for name, value in vector["request"]["headers"].items())
    return (
        f"{vector['method']} {vector['request']['target']} HTTP/1.1\r\n{headers}\r\n{vector['body']}".encode()
    )


def _curl(vector):
    headers = "".join(
        f" \\\n  -H {shlex.quote(f'{name}: {value}')}" for name, value in vector["request"]["headers"].items()
    )
    body = f" \\\n  --data-raw {shlex.quote(vector['body'])}" if vector["body"] else ""
    silent = (
        ""
        if any(name.lower() == "content-type" for name in vector["request"]["headers"])
        else " -H Content-Type:"
    )
    url = shlex.quote(f"https://visual.volcengineapi.com{vector['request']['target']}")
    return f"curl -X {vector['method']} {url}{headers}{silent}{body}".encode()


def _har(vector):
    request = {
        "method": vector["method"],
        "url": f"https://visual.volcengineapi.com{vector['request']['target']}",
        "headers": [{"name": name, "value": value} for name, value in vector["request"]["headers"].items()],
        "postData": {"mimeType": "", "text": vector["body"]},
    }
    return orjson.dumps({"log": {"entries": [{"request": request}]}})


def _keys(vector, *, token=True):
    return GivenKeys(vector["access_key"], vector["secret_key"], vector["session_token"] if token else None)


def _text(call):
    query = "&".join(f"{name}={value}" for name, value in call.query)
    headers = "".join(f"{name}: {value}\r\n" for name, value in call.headers)
    return f"{call.method} {call.path}?{query} HTTP/1.1\r\n{headers}\r\n".encode() + call.body


def _session_keys(session="default"):
    values = credentials(session)[0].values
    return KeyPair(access_key=values["access_key"], secret_key=values["secret_key"])


def _run(*arguments, text):
    return CliRunner().invoke(main, ["explain", "volcengine_visual", *arguments], input=text)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_every_official_request_is_authentic(vector):
    received = read(_raw(vector)).received

    for keys in (_keys(vector), _keys(vector, token=False)):
        verdict = explain_visual(received, keys, None, NOW)
        assert verdict.authentic, verdict
        assert verdict.stage is None
        assert all(step.holds for step in verdict.steps)
        needed = [remark for remark in verdict.remarks if "verifies only with" in remark]
        assert bool(needed) is not vector["plain_server_accepts"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_another_secret_is_not_authentic_for_any_of_them(vector):
    verdict = explain_visual(
        read(_raw(vector)).received, GivenKeys(vector["access_key"], "another", None), None, NOW
    )

    assert not verdict.authentic
    assert (verdict.stage, verdict.code) == ("signature", "SignatureDoesNotMatch")
    assert vector["secret_key"] not in repr(verdict)


@pytest.mark.parametrize("form", [_raw, _curl, _har])
@pytest.mark.parametrize("vector", SOME, ids=lambda vector: vector["id"])
def test_the_command_takes_every_form_of_capture(vector, form, tmp_path):
    capture = tmp_path / "capture"
    capture.write_bytes(form(vector))
    token = ["--security-token", vector["session_token"]] if vector["session_token"] else []

    done = _run(
        "--access-key",
        vector["access_key"],
        "--secret-key",
        vector["secret_key"],
        *token,
        "--json",
        str(capture),
        text=b"",
    )

    assert done.exit_code == 0, done.output
    report = orjson.loads(done.stdout)
    assert {name: report[name] for name in ("verdict", "stage", "code", "expected", "received", "hint")} == {
        "verdict": "authentic",
        "stage": None,
        "code": None,
        "expected": None,
        "received": None,
        "hint": None,
    }


def test_a_wrong_host_is_shown_step_by_step_with_the_first_line_that_differs():
    vector = VECTORS[0]
    text = _raw(vector).replace(b"Host: visual.volcengineapi.com", b"Host: 127.0.0.1:18081")

    done = _run("--access-key", vector["access_key"], "--secret-key", vector["secret_key"], text=text)

    assert done.exit_code == 1
    assert "NO  the signature is right" in done.stdout
    assert "not authentic: SignatureDoesNotMatch, at the stage canonical_request" in done.stdout
    assert "-  5   host:127.0.0.1:18081   <- the first line that differs" in done.stdout
    assert "+  5   host:visual.volcengineapi.com" in done.stdout
    assert "likely mistake: the host was signed as visual.volcengineapi.com" in done.stdout
    assert vector["secret_key"] not in done.stdout


def test_the_json_of_a_refusal_names_stage_code_both_versions_and_hint():
    vector = VECTORS[0]

    done = _run(
        "--access-key",
        vector["access_key"],
        "--secret-key",
        vector["secret_key"],
        "--json",
        "-",
        text=_raw(vector) + b" ",
    )

    report = orjson.loads(done.stdout)
    assert done.exit_code == 1
    assert (report["verdict"], report["stage"], report["code"]) == (
        "not_authentic",
        "body_hash",
        "SignatureDoesNotMatch",
    )
    assert report["received"] == vector["expected"]["x_content_sha256"]
    assert report["expected"] != report["received"]
    assert "hash the bytes that are sent" in report["hint"]


def test_keys_of_a_session_are_those_of_the_mock():
    text = _text(client.authorize(POLL, _session_keys("tests-7"), AT))

    assert _run("--session", "tests-7", text=text).exit_code == 0
    assert _run(text=text).exit_code == 0
    refused = _run("--session", "default", "--json", text=text)
    assert refused.exit_code == 1
    assert orjson.loads(refused.stdout)["code"] == "InvalidAccessKey"


@pytest.mark.parametrize(
    "at", ["now", "2026-03-19T03:00:00Z", "20260319T030000Z", "1773889261", "2026-03-19 03:00"]
)
def test_a_time_enforces_the_window(at):
    done = _run("--at", at, "--json", text=_text(client.authorize(POLL, _session_keys(), AT)))

    assert done.exit_code == 1
    assert orjson.loads(done.stdout)["code"] == "InvalidTimestamp"


@pytest.mark.parametrize(
    "at", ["2026-03-19T01:50:00Z", "20260319T014741Z", "1773884861", "2026-03-19T09:50:00+08:00"]
)
def test_a_time_within_the_window_is_fine(at):
    done = _run("--at", at, "--json", text=_text(client.authorize(POLL, _session_keys(), AT)))

    assert done.exit_code == 0, done.output
    assert not any(remark.startswith("signed ") for remark in orjson.loads(done.stdout)["remarks"])


def test_without_a_time_the_age_is_a_remark():
    received = read(_text(client.authorize(POLL, _session_keys(), AT))).received

    ages = [
        explain_visual(received, None, None, AT.timestamp() + later).remarks[0]
        for later in (60, -60, 7200, 86_400 * 3)
    ]

    assert ages[0] == "signed 2026-03-19 01:47:41 UTC, 60 seconds ago"
    assert ages[1] == "signed 2026-03-19 01:47:41 UTC, 60 seconds in the future"
    assert "2 hours ago; today the gateway would answer InvalidTimestamp" in ages[2]
    assert "3 days ago" in ages[3]


def test_what_the_gateway_says_about_service_action_region_and_method_is_a_remark():
    def remarks(call, place=client.VISUAL):
        verdict = explain_visual(
            read(_text(client.sign(call, _session_keys(), AT, place))).received, "default", None, NOW
        )
        assert verdict.authentic, verdict
        return "; ".join(verdict.remarks[1:])

    def asking(action, version="2022-08-31", **changes):
        return HttpCall(
            method=changes.get("method", "POST"),
            path=changes.get("path", "/"),
            query=(("Action", action), ("Version", version)) if action else (),
            headers=POLL.headers,
            body=POLL.body,
        )

    assert remarks(POLL) == ""
    assert "404 ServiceNotFound: This service[ark] not found." in remarks(
        POLL, client.Place("cn-beijing", "ark")
    )
    assert "404 InvalidActionOrVersion: Could not find operation X for version 2022-08-31." in remarks(
        asking("X")
    )
    assert "400 MissingParameter: The request is missing Action parameter." in remarks(asking(""))
    assert "405 MethodNotAllowed: The method PUT is not allowed." in remarks(
        asking("CVProcess", method="PUT")
    )
    assert "region of the scope is us-1; documented is cn-north-1" in remarks(
        POLL, client.Place("us-1", "cv")
    )
    assert "the path is '/v1'" in remarks(asking("CVProcess", path="/v1"))


def test_a_given_token_is_compared_and_not_decoded():
    keys = KeyPair(access_key="AKTPx", secret_key="s", session_token="any-token")
    received = read(_text(client.authorize(POLL, keys, AT))).received
    bare = read(_text(client.authorize(POLL, KeyPair(access_key="AKTPx", secret_key="s"), AT))).received

    assert explain_visual(received, GivenKeys("AKTPx", "s", "any-token"), None, NOW).authentic
    other = explain_visual(received, GivenKeys("AKTPx", "s", "another"), None, NOW)
    assert (other.stage, other.code) == ("token", "InvalidSecretToken")
    missing = explain_visual(bare, GivenKeys("AKTPx", "s", "any-token"), None, NOW)
    assert (missing.stage, missing.code) == ("token", "InvalidSecretToken")
    unjudged = explain_visual(received, GivenKeys("AKTPx", "s"), None, NOW)
    assert unjudged.authentic
    assert "not judged" in unjudged.remarks[-1]


def test_another_access_key_than_the_given_one_is_told():
    received = read(_text(client.authorize(POLL, _session_keys(), AT))).received

    verdict = explain_visual(received, GivenKeys("AKLTother", "s"), None, NOW)

    assert (verdict.stage, verdict.code, verdict.expected) == ("credential", "InvalidAccessKey", "AKLTother")


@pytest.mark.parametrize(
    ("headers", "code", "stage"),
    [
        ((), "InvalidCredential", "credential"),
        ((("Authorization", "Bearer sk-1"),), "InvalidCredential", "credential"),
        ((("Authorization", "AWS4-HMAC-SHA256 x"),), "InvalidAuthorization", "credential"),
        (
            (("Authorization", "HMAC-SHA256 Credential=a/b/c/d/request, SignedHeaders=x-date"),),
            "MissingSignature",
            "credential",
        ),
        (
            (("Authorization", "HMAC-SHA256 Credential=a/b/c/d/request, SignedHeaders=x-date, Signature=a"),),
            "MissingRequestInfo",
            "time",
        ),
        (
            (
                (
                    "Authorization",
                    "HMAC-SHA256 Credential=a/b/c/d/request, SignedHeaders=x-date, Signature=a",
                ),
                ("X-Date", "today"),
            ),
            "InvalidTimestamp",
            "time",
        ),
    ],
)
def test_what_is_wrong_before_the_signature_is_told_first(headers, code, stage):
    verdict = explain_visual(read(_text(POLL.with_headers(*headers))).received, None, None, NOW)

    assert (verdict.authentic, verdict.code, verdict.stage) == (False, code, stage)
    assert [step.holds for step in verdict.steps].count(False) == 1
    assert verdict.steps[-1].holds is None


def test_what_cannot_be_read_exits_with_2():
    done = _run("--json", text=b"nonsense")
    plain = _run(text=b"nonsense")

    assert (done.exit_code, plain.exit_code) == (2, 2)
    assert orjson.loads(done.stdout)["verdict"] == "unreadable"
    assert "no request line" in orjson.loads(done.stdout)["hint"]
    assert plain.stderr.startswith("unreadable: ")
    assert not plain.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--access-key", "A"],
        ["--secret-key", "S"],
        ["--security-token", "T"],
        ["--session", "default", "--access-key", "A", "--secret-key", "S"],
        ["--session", "Not A Session"],
        ["--at", "yesterday"],
        ["--entry", "-1"],
        ["--entry", "0"],
        ["--no-such-option"],
        ["no-such-file"],
    ],
)
def test_a_bad_option_is_one_clear_line_and_exit_code_2(arguments):
    done = _run(*arguments, text=b"GET / HTTP/1.1\r\n\r\n")

    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_keys_that_are_no_utf_8_are_a_verdict_too():
    received = read(_text(client.authorize(POLL, _session_keys(), AT))).received
    access_key = _session_keys().access_key

    for keys in (
        GivenKeys(access_key, "\udcff"),
        GivenKeys("\udcff", "s"),
        GivenKeys(access_key, "s", "\udcff"),
    ):
        verdict = explain_visual(received, keys, None, NOW)
        assert not verdict.authentic
        assert orjson.dumps(verdict.as_json())


def test_an_unknown_vendor_is_refused():
    assert CliRunner().invoke(main, ["explain", "nobody"], input=b"").exit_code == 2


def test_given_keys_do_not_print_their_secret():
    assert "s3cr3t" not in repr(GivenKeys("AK", "s3cr3t", "t0ken"))
    assert "t0ken" not in repr(GivenKeys("AK", "s3cr3t", "t0ken"))
