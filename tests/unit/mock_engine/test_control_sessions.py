"""Sessions are shown, set, listed and forgotten over the control API."""

import orjson
import pytest
from control_calls import error_of


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
        "webhook_url": None,
        "webhook_secret": None,
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


def test_a_webhook_is_set_and_its_secret_is_never_shown_nor_repeated(control, bench):
    settings = {"webhook_url": "http://127.0.0.1:9/hook", "webhook_secret": "whsec_c2VjcmV0"}
    reply = control("PUT", "/__mock__/sessions/one", settings)
    assert (reply.json()["webhook_url"], reply.json()["webhook_secret"]) == (
        settings["webhook_url"],
        "[removed]",
    )
    assert "c2VjcmV0" not in control("GET", "/__mock__/sessions").text
    kept = bench.engine.sessions.get("one").settings
    assert kept.webhook_secret == "whsec_c2VjcmV0"
    assert "c2VjcmV0" not in repr(kept)
    assert control("PUT", "/__mock__/sessions/one", {"webhook_url": None}).json()["webhook_secret"] is None


@pytest.mark.parametrize(
    "url", ["", "/hook", "ftp://h/", "http://user:c2VjcmV0@h/", "http://h/ ", 5, ["http://h/"]]
)
def test_a_webhook_s_address_is_a_plain_http_url(control, url):
    reply = control("PUT", "/__mock__/sessions/one", {"webhook_url": url})
    assert error_of(reply) == (400, "/webhook_url")
    assert "c2VjcmV0" not in reply.text


@pytest.mark.parametrize("secret", ["", "[removed]", "c2VjcmV0" * 100, 5, ["c2VjcmV0"]])
def test_a_webhook_s_secret_is_a_text_and_a_wrong_one_is_not_repeated(control, secret):
    reply = control("PUT", "/__mock__/sessions/one", {"webhook_secret": secret})
    assert error_of(reply) == (400, "/webhook_secret")
    assert "c2VjcmV0" not in reply.text
