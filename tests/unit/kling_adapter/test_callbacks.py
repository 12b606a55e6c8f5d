"""Callbacks: verified against other people's signatures, then read in both shapes."""

from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from kling_words import CREATED, FILM, ID, VIDEO, classic, done, finished, new
from standardwebhooks import Webhook

from vidlect_adapters.canonical import Failed, InProgress, RunState, Succeeded
from vidlect_adapters.errors import InvalidCredentials, InvalidSignature, MalformedReply, UnknownWord
from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import kling

VECTORS = orjson.loads((Path(__file__).parent / "vectors" / "callbacks.json").read_bytes())["vectors"]
BY_ID = {vector["id"]: vector for vector in VECTORS}
WHOLE = BY_ID["classic-success"]


def posted(vector, **headers):
    said = {
        "Webhook-Id": vector["webhook_id"],
        "Webhook-Timestamp": vector["webhook_timestamp"],
        "Webhook-Signature": vector["signature"],
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    pairs = tuple((name, value) for name, value in said.items() if value is not None)
    return HttpCall(method="POST", path="/hook", headers=pairs, body=vector["body"].encode())


@pytest.fixture
def news(default):
    """What a callback says, received `late` seconds after it was signed."""

    def read(call, vector=WHOLE, *, secret="its own", late=0):
        at = datetime.fromtimestamp(int(vector["webhook_timestamp"]) + late, UTC)
        return kling.read_callback(call, vector["secret"] if secret == "its own" else secret, at, default)

    return read


@pytest.fixture
def unsigned(default):
    """What an unsigned callback says."""

    def read(body):
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        call = HttpCall(method="POST", path="/hook", body=raw)
        return kling.read_callback(call, None, datetime.now(UTC), default)

    return read


@pytest.mark.parametrize("vector", [one for one in VECTORS if "standardwebhooks" in one["source"]], ids=str)
def test_another_implementation_signs_the_same(vector):
    at = datetime.fromtimestamp(int(vector["webhook_timestamp"]), UTC)
    assert Webhook(vector["secret"]).sign(vector["webhook_id"], at, vector["body"]) == vector["signature"]


def test_the_vectors_are_read(news):
    kinds = {}
    for vector in VECTORS[1:]:
        task = news(posted(vector), vector)
        kinds[vector["id"]] = (type(task), task.ref.task_id, task.ref.located("path"))
    assert kinds == {
        "classic-success": (Succeeded, "831922345719271433", None),
        "classic-failure": (Failed, "831922345719271434", None),
        "new-success": (Succeeded, "831922345719271435", "/tasks"),
        "console-test": (InProgress, "831922345719271436", "/tasks"),
    }


def test_the_documentations_vector_is_signed_right_and_holds_no_film(news):
    vector = BY_ID["the-documentations-own"]
    with pytest.raises(MalformedReply) as caught:
        news(posted(vector), vector)
    assert caught.value.pointer == "/outputs"


@pytest.mark.parametrize("late", [-300, 300])
def test_a_callback_may_be_five_minutes_off(news, late):
    assert isinstance(news(posted(WHOLE), late=late), Succeeded)


@pytest.mark.parametrize("late", [-301, 301])
def test_and_no_longer(news, late):
    with pytest.raises(InvalidSignature, match="300"):
        news(posted(WHOLE), late=late)


def test_one_of_two_signatures_is_enough_while_a_secret_is_replaced(news):
    both = f"v1,{'A' * 43}= {WHOLE['signature']}"
    assert isinstance(news(posted(WHOLE, Webhook_Signature=both)), Succeeded)


@pytest.mark.parametrize(
    "headers",
    [
        {"Webhook_Id": None},
        {"Webhook_Id": ""},
        {"Webhook_Timestamp": None},
        {"Webhook_Signature": None},
        {"Webhook_Signature": ""},
        {"Webhook_Id": "7"},
        {"Webhook_Timestamp": "1781080793"},
        {"Webhook_Timestamp": "soon"},
        {"Webhook_Timestamp": "-1"},
        {"Webhook_Timestamp": "9" * 40},
        {"Webhook_Timestamp": "१७८१०८०७९४"},
        {"Webhook_Signature": WHOLE["signature"].removeprefix("v1,")},
        {"Webhook_Signature": WHOLE["signature"].replace("v1,", "v2,")},
        {"Webhook_Signature": WHOLE["signature"][:-2]},
        {"Webhook_Signature": BY_ID["classic-failure"]["signature"]},
        {"Webhook_Signature": "v1,ß \udcff"},
        {"Webhook_Id": "\udcff"},
    ],
    ids=str,
)
def test_what_is_missing_or_changed_is_no_signature(news, headers):
    with pytest.raises(InvalidSignature) as caught:
        news(posted(WHOLE, **headers))
    assert (caught.value.status, caught.value.dialect) == (401, "kling")


def test_another_body_has_another_signature(news):
    with pytest.raises(InvalidSignature):
        news(posted({**WHOLE, "body": WHOLE["body"] + " "}))


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_%%%", "dGVzdA==", "whsec_ä", "WHSEC_dGVzdA=="])
def test_a_secret_that_is_none_is_refused_without_being_shown(news, secret):
    with pytest.raises(InvalidCredentials) as caught:
        news(posted(WHOLE), secret=secret)
    assert not secret.removeprefix("whsec_") or secret not in str(caught.value)


def test_without_a_secret_nothing_is_verified(news):
    bare = HttpCall(method="POST", path="/hook", body=WHOLE["body"].encode())
    assert isinstance(news(bare, secret=None), Succeeded)
    assert isinstance(news(posted(WHOLE, Webhook_Signature="v1,no"), secret=None), Succeeded)


@pytest.mark.parametrize("make", [classic, new])
def test_every_change_of_status_is_told(unsigned, make):
    assert unsigned(make("submitted")) == InProgress(
        ref=unsigned(make("submitted")).ref, state=RunState.QUEUED
    )
    assert unsigned(make("processing")).state is RunState.RUNNING
    failed = unsigned(make("failed"))
    assert failed.failure.kind is ErrorKind.VENDOR_ERROR
    assert failed.ref.task_id == ID


@pytest.mark.parametrize("body", [finished(), done(VIDEO)], ids=["classic", "new"])
def test_a_film_is_there(unsigned, body):
    task = unsigned(body)
    assert task.video.location.url == FILM
    assert task.video.location.expires_at == CREATED // 1000 + 2592000


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", {}, {"task_id": 7}, {"id": " "}], ids=str)
def test_what_is_no_task_is_malformed(unsigned, body):
    with pytest.raises(MalformedReply):
        unsigned(body)


@pytest.mark.parametrize("body", [classic("succeeded"), new("succeed")], ids=["classic", "new"])
def test_each_shape_has_its_own_word_of_success(unsigned, body):
    with pytest.raises(UnknownWord):
        unsigned(body)
