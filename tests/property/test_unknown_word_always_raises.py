"""Law: a status word or code that the documents lack raises, in every dialect's reader; it is never guessed."""

import contextlib

import orjson
import pytest
from at_the_mock import Mock, read, submitted
from hypothesis import assume, given
from hypothesis import strategies as st
from vendors import every, vendor

from vidlect_adapters.canonical import TaskRef, VideoRequest
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.message import json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import VENDORS
from vidlect_adapters.surfaces import openai_videos, tokenops
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual.vocabulary import STATUSES

REF = TaskRef(task_id="10762451179911711518", locator=(("req_key", "jimeng_t2v_v30"),))
REQUEST = VideoRequest(model="jimeng_t2v_v30", prompt="雪")
PROFILES = [choose(visual.NAME, visual.SWITCHES, visual.PROFILES, name) for name in visual.PROFILES]
TOKENOPS = [choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES, name) for name in tokenops.PROFILES]
# Facts 5.2 and seed 001; written anew, so that a word that slips into the reader's table is noticed.
CODES = {
    *("50411", "50511", "50412", "50512", "50413", "50513", "50514", "50516", "50517", "50518", "50519"),
    *("50520", "50521", "50522", "50429", "50430", "50500", "50501", "50400", "50200", "50215", "50218"),
    *("50204", "10000"),
}
WORDS = {
    "official": {"in_queue", "processing", "generating", "done", "not_found", "expired"},
    "seed-001": {"not_start", "pending", "running", "done", "success", "failed", "fail"},
}
# The same of the other vendors: ark.md 4.1, dashscope.md 5, kling.md 4, vidu.md 5.3, openai-videos.md 3.
WORDS_OF = {
    "volcengine_visual": WORDS["official"],
    "volcengine_ark": {"queued", "running", "succeeded", "failed", "cancelled", "expired"},
    "dashscope": {"PENDING", "RUNNING", "SUSPENDED", "SUCCEEDED", "FAILED", "CANCELED", "UNKNOWN"},
    "kling": {"submitted", "processing", "succeed", "failed"},
    "vidu": {"created", "queueing", "processing", "success", "failed"},
    "openai": {"queued", "in_progress", "completed", "failed"},
}


def near(known):
    """Words that are almost one of these, and any others; a blank one is a malformed reply."""
    alike = st.sampled_from(sorted(known)).flatmap(
        lambda word: st.sampled_from(
            [word.upper(), word.lower(), word + " ", " " + word, word[:-1], word + "s", word.title()]
        )
    )
    return (alike | st.text(min_size=1, max_size=20).filter(str.strip)).filter(lambda word: word not in known)


words = near(WORDS["official"] | WORDS["seed-001"])


def polled_with(name, word):
    """What the adapter makes of the mock's answer about a running task whose status word is another."""
    of, mock = vendor(name), Mock(name)
    ref = submitted(mock)
    answer = mock.deliver(of.adapter.encode_poll(ref, of.profile())).answer
    reply = read(of.mocked.respell_status(answer, word))
    assert reply.body != answer.body or word in orjson.dumps(orjson.loads(answer.body)).decode()
    return of.adapter.decode_polled(ref, reply, of.profile())


@every()
@given(data=st.data())
def test_an_unknown_status_of_a_vendor(name, data):
    word = data.draw(near(WORDS_OF[name]))
    with pytest.raises(UnknownWord) as caught:
        polled_with(name, word)
    assert caught.value.value == word


@pytest.mark.parametrize(
    ("name", "word"), [(name, word) for name in VENDORS for word in sorted(WORDS_OF[name])]
)
def test_a_known_status_of_a_vendor(name, word):
    with contextlib.suppress(MalformedReply):  # a success without a film, say; an UnknownWord gets through
        polled_with(name, word)


def visual_reply(profile, data, code=10000):
    if profile["envelope"] == "seed-001":
        return json_reply(200, {"ResponseMetadata": {"RequestId": "1"}, "data": data})
    flat = {"code": code, "data": data, "message": "Success", "request_id": "1", "status": code}
    return json_reply(200, flat)


@pytest.mark.parametrize("choice", WORDS)
def test_the_documents_have_these_words(choice):
    assert set(STATUSES[choice]) == WORDS[choice]


@given(words, st.sampled_from(PROFILES))
def test_an_unknown_status_of_visual(word, profile):
    assume(word not in WORDS[profile["statuses"]])
    with pytest.raises(UnknownWord) as caught:
        visual.decode_polled(
            REF, visual_reply(profile, {"status": word, "video_url": "https://a.example/1"}), profile
        )
    assert caught.value.value == word
    assert caught.value.pointer.endswith("/status")


@given(st.integers(0, 99_999).filter(lambda code: str(code) not in CODES), st.sampled_from([200, 400, 500]))
def test_an_unknown_code_of_visual(code, status):
    profile = PROFILES[0]
    body = {"code": code, "data": None, "message": "?", "request_id": "1", "status": code}
    for decode in (
        lambda: visual.decode_submitted(REQUEST, json_reply(status, body), profile),
        lambda: visual.decode_polled(REF, json_reply(status, body), profile),
        lambda: visual.decode_cancelled(json_reply(status, body), profile),
    ):
        with pytest.raises(UnknownWord):
            decode()


@given(words.filter(lambda word: word not in {"in_queue", "processing", "completed", "failed"}))
def test_an_unknown_status_of_tokenops(word):
    body = orjson.dumps({"id": "1", "object": "video", "status": word})
    for profile in TOKENOPS:
        with pytest.raises(UnknownWord) as caught:
            tokenops.decode_task(TaskRef(task_id="1"), json_reply(200, orjson.loads(body)), profile)
        assert caught.value.value == word


@given(near({"queued", "in_progress", "completed", "failed"}) | st.none() | st.integers(0, 9) | st.booleans())
def test_an_unknown_word_of_openai_videos_raises(word):
    reply = json_reply(200, {"id": "1", "status": word})
    profile = choose(openai_videos.NAME, openai_videos.SWITCHES, openai_videos.PROFILES)
    with pytest.raises(UnknownWord) as caught:
        openai_videos.decode_task(TaskRef(task_id="1"), reply, profile)
    assert caught.value.value == word
