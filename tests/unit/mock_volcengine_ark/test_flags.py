import pytest
from ark_bodies import P15, P20, P25, PRO, create, image, text

from vidlect_mock.vendors.volcengine_ark import flags


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("--resolution 480p", "resolution", "480p"),
        ("--rs 480P", "resolution", "480p"),
        ("--ratio 9:16", "ratio", "9:16"),
        ("--rt 9:16", "ratio", "9:16"),
        ("--duration 7", "duration", 7),
        ("--dur 7", "duration", 7),
        ("--frames 57", "frames", 57),
        ("--seed 11", "seed", 11),
        ("--dur 3 --dur 7", "duration", 7),
    ],
)
def test_a_flag_is_the_field_of_its_name(counter, said, field, value):
    record = counter.finished(create(text(f"山雨欲来 {said}")))
    assert record[field] == value


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("--camerafixed true --wm false", {"camera_fixed": True, "watermark": False}),
        ("--cf FALSE --watermark true", {"camera_fixed": False, "watermark": True}),
        ("--fps 30 --framespersecond 24", {"framespersecond": 24}),
    ],
)
def test_flags_of_truth(said, values):
    assert flags.read(f"山雨 {said}").values == values


@pytest.mark.parametrize(
    ("whole", "text_left"),
    [
        ("山雨", "山雨"),
        ("山雨 --rs 480p", "山雨"),
        ("山雨 --rs 480p 之后", "山雨 --rs 480p 之后"),
        ("山 -- 雨 --rs 480p", "山 -- 雨"),
        ("--rs 480p", ""),
        ("山雨 --fast", "山雨"),
        ("山雨 --rs --dur 5", "山雨"),
        ("山--雨", "山--雨"),
    ],
)
def test_flags_stand_at_the_end_of_the_text(whole, text_left):
    assert flags.read(whole).text == text_left


@pytest.mark.parametrize(
    "said", ["--rs 8k", "--dur 99", "--dur x", "--rt 2:1", "--seed -5", "--cf maybe", "--nothing 5", "--rs"]
)
def test_bad_flags_are_ignored_and_remarked_on(counter, said):
    asked = counter.post(create(text(f"山雨 {said}")))
    assert asked.status == 200
    assert "ignored" in asked.entry.remarks[0]


@pytest.mark.parametrize(
    ("said", "field"), [("--rs 8k", "resolution"), ("--dur 99", "duration"), ("--rt 2:1", None)]
)
def test_two_flags_are_checked_as_a_live_user_found(counter_with, said, field):
    asked = counter_with("live").post(create(text(f"山雨 {said}")))
    if field is None:
        assert asked.status == 200
    else:
        assert asked.refused == ("InvalidParameter", field)


@pytest.mark.parametrize(("choice", "seconds"), [("body", 3), ("flags", 7)])
def test_which_counts_if_both_are_said(counter_with, choice, seconds):
    record = counter_with(precedence=choice).finished(create(text("山雨 --dur 7"), duration=3))
    assert record["duration"] == seconds


@pytest.mark.parametrize(
    ("choice", "said", "field", "length"),
    [
        ("body", "--frames 57", {"duration": 3}, ("duration", 3)),
        ("flags", "--frames 57", {"duration": 3}, ("frames", 57)),
        ("body", "--dur 3", {"frames": 57}, ("frames", 57)),
        ("flags", "--dur 3", {"frames": 57}, ("duration", 3)),
        ("flags", "--dur 3 --frames 29", {"frames": 57}, ("frames", 29)),
    ],
)
def test_both_lengths_ask_for_the_same(counter_with, choice, said, field, length):
    shown = counter_with(precedence=choice).finished(create(text(f"山雨 {said}"), **field))
    assert (length[0], shown[length[0]]) == length
    assert len({"duration", "frames"} & shown.keys()) == 1


def test_a_flag_that_a_model_lacks_is_ignored(counter):
    record = counter.finished(create(text("山雨 --frames 57 --cf true"), model=P20))
    assert record["duration"] == 5
    assert "frames" not in record


def test_a_ratio_flag_beside_a_first_frame_of_2_5_is_ignored(counter):
    assert counter.post(create(text("山雨 --rt 1:1"), image(), model=P25)).status == 200


def test_a_resolution_flag_does_not_enlarge_a_draft(counter):
    record = counter.finished(create(text("山雨 --rs 720p"), model=P15, draft=True))
    assert record["resolution"] == "480p"


def test_ten_thousand_words_are_read_at_once():
    words = "山 --x " * 50_000
    assert flags.read(words).text == "山"
    assert flags.read(PRO + " --" * 100_000).text.startswith(PRO)
