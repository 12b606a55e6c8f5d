"""A marker is found in a prompt or a media URL, and is no part of the prompt."""

import pytest
from visual_bodies import BODIES, submit

from vidlect_mock.interface import Refusal


def test_the_marker_is_cut_before_the_prompt_is_measured(counter):
    marked = "[[mock:two-503s #case-17 age=13h]] " + "长" * 400
    asked = submit(counter, "jimeng_t2v_v30", {"prompt": marked}, counter.desk("strict"))
    assert asked.prompt == "长" * 400
    assert asked.marker == ("two-503s", "case-17", 13 * 3600.0)
    assert asked.remarks == ()
    assert asked.body["prompt"] == marked


def test_a_marker_alone_is_no_prompt(counter):
    assert isinstance(submit(counter, "jimeng_t2v_v30", {"prompt": "[[mock:slow]]"}), Refusal)


@pytest.mark.parametrize(
    ("req_key", "field", "many"),
    [
        ("jimeng_ti2v_v30_pro", "image_urls", True),
        ("jimeng_realman_avatar_picture_omni_v15", "image_url", False),
        ("jimeng_realman_avatar_picture_omni_v15", "audio_url", False),
        ("jimeng_realman_avatar_object_detection", "image_url", False),
        ("jimeng_dream_actor_m1_gen_video_cv", "video_url", False),
    ],
)
def test_a_media_url_can_carry_the_marker(counter, req_key, field, many):
    url = "https://media.mock.invalid/m/slow/a~b/x.png"
    asked = submit(counter, req_key, {**BODIES[req_key][0], field: [url] if many else url})
    assert asked.marker == ("slow", "a/b", 0.0)


def test_the_prompts_marker_wins(counter):
    url = "https://media.mock.invalid/m/slow/case/x.png"
    asked = submit(counter, "jimeng_ti2v_v30_pro", {"prompt": "[[mock:fast]] 渡口", "image_urls": [url]})
    assert asked.marker.scenario == "fast"
