"""Options that only this vendor has: sent as they are, or refused by name."""

import pytest
from vidu_words import FIRST, PICTURE, REFERENCE, profile, refused, request, seconds, sent

from vidlect_adapters.vendors import vidu


@pytest.mark.parametrize(
    ("options", "model", "inputs"),
    [
        ({"style": "anime", "bgm": True, "movement_amplitude": "large"}, "viduq1", ()),
        (
            {"payload": "", "off_peak": True, "wm_position": 4, "wm_url": PICTURE, "meta_data": "{}"},
            "viduq1",
            (),
        ),
        ({"audio_type": "speech_only"}, "viduq3-pro", ()),
        ({"voice_id": "甲", "is_rec": False}, "viduq2-pro", (FIRST,)),
        ({"auto_subjects": True}, "viduq2", (REFERENCE,)),
        ({"subjects": [{"id": "1", "voice_id": "2", "images": [PICTURE], "videos": []}]}, "viduq2", ()),
        ({"movement_amplitude": "auto", "style": "general", "bgm": False}, "viduq3-pro", ()),
    ],
    ids=["old", "any", "sound", "picture", "references", "subjects", "harmless"],
)
def test_the_vendors_own_options_go_as_they_are(options, model, inputs):
    _, body, losses = sent(request(model, inputs=inputs, vendor_options=options))
    assert {name: body[name] for name in options} == options
    assert not losses


def test_options_go_in_one_order():
    one, other = {"payload": "1", "bgm": True}, {"bgm": True, "payload": "1"}
    calls = [vidu.encode_submit(request(vendor_options=each), profile()).call for each in (one, other)]
    assert calls[0] == calls[1]


@pytest.mark.parametrize(
    ("options", "model"),
    [
        ({"moon": "full"}, "viduq1"),
        ({"prompt": "别的"}, "viduq1"),
        ({"voice_id": "甲"}, "viduq1"),
        ({"style": "watercolour"}, "viduq1"),
        ({"style": "anime"}, "viduq2"),
        ({"movement_amplitude": "small"}, "viduq3-pro"),
        ({"bgm": True}, "viduq3-pro"),
        ({"bgm": 1}, "viduq1"),
        ({"audio_type": "all"}, "viduq2"),
        ({"payload": "山" * 1_048_577}, "viduq1"),
        ({"wm_position": 5}, "viduq1"),
        ({"wm_position": True}, "viduq1"),
        ({"wm_url": ""}, "viduq1"),
        ({"subjects": []}, "viduq2"),
        ({"subjects": [{"images": [PICTURE]}]}, "viduq2"),
        ({"subjects": [{"name": "甲", "images": [PICTURE] * 4}]}, "viduq2"),
        ({"subjects": [{"name": "甲", "age": 3}]}, "viduq2"),
        ({"subjects": [{"name": "甲", "videos": "one"}]}, "viduq2"),
        ({"subjects": ["甲"]}, "viduq2"),
        ({"subjects": [{"name": "甲"}] * 8}, "viduq2"),
    ],
    ids=str,
)
def test_an_option_out_of_place_is_refused_by_name(options, model):
    (name,) = options
    assert refused(request(model, vendor_options=options)).pointer == f"/vendor_options/{name}"


def test_music_has_no_effect_on_long_q2_films():
    music = {"bgm": True}
    assert sent(request("viduq2", length=seconds(8), vendor_options=music))[1]["bgm"] is True
    assert "9 s" in refused(request("viduq2", length=seconds(9), vendor_options=music)).message


def test_a_recommended_prompt_takes_the_place_of_ones_own():
    _, body, losses = sent(request("viduq2-pro", inputs=(FIRST,), vendor_options={"is_rec": True}))
    assert "prompt" not in body
    assert losses == {"prompt"}
