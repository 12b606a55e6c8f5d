"""Callbacks: who is told what, dated and signed."""

import base64
import hmac

import orjson
import pytest
from vidu_mock import TEXT, VALIDATORS, a_task
from vidu_mock import chosen as profile_of

from vidlect_mock.interface import Desk
from vidlect_mock.lifecycle import State
from vidlect_mock.vendors import vidu
from vidlect_mock.vendors.vidu.callbacks import sign, string_to_sign

DATE = "Tue, 06 May 2025 12:09:42 GMT"
NONCE = "123e4567-e89b-12d3-a456-426614174000"


def desk(number=7, wall=1_746_533_382.0, **switches):
    return Desk(
        wall=wall,
        profile=profile_of(**switches),
        secret_of=vidu.secret_of,
        session_of=vidu.session_of,
        violations=VALIDATORS.violations,
        number=number,
    )


@pytest.mark.parametrize(
    ("url", "signature"),
    [
        (
            "http://127.0.0.1:8080/vidu/callback?name=james&age=36",
            "Q3EojTDyHtJn+XOr/DLBY+TrKi28jPdxhcJVjddG8GY=",
        ),
        ("http://127.0.0.1:8080/vidu/callback", "FG1LIUfLom51GD5hZ6BtAPg1ljzAsnFGa1P3/862J5Q="),
    ],
    ids=["query", "bare"],
)
def test_the_vectors_are_met(url, signature):
    assert sign("vda_test_key_0001", string_to_sign(url, DATE, NONCE)) == signature


@pytest.mark.parametrize(
    ("url", "path", "query"),
    [
        ("http://h.example", "/", ""),
        ("http://h.example/", "/", ""),
        ("http://h.example?a=1", "/", "a=1"),
        ("http://h.example/a//b?z=1&a=2#f", "/a//b", "z=1&a=2"),
        ("http://h.example/%E5%B1%B1?q=a+b", "/%E5%B1%B1", "q=a+b"),
        ("http://h.example/山?q=水", "/%E5%B1%B1", "q=%E6%B0%B4"),
        ("nonsense", "/", ""),
    ],
)
def test_path_and_query_are_signed_as_they_stand(url, path, query):
    assert string_to_sign(url, DATE, NONCE).split("\n") == [
        "POST",
        path,
        query,
        "vidu",
        DATE,
        f"Date:{DATE}",
        f"x-request-nonce:{NONCE}",
        "",
    ]


def test_a_notice_is_a_query_answer_signed_with_the_key_of_the_session():
    task = a_task(State.SUCCEEDED)
    notice = vidu.callback(task, "http://h.example/done?a=1", "case-17", desk())
    headers = dict(notice.headers)
    assert len(headers) == len(notice.headers) == 7
    assert headers["Date"] == DATE
    assert (headers["X-HMAC-SIGNED-HEADERS"], headers["X-HMAC-ACCESS-KEY"]) == (
        "Date;x-request-nonce",
        "vidu",
    )
    assert headers["X-HMAC-ALGORITHM"] == "hmac-sha256"
    key = vidu.credentials("case-17")[0].values["api_key"]
    text = f"POST\n/done\na=1\nvidu\n{DATE}\nDate:{DATE}\nx-request-nonce:{headers['x-request-nonce']}\n"
    expected = base64.b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()
    assert headers["X-HMAC-SIGNATURE"] == expected
    body = orjson.loads(notice.body)
    assert VALIDATORS.reply_violations("getCreations", 200, body) == []
    assert (body["state"], body["payload"]) == ("success", "ab")
    assert body["creations"][0]["url"] == "http://m.example/v.mp4"


def test_each_attempt_has_a_nonce_of_its_own():
    nonces = {
        dict(vidu.callback(a_task(State.RUNNING), "http://h.example/", "default", desk(number)).headers)[
            "x-request-nonce"
        ]
        for number in range(4)
    }
    assert len(nonces) == 4


@pytest.mark.parametrize(("id_", "state"), [("present", State.RUNNING), ("absent", State.FAILED)])
def test_the_word_may_stand_where_the_prose_has_it(id_, state):
    asked = desk(callback_field="status", query_id=id_)
    body = orjson.loads(vidu.callback(a_task(state), "http://h.example/", "default", asked).body)
    assert "state" not in body
    assert body["status"] == ("processing" if state is State.RUNNING else "failed")
    assert body["id"] == "900539403250700288"


def test_who_waits_is_told_nothing_and_failures_are_sent_again_three_times():
    assert State.QUEUED not in vidu.CALLBACKS.states
    assert len(vidu.CALLBACKS.states) == 5
    assert len(vidu.CALLBACKS.pauses) == 3
    assert list(vidu.CALLBACKS.pauses) == sorted(vidu.CALLBACKS.pauses)


@pytest.mark.parametrize(("said", "kept"), [("http://h.example/1", "http://h.example/1"), ("", None)])
def test_the_address_is_the_tasks(mock, said, kept):
    task_id = mock.created("text2video", {**TEXT, "callback_url": said})["task_id"]
    found = mock.engine.store.find("vidu", "default", task_id)
    assert found is not None
    assert getattr(found, "callback_url", kept) == kept
