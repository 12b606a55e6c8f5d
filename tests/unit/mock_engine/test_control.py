"""The control API over ASGI; every reply is held against its hand-written document."""

import asyncio
import re

import httpx
import orjson
import pytest

from vidlect_mock.control import control_app
from vidlect_mock.documents import Validators, load, operations
from vidlect_mock.lifecycle import State
from vidlect_mock.scenario_table import BUILT_IN
from vidlect_mock.trouble import TROUBLES

DOCUMENT = load("control", "control")
VALIDATORS = Validators(DOCUMENT)
OPERATIONS = [
    (
        name,
        method,
        re.compile(re.sub(r"\\{task_id\\}", ".+", re.sub(r"\\{(?!task_id)\w+\\}", "[^/]+", re.escape(path)))),
        path,
    )
    for name, method, path, _ in operations(DOCUMENT)
]


class Control:
    """The control API of a bench; replies that the document does not describe fail the test."""

    def __init__(self, bench, token=None, vendor_urls=None):
        self.bench = bench
        urls = {"fake": "http://127.0.0.1:18081"} if vendor_urls is None else vendor_urls
        self.app = control_app(bench.engine, vendor_urls=urls, token=token)

    def __call__(self, method, path, body=None, *, headers=None, raw=None):
        content = raw if raw is not None else None if body is None else orjson.dumps(body)

        async def send():
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
                return await client.request(method, path, content=content, headers=headers)

        reply = asyncio.run(send())
        bare = path.partition("?")[0]
        for name, of_method, pattern, _ in OPERATIONS:
            if of_method == method and pattern.fullmatch(bare):
                described = VALIDATORS.reply_violations(
                    name, reply.status_code, orjson.loads(reply.content) if reply.content else None
                )
                assert described == [], (name, reply.status_code)
        return reply


@pytest.fixture
def control(bench):
    return Control(bench)


def error_of(reply):
    body = reply.json()
    assert list(body) == ["error"]
    return reply.status_code, body["error"]["field"]


def test_every_described_path_is_served_with_its_methods_and_no_other(control):
    served = {
        (method, route.path)
        for route in control.app.routes
        if route.path.startswith("/__mock__")
        for method in route.methods - {"HEAD"}
    }
    described = {(method, path.replace("{task_id}", "{task_id:path}")) for _, method, _, path in OPERATIONS}
    assert served == described


def test_the_document_is_the_hand_written_one(control):
    shown = control("GET", "/openapi.json").json()
    assert shown["paths"] == DOCUMENT["paths"]
    assert control("GET", "/docs").status_code == 200


def test_the_document_knows_every_trouble_and_state():
    schemas = DOCUMENT["components"]["schemas"]
    kinds = [row["properties"]["kind"] for row in schemas["Fault"]["oneOf"]]
    assert sorted(word for kind in kinds for word in kind.get("enum", [kind.get("const")])) == sorted(
        TROUBLES
    )
    assert schemas["State"]["enum"] == [state.value for state in State]


def test_the_root_says_what_is_served(control):
    about = control("GET", "/__mock__/").json()
    assert about["vendors"] == {"fake": "http://127.0.0.1:18081"}
    assert about["profiles"]["fake"]["available"] == ["default", "shouting"]
    assert about["profiles"]["fake"]["switches"][0]["choice"] == "plain"
    assert "names a session" in about["credentials"]["rule"]
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", about["version"])


def test_the_vendors_addresses_may_be_known_late(bench):
    control = Control(bench, vendor_urls=lambda: {"fake": "http://late"})
    assert control("GET", "/__mock__/").json()["vendors"] == {"fake": "http://late"}


# --- the token -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("method", "path"), [(method, path) for _, method, _, path in OPERATIONS])
@pytest.mark.parametrize(
    "header", [None, "Bearer wrong", "Bearer", "Basic sesame", "sesame", "Bearer sésame"]
)
def test_with_a_token_every_route_asks_for_it(bench, method, path, header):
    filled = re.sub(r"\{\w+\}", "x", path)
    headers = {} if header is None else {"Authorization": header.encode()}
    reply = Control(bench, "sesame")(method, filled, headers=headers)
    assert error_of(reply) == (401, None)
    assert reply.headers["WWW-Authenticate"] == "Bearer"


def test_the_token_opens(bench):
    control = Control(bench, "sesame")
    assert control("GET", "/__mock__/clock", headers={"Authorization": "bearer sesame"}).status_code == 200


# --- sessions --------------------------------------------------------------------------------------------


def test_a_session_that_nobody_named_is_as_the_server_has_it(control):
    session = control("GET", "/__mock__/sessions/fresh").json()
    assert session == {
        "name": "fresh",
        "profiles": {},
        "scenario": None,
        "pace": None,
        "concurrency_limit": None,
        "quota": None,
        "faults": [],
        "submitted": 0,
        "receipts": [],
    }


def test_settings_are_set_shown_and_obeyed(control, bench):
    fault = {"on": "poll", "kind": "status", "status": 503}
    settings = {
        "profiles": {"fake": {"switches": {"tone": "loud"}}},
        "scenario": "instant",
        "pace": {"kind": "polls", "running_after": 1, "done_after": 2},
        "concurrency_limit": 5,
        "quota": 1,
        "faults": [fault],
    }
    session = control("PUT", "/__mock__/sessions/one", settings).json()
    assert session["profiles"] == {"fake": {"name": "default+tone=loud", "switches": {"tone": "loud"}}}
    assert session["scenario"]["name"] == "instant"
    reply = orjson.loads(bench.submit(session="one").answer.body)
    assert reply["tone"] == "loud"
    assert bench.submit(session="one").answer.status == 402
    assert bench.poll(reply["data"]["id"], session="one").answer.status == 503
    assert bench.status(reply["data"]["id"], session="one") == "succeeded"
    session = control("GET", "/__mock__/sessions/one").json()
    assert session["faults"] == []
    assert [receipt["fault"] for receipt in session["receipts"]] == [fault]
    assert session["submitted"] == 1
    assert control("PUT", "/__mock__/sessions/one", {}).json()["quota"] is None


def test_a_session_may_play_a_scenario_of_its_own(control, bench):
    own = {"name": "own", "pace": {"kind": "instant"}, "outcome": {"kind": "breaks", "code": "internal"}}
    control("PUT", "/__mock__/sessions/one", {"scenario": own, "profiles": {"fake": {"name": "shouting"}}})
    assert bench.status(bench.submitted(session="one"), session="one") == "failed"


def test_a_profile_of_a_session_is_the_vendors_or_refused(control):
    for profile, pointer in [
        ({"nothing": {}}, "/profiles/nothing"),
        ({"fake": {"name": "nothing"}}, "/profiles/fake"),
        ({"fake": {"switches": {"tone": "shrill"}}}, "/profiles/fake"),
        ({"fake": {"switches": {"tone": 1}}}, "/profiles/fake/switches/tone"),
        ({"fake": {"switches": []}}, "/profiles/fake/switches"),
        ({"fake": {"named": "x"}}, "/profiles/fake/named"),
        ({"fake": "default"}, "/profiles/fake"),
        ([], "/profiles"),
    ]:
        assert error_of(control("PUT", "/__mock__/sessions/one", {"profiles": profile})) == (400, pointer)


@pytest.mark.parametrize(
    ("settings", "pointer"),
    [
        ([], ""),
        ({"scenery": "x"}, "/scenery"),
        ({"scenario": "nothing"}, "/scenario"),
        ({"scenario": {"name": 1}}, "/scenario/name"),
        ({"pace": {"kind": "slow"}}, "/pace/kind"),
        ({"concurrency_limit": 0}, "/concurrency_limit"),
        ({"quota": -1}, "/quota"),
        ({"quota": 1.5}, "/quota"),
        ({"faults": [{"on": "poll", "kind": "x"}]}, "/faults/0/kind"),
    ],
)
def test_settings_that_do_not_fit_are_named(control, settings, pointer):
    assert error_of(control("PUT", "/__mock__/sessions/one", settings)) == (400, pointer)


@pytest.mark.parametrize("name", ["UPPER", "-x", "a" * 33, "a.b", "%E6%B9%96"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_name_that_is_no_sessions_is_refused(control, method, name):
    assert error_of(control(method, f"/__mock__/sessions/{name}")) == (400, "session")


def test_faults_are_queued_behind_those_that_are_there(control, bench):
    for status in (501, 502):
        queued = {"faults": [{"on": "submit", "kind": "status", "status": status}]}
        assert control("POST", "/__mock__/sessions/one/faults", queued).status_code == 200
    assert [bench.submit(session="one").answer.status for _ in range(3)] == [501, 502, 200]
    assert error_of(control("POST", "/__mock__/sessions/one/faults", {})) == (400, "")


def test_sessions_are_listed(control, bench):
    for name in ("one", "two", "three"):
        bench.submit(session=name)
    listed = control("GET", "/__mock__/sessions?limit=2").json()["sessions"]
    assert [session["name"] for session in listed] == ["one", "two"]


def test_a_session_is_forgotten(control, bench):
    control("PUT", "/__mock__/sessions/one", {"quota": 0})
    assert control("DELETE", "/__mock__/sessions/one").status_code == 204
    assert bench.submit(session="one").answer.status == 200


# --- scenarios -------------------------------------------------------------------------------------------


def test_a_scenario_is_added_played_and_dropped(control, bench):
    scenario = {"name": "mine", "pace": {"kind": "instant"}, "outcome": {"kind": "succeeds"}}
    assert control("PUT", "/__mock__/scenarios/mine", scenario).json() == {**scenario, "built_in": False}
    assert bench.status(bench.submitted("[[mock:mine]] x")) == "succeeded"
    assert control("GET", "/__mock__/scenarios/mine").json()["pace"] == {"kind": "instant"}
    assert control("DELETE", "/__mock__/scenarios/mine").status_code == 204
    assert error_of(control("GET", "/__mock__/scenarios/mine")) == (404, None)


def test_a_scenario_can_be_put_back_as_it_was_shown(control):
    shown = control("PUT", "/__mock__/scenarios/mine", {}).json()
    assert control("PUT", "/__mock__/scenarios/mine", shown).json() == shown


def test_all_scenarios_are_listed(control):
    control("PUT", "/__mock__/scenarios/mine", {})
    listed = control("GET", "/__mock__/scenarios").json()["scenarios"]
    assert [one["name"] for one in listed] == [*BUILT_IN, "mine"]
    assert all(one["about"] for one in listed if one["built_in"])


def test_a_built_in_scenario_stays(control):
    assert error_of(control("PUT", "/__mock__/scenarios/instant", {})) == (409, "/name")
    assert error_of(control("DELETE", "/__mock__/scenarios/instant")) == (409, None)


def test_a_scenario_that_does_not_fit_is_named(control):
    assert error_of(control("PUT", "/__mock__/scenarios/a", {"name": "b"})) == (400, "/name")
    assert error_of(control("PUT", "/__mock__/scenarios/A", {})) == (400, "/name")
    assert error_of(control("PUT", "/__mock__/scenarios/a", {"outcome": 3})) == (400, "/outcome")
    assert error_of(control("PUT", "/__mock__/scenarios/a", [1])) == (400, "")


def test_scenarios_are_bounded(control, monkeypatch):
    monkeypatch.setattr("vidlect_mock.control.routes.MOST_SCENARIOS", len(BUILT_IN) + 1)
    assert control("PUT", "/__mock__/scenarios/a", {}).status_code == 200
    assert control("PUT", "/__mock__/scenarios/a", {}).status_code == 200
    assert error_of(control("PUT", "/__mock__/scenarios/b", {})) == (409, None)


# --- tasks and journal -----------------------------------------------------------------------------------


def test_a_task_is_shown_with_its_receipts(control, bench):
    task_id = bench.submitted("[[mock:poll-429 #c]] a lake")
    bench.poll(task_id)
    bench.hand.now += 5.0
    task = control("GET", f"/__mock__/tasks/fake/default/{task_id}").json()
    assert (task["state"], task["case"], task["prompt"], task["polls"]) == ("succeeded", "c", "a lake", 0)
    assert task["ended_at"] == task["created_at"] + 1.0
    assert [receipt["entry"] for receipt in task["receipts"]] == [2]


@pytest.mark.parametrize("path", ["fake/default/f0", "else/default/f0", "fake/other/a/b"])
def test_a_task_that_is_not_there_is_not_found(control, path):
    assert error_of(control("GET", f"/__mock__/tasks/{path}")) == (404, None)


def test_tasks_are_listed_by_what_is_wanted(control, bench):
    first = bench.submitted("[[mock:instant #a]] x", session="one")
    second = bench.submitted("[[mock:never-ends #b]] x", session="one")
    third = bench.submitted(session="two")

    def listed(query):
        return [task["task_id"] for task in control("GET", f"/__mock__/tasks{query}").json()["tasks"]]

    assert listed("") == [first, second, third]
    assert listed("?vendor=fake&session=one") == [first, second]
    assert listed("?case=b") == [second]
    assert listed("?state=queued") == [second, third]
    assert listed("?limit=1") == [first]
    assert listed("?limit=0") == []
    assert listed("?vendor=else") == []


def test_the_journal_is_paged(control, bench):
    for _ in range(5):
        bench.submit()
    page = control("GET", "/__mock__/journal?limit=3").json()
    assert ([entry["number"] for entry in page["entries"]], page["last"]) == ([1, 2, 3], 3)
    page = control("GET", "/__mock__/journal?after=3&limit=3").json()
    assert ([entry["number"] for entry in page["entries"]], page["last"]) == ([4, 5], 5)
    assert control("GET", "/__mock__/journal?after=5").json()["entries"] == []


def test_the_journal_is_filtered_and_shows_refusals_and_faults(control, bench):
    bench.submit("[[mock:submit-503 #a]] x", session="one")
    bench.submit(session=None)
    bench.call("instant", b"\xff")

    def found(query):
        return [entry["number"] for entry in control("GET", f"/__mock__/journal?{query}").json()["entries"]]

    assert found("session=one") == [1]
    assert found("operation=submit") == [1, 2]
    assert found("case=a&vendor=fake") == [1]
    assert found("task_id=f0") == []
    entries = control("GET", "/__mock__/journal").json()["entries"]
    assert entries[0]["fault"]["status"] == 503
    assert entries[1]["refusal"]["stage"] == "credential"
    assert entries[2]["request"]["body"] == {"base64": "/w=="}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("tasks?state=sleeping", "state"),
        ("tasks?limit=x", "limit"),
        ("tasks?limit=-1", "limit"),
        ("tasks?limit=10001", "limit"),
        ("tasks?limit=", "limit"),
        ("tasks?limit=%D9%A3", "limit"),
        ("tasks?colour=red", "colour"),
        ("tasks?vendor=a&vendor=b", "vendor"),
        ("journal?limit=0", "limit"),
        ("journal?after=1e3", "after"),
        ("journal?after=99999999999999999999", "after"),
        ("journal?vendors=a", "vendors"),
        ("clock?x=1", "x"),
        ("?x=1", "x"),
        ("sessions?x=1", "x"),
        ("scenarios?x=1", "x"),
        ("attached?x=1", "x"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(control, path, field):
    assert error_of(control("GET", f"/__mock__/{path}")) == (400, field)


# --- the clock -------------------------------------------------------------------------------------------


def test_the_clock_is_read_stepped_and_set(control, bench):
    task_id = bench.submitted()
    before = control("GET", "/__mock__/clock").json()
    assert before == {"now": bench.hand.now, "wall": bench.hand.now, "attached": None}
    assert control("POST", "/__mock__/clock/step", {"seconds": 2.5}).json()["now"] == before["now"] + 2.5
    assert bench.status(task_id) == "succeeded"
    later = before["now"] + 13 * 3600
    assert control("PUT", "/__mock__/clock", {"now": later}).json()["now"] == later
    assert bench.status(task_id) == "expired"


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "clock/step", {"seconds": -1}, "/seconds"),
        ("POST", "clock/step", {"seconds": "1"}, "/seconds"),
        ("POST", "clock/step", {}, ""),
        ("POST", "clock/step", {"seconds": 1, "minutes": 2}, "/minutes"),
        ("PUT", "clock", {"now": 1.0}, "/now"),
        ("PUT", "clock", {"now": None}, "/now"),
        ("PUT", "clock", {"now": 1e300}, "/now"),
        ("PUT", "attached", {"run": ""}, "/run"),
        ("PUT", "attached", {"run": 1}, "/run"),
        ("PUT", "attached", {"run": "x" * 201}, "/run"),
        ("PUT", "attached", {}, ""),
        ("POST", "reset", {"session": "A"}, "/session"),
        ("POST", "reset", {"session": 1}, "/session"),
        ("POST", "reset", {"all": True}, "/all"),
        ("POST", "reset", [], ""),
    ],
)
def test_a_body_that_does_not_fit_is_named(control, method, path, body, field):
    assert error_of(control(method, f"/__mock__/{path}", body)) == (400, field)


@pytest.mark.parametrize("raw", [b"{", b"\xff", b"nul", b"[" * 3000, b"NaN", b'{"seconds":1'])
def test_a_body_that_is_no_json_is_refused(control, raw):
    assert error_of(control("POST", "/__mock__/clock/step", raw=raw)) == (400, "")


def test_a_body_that_is_too_large_is_refused(control):
    assert error_of(control("POST", "/__mock__/reset", raw=b" " * (1024 * 1024 + 1))) == (400, None)


def test_while_a_run_is_attached_the_shared_clock_stays(control):
    assert control("GET", "/__mock__/attached").json() == {"run": None}
    for _ in range(2):
        assert control("PUT", "/__mock__/attached", {"run": "r1"}).json() == {"run": "r1"}
    assert error_of(control("PUT", "/__mock__/attached", {"run": "r2"})) == (409, "/run")
    assert error_of(control("POST", "/__mock__/clock/step", {"seconds": 1})) == (409, None)
    assert error_of(control("PUT", "/__mock__/clock", {"now": 9e9})) == (409, None)
    assert control("GET", "/__mock__/clock").json()["attached"] == "r1"
    assert control("DELETE", "/__mock__/attached").status_code == 204
    assert control("POST", "/__mock__/clock/step", {"seconds": 1}).status_code == 200


# --- the rest --------------------------------------------------------------------------------------------


def test_a_reset_forgets_all_or_a_session(control, bench):
    bench.submitted(session="one")
    bench.submitted(session="two")
    assert control("POST", "/__mock__/reset", {"session": "one"}).status_code == 204
    assert [task.session for task in bench.engine.store.tasks()] == ["two"]
    assert control("POST", "/__mock__/reset").status_code == 204
    assert len(bench.engine.store) == 0


@pytest.mark.parametrize(
    "path", ["/", "/__mock__/nothing", "/__mock__/tasks/fake", "/__mock__/scenarios/a/b"]
)
def test_a_path_that_is_not_there_is_said_in_our_shape(control, path):
    assert error_of(control("GET", path)) == (404, None)


@pytest.mark.parametrize(("method", "path"), [("PATCH", "clock"), ("POST", "journal"), ("DELETE", "tasks")])
def test_a_method_that_is_not_there_is_said_in_our_shape(control, method, path):
    reply = control(method, f"/__mock__/{path}")
    assert error_of(reply) == (405, None)
    assert "Allow" in reply.headers


def test_a_fault_of_the_mock_is_no_traceback(control, bench, monkeypatch):
    monkeypatch.setattr(bench.engine.clock, "now", lambda: 1 / 0)
    reply = control.app and asyncio.run(_plain(control.app, "/__mock__/clock"))
    assert error_of(reply) == (500, None)
    assert "ZeroDivision" not in reply.text


async def _plain(app, path):
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
        return await client.get(path)
