"""The table of models, told again in plain words (facts 4 and 5)."""

import pytest

from vidlect_adapters.vendors.dashscope import older

MODELS = {
    "wan3.0-video": (
        "tier_and_ratio 480P/720P/1080P, 1080P",
        "2 to 30 s",
        "asked sound",
        "prompt required_without_media up to 20000",
        "20 MB",
        "file link",
        [
            "0 to 1 first_frame (image) as first_frame",
            "0 to 1 last_frame (image) as last_frame",
            "0 to 10 reference (image) as reference_image",
            "0 to 5 reference (video) as reference_video",
            "0 to 5 reference (audio) as reference_audio",
        ],
    ),
    "wan2.7-t2v": (
        "tier_and_ratio 720P/1080P, 1080P",
        "2 to 15 s",
        "always sound",
        "prompt required up to 5000",
        "20 MB",
        "shot_type",
        ["0 to 1 source (audio) as audio_url"],
    ),
    "wan2.7-i2v": (
        "tier 720P/1080P, 1080P",
        "2 to 15 s",
        "always sound",
        "prompt optional up to 5000",
        "20 MB",
        "",
        [
            "0 to 1 first_frame (image) as first_frame",
            "0 to 1 last_frame (image) as last_frame",
            "0 to 1 source (audio) as driving_audio",
            "0 to 1 source (video) as first_clip",
        ],
    ),
    "wan2.7-r2v": (
        "tier_and_ratio 720P/1080P, 1080P",
        "2 to 15 s",
        "always sound",
        "prompt required up to 5000",
        "20 MB",
        "",
        [
            "0 to 1 first_frame (image) as first_frame",
            "0 to 5 reference (image) as reference_image",
            "0 to 5 reference (video) as reference_video",
            "0 to 5 reference (audio) as reference_voice",
        ],
    ),
    "wan2.7-videoedit": (
        "tier_and_ratio 720P/1080P, 1080P",
        "2 to 10 s",
        "always sound",
        "prompt optional up to 5000",
        "20 MB",
        "audio_setting",
        ["1 source (video) as video", "0 to 4 reference (image) as reference_image"],
    ),
    "wan2.6-t2v": (
        "size 720P/1080P, 1080P",
        "2 to 15 s",
        "always sound",
        "prompt required up to 1500",
        "20 MB",
        "shot_type",
        ["0 to 1 source (audio) as audio_url"],
    ),
    "wan2.6-t2v-us": (
        "size 720P/1080P, 1080P",
        "5 or 10 s",
        "always sound",
        "prompt required up to 1500",
        "20 MB",
        "shot_type",
        ["0 to 1 source (audio) as audio_url"],
    ),
    "wan2.6-i2v": (
        "tier 720P/1080P, 1080P",
        "2 to 15 s",
        "always sound",
        "prompt optional up to 1500",
        "20 MB",
        "shot_type",
        ["1 first_frame (image) as img_url", "0 to 1 source (audio) as audio_url"],
    ),
    "wan2.6-i2v-flash": (
        "tier 720P/1080P, 1080P",
        "2 to 15 s",
        "asked sound",
        "prompt optional up to 1500",
        "20 MB",
        "shot_type",
        ["1 first_frame (image) as img_url", "0 to 1 source (audio) as audio_url"],
    ),
    "wan2.6-i2v-us": (
        "tier 720P/1080P, 1080P",
        "5 or 10 or 15 s",
        "always sound",
        "prompt optional up to 1500",
        "20 MB",
        "shot_type",
        ["1 first_frame (image) as img_url", "0 to 1 source (audio) as audio_url"],
    ),
    "wan2.6-r2v": (
        "size 720P/1080P, 1080P",
        "2 to 10 s",
        "always sound",
        "prompt required up to 1500",
        "20 MB",
        "shot_type",
        ["0 to 5 reference (image) as reference_urls", "0 to 3 reference (video) as reference_urls"],
    ),
    "wan2.6-r2v-flash": (
        "size 720P/1080P, 1080P",
        "2 to 10 s",
        "asked sound",
        "prompt required up to 1500",
        "20 MB",
        "shot_type",
        ["0 to 5 reference (image) as reference_urls", "0 to 3 reference (video) as reference_urls"],
    ),
    "wan2.5-t2v-preview": (
        "size 480P/720P/1080P, 1080P",
        "5 or 10 s",
        "always sound",
        "prompt required up to 1500",
        "20 MB",
        "",
        ["0 to 1 source (audio) as audio_url"],
    ),
    "wan2.5-i2v-preview": (
        "tier 480P/720P/1080P, 1080P",
        "5 or 10 s",
        "always sound",
        "prompt optional up to 1500",
        "20 MB",
        "",
        ["1 first_frame (image) as img_url", "0 to 1 source (audio) as audio_url"],
    ),
    "wan2.2-t2v-plus": (
        "size 480P/1080P, 1080P",
        "5 s",
        "never sound",
        "prompt required up to 800",
        "10 MB",
        "",
        [],
    ),
    "wan2.2-i2v-flash": (
        "tier 480P/720P/1080P, 720P",
        "5 s",
        "never sound",
        "prompt optional up to 800",
        "10 MB",
        "template",
        ["1 first_frame (image) as img_url"],
    ),
    "wan2.2-i2v-plus": (
        "tier 480P/1080P, 1080P",
        "5 s",
        "never sound",
        "prompt optional up to 800",
        "10 MB",
        "template",
        ["1 first_frame (image) as img_url"],
    ),
    "wan2.2-kf2v-flash": (
        "tier 480P/720P/1080P, 720P",
        "5 s",
        "never sound",
        "prompt optional up to 800",
        "10 MB",
        "template",
        ["1 first_frame (image) as first_frame_url", "0 to 1 last_frame (image) as last_frame_url"],
    ),
    "wanx2.1-t2v-turbo": (
        "size 480P/720P, 720P",
        "5 s",
        "never sound",
        "prompt required up to 800",
        "10 MB",
        "",
        [],
    ),
    "wanx2.1-t2v-plus": (
        "size 720P, 720P",
        "5 s",
        "never sound",
        "prompt required up to 800",
        "10 MB",
        "",
        [],
    ),
    "wanx2.1-i2v-turbo": (
        "tier 480P/720P, 720P",
        "3 to 5 s",
        "never sound",
        "prompt optional up to 800",
        "10 MB",
        "template",
        ["1 first_frame (image) as img_url"],
    ),
    "wanx2.1-i2v-plus": (
        "tier 720P, 720P",
        "5 s",
        "never sound",
        "prompt optional up to 800",
        "10 MB",
        "template",
        ["1 first_frame (image) as img_url"],
    ),
    "wanx2.1-kf2v-plus": (
        "tier 720P, 720P",
        "5 s",
        "never sound",
        "prompt optional up to 800",
        "10 MB",
        "template",
        ["1 first_frame (image) as first_frame_url", "0 to 1 last_frame (image) as last_frame_url"],
    ),
    "wanx2.1-vace-plus": (
        "size 720P, 720P",
        "5 s",
        "never sound",
        "prompt required up to 800",
        "10 MB",
        "",
        [],
    ),
}
"""First name → sizes, lengths, sound, prompt, largest picture, options of its own, media."""
AUTOMATIC = {"wan3.0-video": -1, "wan2.7-videoedit": 0}
DEFAULTS = {"wan3.0-video": (5, "adaptive"), "wan2.7-videoedit": (0, "")}
TOGETHER = dict.fromkeys(("wan2.7-r2v", "wan2.6-r2v", "wan2.6-r2v-flash"), (1, 5))
IN_ONE_LIST = {"wan3.0-video", "wan2.7-i2v", "wan2.7-r2v", "wan2.7-videoedit"}
OF_THE_OTHER_PATH = {"wan2.2-kf2v-flash", "wanx2.1-kf2v-plus"}
FUNCTIONS = {
    "image_reference": ["1 to 3 reference (image) as ref_images_url"],
    "video_repainting": ["1 source (video) as video_url", "0 to 1 reference (image) as ref_images_url"],
    "video_edit": ["1 source (video) as video_url", "0 to 1 mask (image) as mask_image_url"],
    "video_extension": [
        "0 to 1 first_frame (image) as first_frame_url",
        "0 to 1 last_frame (image) as last_frame_url",
        "0 to 1 source (video) as first_clip_url",
    ],
    "video_outpainting": ["1 source (video) as video_url"],
}
"""Function of the editor → its media."""


def seconds(lengths):
    if len(lengths) > 2 and lengths == tuple(range(lengths[0], lengths[-1] + 1)):
        return f"{lengths[0]} to {lengths[-1]} s"
    return f"{' or '.join(map(str, lengths))} s"


def media(slots):
    return [
        f"{one.least if one.least == one.most else f'{one.least} to {one.most}'}"
        f" {one.role.value} ({one.medium.value}) as {one.field}"
        for one in slots
    ]


def test_these_are_the_models():
    assert {row.name for row in older.BY_NAME.values()} == set(MODELS)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_as_documented(name):
    row = older.BY_NAME[name]
    assert MODELS[name] == (
        f"{row.shaping.name.lower()} {'/'.join(row.tiers)}, {row.tier}",
        seconds(row.lengths),
        f"{row.sound.name.lower()} sound",
        f"prompt {row.prompt.name.lower()} up to {row.prompt_limit}",
        f"{row.largest_picture / 2**20:g} MB",
        " ".join(row.options[2:]),
        media(row.slots),
    )
    assert row.options[:2] == ("prompt_extend", "enable_thinking")
    assert row.negative is (name != "wan3.0-video")
    assert row.automatic == AUTOMATIC.get(name)
    assert (row.length, row.ratio) == DEFAULTS.get(name, (5, "16:9"))
    assert row.total == TOGETHER.get(name)
    assert row.media is (name in IN_ONE_LIST)
    assert row.path.endswith("image2video/video-synthesis") is (name in OF_THE_OTHER_PATH)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_its_media_and_needs_a_prompt(name):
    fitted = older.fitted(older.BY_NAME[older.EDITOR], older.FUNCTIONS[name])
    assert media(fitted.slots) == FUNCTIONS[name]
    assert fitted.prompt.name == "REQUIRED"
    assert fitted.options == ("function", *older.FUNCTIONS[name].options)


def test_there_are_no_more_functions():
    assert set(older.FUNCTIONS) == set(FUNCTIONS)
