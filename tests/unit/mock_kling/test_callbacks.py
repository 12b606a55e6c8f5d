"""Notices: when, in which shape, and how they are signed."""

from datetime import UTC, datetime

import orjson
import pytest
from kling_counter import NOW, VALIDATORS, Counter
from standardwebhooks import Webhook

from vidlect_mock.lifecycle import State
from vidlect_mock.message import Answer
from vidlect_mock.notices import begin, end
from vidlect_mock.scenario import AfterSeconds
from vidlect_mock.sessions import Settings
from vidlect_mock.vendors import kling
from vidlect_mock.vendors.kling.callbacks import signature

URL = "http://127.0.0.1:9/notices"
# Not a secret: the test vector of the vendor's page [facts 10].
SECRET = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI="
CLASSIC = ("text2video", {"prompt": "渡口", "callback_url": URL})
NEW = ("new text-to-video", {"prompt": "渡口", "options": {"callback_url": URL}})


def notices(counter):
    """What goes out for all tasks, to their end; every attempt succeeds."""
    engine = counter.engine

    def find(key):
        return engine.task(*key, engine.clock.now())

    for _ in range(5):
        while due := next(engine.callbacks.due(engine.clock.now(), find), None):
            attempt = begin(engine, due)
            end(attempt, Answer(200, (), b""))
            yield attempt.notice
        counter.clock.step(1)


OMNI = (
    "new omni-video",
    {
        "contents": [{"type": "prompt", "text": "渡口"}],
        "settings": {"aspect_ratio": "1:1"},
        "options": {"callback_url": URL},
    },
)


@pytest.fixture
def counter():
    return Counter(pace=AfterSeconds(1.0, 2.0))


@pytest.mark.parametrize(
    ("made", "word", "operation", "words"),
    [
        (CLASSIC, "task_status", "getText2Video", ["processing", "succeed"]),
        (NEW, "status", "getTasks", ["processing", "succeeded"]),
    ],
    ids=["classic", "new"],
)
def test_each_change_is_told_in_the_shape_of_the_path(counter, made, word, operation, words):
    counter.make(*made)
    told = [orjson.loads(notice.body) for notice in notices(counter)]
    assert [one[word] for one in told] == words
    for one in told:
        data = [one] if operation == "getTasks" else one
        frame = {"code": 0, "message": "SUCCEED", "request_id": "00000000-0000-4000-8000-000000000000"}
        assert VALIDATORS.reply_violations(operation, 200, {**frame, "data": data}) == []


@pytest.mark.parametrize(
    ("choice", "made", "word"),
    [("new", OMNI, "status"), ("classic", OMNI, "task_status"), ("classic", NEW, "status")],
)
def test_the_shape_of_omni_films_is_a_switch(choice, made, word):
    counter = Counter(pace=AfterSeconds(1.0, 2.0), omni_callback=choice)
    counter.make(*made)
    assert [word in orjson.loads(notice.body) for notice in notices(counter)] == [True, True]


def test_a_notice_is_json_and_unsigned(counter):
    counter.make(*CLASSIC)
    for notice in notices(counter):
        headers = dict(notice.headers)
        assert headers["content-type"] == "application/json; charset=utf-8"
        assert not [name for name in headers if name.startswith("webhook-")]


def test_without_an_address_nobody_is_told(counter):
    counter.make()
    assert list(notices(counter)) == []


def test_a_failure_is_told():
    assert {State.FAILED, State.EXPIRED} <= kling.CALLBACKS.states
    assert kling.CALLBACKS.pauses == ()


@pytest.mark.parametrize("made", [CLASSIC, NEW], ids=["classic", "new"])
def test_a_notice_is_signed_where_a_secret_is_set(counter, monkeypatch, made):
    counter.engine.configure("default", Settings(webhook_secret=SECRET))
    counter.make(*made)
    told = list(notices(counter))
    assert len(told) == 2
    for notice in told:
        headers = dict(notice.headers)
        assert len(headers["webhook-id"]) == 19
        assert int(headers["webhook-timestamp"]) == pytest.approx(NOW, abs=1)
        monkeypatch.setattr(Webhook, "_Webhook__verify_timestamp", lambda _self, text: moment(text))
        assert Webhook(SECRET).verify(notice.body, headers) == orjson.loads(notice.body)


def moment(text):
    return datetime.fromtimestamp(float(text), UTC)


def test_the_vendors_own_vector():
    body = b'{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}'
    assert dict(signature(SECRET, "9876543210", 1781080794, body)) == {
        "webhook-id": "9876543210",
        "webhook-timestamp": "1781080794",
        "webhook-signature": "v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=",
    }
