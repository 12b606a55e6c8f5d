"""What tasks look like: states, times, usage, cancellations, lists; in the order of recorded answers."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from dashscope_words import BODY, FRAMES, TASKS, URL, UUID

from vidlect_mock.interface import Film
from vidlect_mock.message import Answer
from vidlect_mock.scenario import AfterPolls, Breaks, Lapses, NeverEnds, Scenario
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import Fault, UnknownStatus, VendorError
from vidlect_mock.vendors import dashscope
from vidlect_mock.vendors.dashscope.errors import ERRORS
from vidlect_mock.vendors.dashscope.models import MODELS
from vidlect_mock.vendors.dashscope.usage import usage_of

CLIP = "https://example.com/a.mp4"
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}")


def play(vendor, outcome=None, pace=None, faults=()):
    scenario = Scenario(
        "drawn", pace or AfterPolls(1, 2), *([] if outcome is None else [outcome]), faults=faults
    )
    vendor.engine.configure("default", Settings(scenario=scenario))


def test_a_task_passes_its_states_in_the_order_of_recorded_keys(vendor):
    play(vendor, pace=AfterPolls(2, 3))
    answer = vendor.submit(BODY)
    assert list(answer.json) == ["output", "request_id"]
    assert list(answer.json["output"]) == ["task_status", "task_id"]
    assert answer.headers == {"content-type": "application/json", "x-dashscope-call-gateway": "true"}
    task_id = answer.json["output"]["task_id"]
    assert UUID.fullmatch(task_id)
    waiting, running, done = (vendor.task(task_id) for _ in range(3))
    for task in (waiting, running):
        assert list(task) == ["request_id", "output"]
    assert list(waiting["output"]) == ["task_id", "task_status", "submit_time"]
    assert list(running["output"]) == ["task_id", "task_status", "submit_time", "scheduled_time"]
    assert list(done) == ["request_id", "output", "usage"]
    assert list(done["output"]) == [
        "task_id",
        "task_status",
        "submit_time",
        "scheduled_time",
        "end_time",
        "orig_prompt",
        "video_url",
    ]
    words = [task["output"]["task_status"] for task in (waiting, running, done)]
    assert words == ["PENDING", "RUNNING", "SUCCEEDED"]
    assert done["output"]["orig_prompt"] == "山"
    assert done["output"]["video_url"].startswith("http://127.0.0.1:9/__media__/dashscope/")
    assert vendor.ask("GET", f"{TASKS}/{task_id}").headers == {
        "content-type": "application/json;charset=UTF-8"
    }


def test_the_end_of_a_link_stands_in_it_as_oss_writes_it(vendor):
    url = vendor.end(BODY)["output"]["video_url"]
    (end,) = parse_qs(urlsplit(url).query)["Expires"]
    assert int(end) == pytest.approx(vendor.engine.clock.now() + 24 * 3600, abs=60)


def test_times_are_utc_plus_eight_without_a_zone(vendor):
    output = vendor.end(BODY)["output"]
    said = [output[name] for name in ("submit_time", "scheduled_time", "end_time")]
    assert all(TIME.fullmatch(time) for time in said)
    assert said == sorted(said)
    submitted = datetime.strptime(said[0], "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=UTC) - timedelta(hours=8)
    assert abs(submitted.timestamp() - vendor.engine.clock.now()) < 60


def test_a_waiting_task_may_be_scheduled_already(vendor_with):
    vendor = vendor_with(scheduled_time="always", pace=AfterPolls(2, 3))
    output = vendor.task(vendor.takes(BODY))["output"]
    assert output["scheduled_time"] == output["submit_time"]


@pytest.mark.parametrize("key", ERRORS)
def test_a_failed_task_has_the_code_in_its_output(vendor, key):
    play(vendor, Breaks(key))
    answer = vendor.end(BODY)
    output = answer["output"]
    assert list(answer) == ["request_id", "output"]
    assert (output["code"], output["message"]) == (key.partition("/")[0], ERRORS[key].message)
    assert list(output)[:2] == ["task_id", "task_status"]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("input_rejected", "DataInspectionFailed"),
        ("output_rejected", "DataInspectionFailed"),
        ("internal", "InternalError"),
        ("rate_limited", "Throttling.RateQuota"),
        ("concurrency_limited", "Throttling.Concurrency"),
        ("quota_exhausted", "Arrearage"),
        ("invalid_input", "InvalidParameter"),
    ],
)
def test_neutral_words_have_a_code(vendor, word, code):
    play(vendor, Breaks(word))
    assert vendor.end(BODY)["output"]["code"] == code
    with pytest.raises(KeyError):
        dashscope.failure_code("nothing")


def test_the_code_of_a_rejected_film_is_that_of_a_rejected_prompt(vendor):
    texts = []
    for word in ("input_rejected", "output_rejected"):
        play(vendor, Breaks(word))
        texts.append(vendor.end(BODY)["output"]["message"])
    assert texts == [
        "Input data may contain inappropriate content.",
        "Output data may contain inappropriate content.",
    ]


@pytest.mark.parametrize("key", ERRORS)
def test_a_refused_call_has_the_code_at_the_top(vendor, key):
    play(vendor, faults=(Fault("submit", VendorError(key)), Fault("poll", VendorError(key))))
    refused = vendor.submit(BODY)
    assert list(refused.json) == ["code", "message", "request_id"]
    assert (refused.status, refused.json["code"]) == (ERRORS[key].http, key.partition("/")[0])
    task_id = vendor.takes(BODY)
    assert vendor.ask("GET", f"{TASKS}/{task_id}").json["code"] == key.partition("/")[0]


def test_the_times_of_a_failure_are_unsure(vendor_with):
    for choice, there in (("present", True), ("absent", False)):
        vendor = vendor_with(failed_times=choice)
        play(vendor, Breaks("internal"))
        assert ("end_time" in vendor.end(BODY)["output"]) is there
        play(vendor)
        task_id = vendor.takes(BODY)
        vendor.ask("POST", f"{TASKS}/{task_id}/cancel")
        output = vendor.task(task_id)["output"]
        assert output["task_status"] == "CANCELED"
        assert ("submit_time" in output) is there


@pytest.mark.parametrize("outcome", [NeverEnds(), Lapses()])
def test_a_task_that_does_not_finish_times_out_after_three_hours(vendor, outcome):
    play(vendor, outcome, AfterPolls(0, 1))
    task_id = vendor.takes(BODY)
    if isinstance(outcome, NeverEnds):
        assert vendor.task(task_id)["output"]["task_status"] == "RUNNING"
        vendor.engine.clock.step(3 * 3600)
    output = vendor.task(task_id)["output"]
    assert (output["task_status"], output["code"]) == ("FAILED", "InternalError.Timeout")


@pytest.mark.parametrize("seconds", [24 * 3600, 48 * 3600])
def test_a_task_is_unknown_after_a_day(vendor, seconds):
    vendor.engine.clock.step(0)
    task_id = vendor.takes(BODY)
    vendor.task(task_id)
    vendor.task(task_id)
    vendor.engine.clock.step(seconds)
    assert vendor.task(task_id)["output"] == {"task_id": task_id, "task_status": "UNKNOWN"}


@pytest.mark.parametrize(
    ("asked", "echoed"),
    [("1111", "1111"), ("%E7%81%AF", "灯"), ("a%2Fb", "a/b"), ("%FF", "�"), ("a%20b", "a b")],
)
def test_any_unknown_id_is_echoed(vendor, asked, echoed):
    assert vendor.task(asked)["output"] == {"task_id": echoed, "task_status": "UNKNOWN"}


def test_a_naive_answer_to_an_unknown_id_can_be_had(vendor_with):
    vendor = vendor_with(unknown_task="404", cancel_unknown="404")
    assert vendor.ask("GET", f"{TASKS}/1111").status == 404
    assert vendor.ask("POST", f"{TASKS}/1111/cancel").json["code"] == "NotFound"


@pytest.mark.parametrize(
    ("method", "slash", "body"),
    [("POST", "", b""), ("POST", "/", b"{}"), ("GET", "/", b""), ("POST", "", b"junk{")],
)
def test_a_waiting_task_is_cancelled_however_the_sdks_say_it(vendor, method, slash, body):
    task_id = vendor.takes(BODY)
    answer = vendor.ask(method, f"{TASKS}/{task_id}/cancel{slash}", body)
    assert (answer.status, list(answer.json)) == (200, ["request_id"])
    assert bool(vendor.last().remarks) is (method == "GET")
    assert vendor.task(task_id)["output"]["task_status"] == "CANCELED"
    again = vendor.ask("POST", f"{TASKS}/{task_id}/cancel")
    assert again.status == 400


@pytest.mark.parametrize("polls", [1, 2])
def test_a_task_that_has_started_is_not_cancelled(vendor, polls):
    task_id = vendor.takes(BODY)
    for _ in range(polls):
        vendor.task(task_id)
    answer = vendor.ask("POST", f"{TASKS}/{task_id}/cancel")
    assert (answer.status, list(answer.json)) == (400, ["request_id", "code", "message"])
    assert answer.json["message"].startswith("Failed to cancel the task")
    assert vendor.task(task_id)["output"]["task_status"] in {"RUNNING", "SUCCEEDED"}


@pytest.mark.parametrize(
    ("model", "said", "asked", "actual"),
    [
        ("wan2.5-t2v-preview", {"prompt": "山"}, {}, True),
        ("wan2.5-t2v-preview", {"prompt": "山"}, {"prompt_extend": True}, True),
        ("wan2.5-t2v-preview", {"prompt": "山"}, {"prompt_extend": False}, False),
        ("wan2.5-i2v-preview", {"img_url": URL}, {}, False),
        ("wan2.6-t2v", {"prompt": "山"}, {}, False),
    ],
)
def test_an_extended_prompt_is_told_up_to_25(vendor, model, said, asked, actual):
    output = vendor.end({"model": model, "input": said, "parameters": asked})["output"]
    assert ("actual_prompt" in output) is actual


@pytest.mark.parametrize("choice", ["true", "false"])
def test_whether_video_editing_extends_its_prompt_is_unsure(vendor_with, choice):
    said = {"function": "video_outpainting", "prompt": "山", "video_url": CLIP}
    output = vendor_with(vace_prompt_extend=choice).end({"model": "wanx2.1-vace-plus", "input": said})[
        "output"
    ]
    assert ("actual_prompt" in output) is (choice == "true")


SPLIT = {"input_video_duration": 0, "output_video_duration": 5, "video_count": 1}


@pytest.mark.parametrize(
    ("model", "said", "asked", "usage"),
    [
        (
            "wanx2.1-t2v-turbo",
            {"prompt": "山"},
            {"size": "832*480"},
            {"video_duration": 5, "video_ratio": "832*480", "video_count": 1},
        ),
        (
            "wan2.5-t2v-preview",
            {"prompt": "山"},
            {"duration": 10},
            {"video_duration": 10, "video_ratio": "1920*1080", "video_count": 1},
        ),
        (
            "wanx2.1-i2v-turbo",
            {"img_url": URL},
            {"duration": 3},
            {"video_duration": 3, "video_ratio": "standard", "video_count": 1},
        ),
        (
            "wan2.2-i2v-plus",
            {"img_url": URL},
            {"resolution": "480P"},
            {"duration": 5, "SR": 480, "video_count": 1},
        ),
        ("wan2.5-i2v-preview", {"img_url": URL}, {}, {"duration": 5, "SR": 1080, "video_count": 1}),
        (
            "wan2.2-kf2v-flash",
            {"first_frame_url": URL},
            {},
            {"video_duration": 5, "video_count": 1, "SR": 720},
        ),
        (
            "wan2.6-t2v",
            {"prompt": "山"},
            {"size": "1280*720"},
            {"duration": 5, "size": "1280*720", **SPLIT, "SR": 720},
        ),
        ("wan2.6-i2v", {"img_url": URL}, {}, {"duration": 5, **SPLIT, "SR": 1080}),
        (
            "wan2.6-i2v-flash",
            {"img_url": URL},
            {"audio": False},
            {"duration": 5, **SPLIT, "SR": 1080, "audio": False},
        ),
        (
            "wan2.6-r2v",
            {"prompt": "山", "reference_urls": [CLIP, URL]},
            {"size": "1280*720"},
            {
                "duration": 10.04,
                "size": "1280*720",
                "input_video_duration": 5.04,
                "output_video_duration": 5,
                "video_count": 1,
                "SR": 720,
            },
        ),
        (
            "wan2.6-r2v",
            {"prompt": "山", "reference_video_urls": [URL]},
            {"duration": 2},
            {
                "duration": 7.04,
                "size": "1920*1080",
                "input_video_duration": 5.04,
                "output_video_duration": 2,
                "video_count": 1,
                "SR": 1080,
            },
        ),
        (
            "wan2.7-t2v",
            {"prompt": "山"},
            {"ratio": "9:16", "resolution": "720P"},
            {"duration": 5, **SPLIT, "SR": 720, "ratio": "9:16"},
        ),
        (
            "wan2.7-videoedit",
            {"media": [{"type": "video", "url": CLIP}]},
            {},
            {
                "duration": 10.04,
                "input_video_duration": 5.04,
                "output_video_duration": 5,
                "video_count": 1,
                "SR": 1080,
            },
        ),
        (
            "wan3.0-video",
            {"prompt": "山"},
            {"resolution": "720P", "duration": 6},
            {
                "video_count": 1,
                "duration": 6.0,
                "input_video_duration": 0.0,
                "output_video_duration": 6.0,
                "fps": 30,
                "SR": 720,
                "ratio": "16:9",
            },
        ),
    ],
)
def test_each_family_has_its_usage(vendor, model, said, asked, usage):
    path = {} if "kf2v" not in model else {"path": FRAMES}
    answer = vendor.end({"model": model, "input": said, "parameters": asked}, **path)
    assert answer["usage"] == usage
    assert list(answer["usage"]) == list(usage)
    if model.startswith("wan3"):
        assert all(isinstance(answer["usage"][name], float) for name in usage if "duration" in name)


def test_a_body_without_an_input_has_no_input_seconds():
    film = Film(1280, 720, 5.5, 30, sound=True, label="x")
    usage = usage_of(MODELS["wan2.6-r2v"], {}, film)
    assert (usage["duration"], usage["input_video_duration"]) == (5.5, 0)
    assert usage_of(MODELS["wan2.5-t2v-preview"], {}, film)["video_duration"] == 5.5


def test_an_unknown_word_takes_the_place_of_the_status(vendor):
    play(vendor, faults=(Fault("poll", UnknownStatus("DREAMING")),))
    answer = vendor.ask("GET", f"{TASKS}/{vendor.takes(BODY)}")
    assert answer.json["output"]["task_status"] == "DREAMING"
    refused = Answer(401, (), b'{"code":"InvalidApiKey"}')
    assert dashscope.respell_status(refused, "DREAMING") == refused


def test_ids_are_unlike_each_other():
    tasks = {dashscope.task_id(number) for number in range(20_000)}
    assert len(tasks) == 20_000
    assert all(UUID.fullmatch(one) for one in tasks)
    assert dashscope.task_id(2**60) != dashscope.task_id(2**60 + 1)
