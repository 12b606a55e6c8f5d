"""Bodies for every path that makes something; stands beside the tests."""

from vidlect_mock.vendors.kling.operations import KINDS, NEW_KINDS

PICTURE = "https://example.com/picture.png"
FILM = "https://example.com/dance.mp4"
SOUND = "https://example.com/words.mp3"
PROMPT = "晨雾里的渡口"
INLINE = "iVBORw0KGgo="

CREATED = {kind: f"/v1/videos/{kind}" for kind in KINDS}
NEW = {f"new {kind}": f"/{kind}/kling-3.0" for kind in NEW_KINDS} | {
    "new omni-video": "/omni-video/kling-3.0-omni"
}
PATHS = {**CREATED, **NEW}

ANY = {
    "watermark_info": {"enabled": True},
    "callback_url": "http://127.0.0.1:9/notices",
    "external_task_id": "订单 1/2",
}
FACE = {
    "face_id": "0",
    "sound_file": SOUND,
    "sound_start_time": 0,
    "sound_end_time": 3000,
    "sound_insert_time": 100,
}
SHOTS = {
    "multi_shot": True,
    "shot_type": "customize",
    "multi_prompt": [
        {"index": 1, "prompt": "空站台", "duration": "1"},
        {"index": 2, "prompt": "列车", "duration": "4"},
    ],
}
VOICES = {"sound": "on", "voice_list": [{"voice_id": "v1"}, {"voice_id": "v2"}]}

# kind → (least that the facts allow, most that they name); those that need an earlier video are in `OF_VIDEO`.
BODIES = {
    "text2video": (
        {"prompt": PROMPT},
        {
            "model_name": "kling-v3",
            "prompt": PROMPT,
            "negative_prompt": "模糊",
            "mode": "4k",
            "aspect_ratio": "1:1",
            "duration": "5",
            **SHOTS,
            **VOICES,
            **ANY,
        },
    ),
    "image2video": (
        {"image": PICTURE},
        {
            "model_name": "kling-v3",
            "image": INLINE,
            "image_tail": PICTURE,
            "prompt": PROMPT,
            "mode": "pro",
            "duration": "15",
            "sound": "on",
            "element_list": [{"element_id": 7}],
            **ANY,
        },
    ),
    "multi-image2video": (
        {"image_list": [{"image": PICTURE}], "prompt": PROMPT},
        {
            "model_name": "kling-v1-6",
            "image_list": [{"image": INLINE}] * 4,
            "prompt": PROMPT,
            "negative_prompt": "模糊",
            "mode": "pro",
            "duration": "10",
            "aspect_ratio": "9:16",
            **ANY,
        },
    ),
    "omni-video": (
        {"prompt": PROMPT, "aspect_ratio": "16:9"},
        {
            "model_name": "kling-v3-omni",
            "prompt": PROMPT,
            "image_list": [
                {"image_url": PICTURE, "type": "first_frame"},
                {"image_url": PICTURE, "type": "end_frame"},
            ],
            "element_list": [{"element_id": 9}],
            "mode": "4k",
            "aspect_ratio": "9:16",
            "duration": "15",
            "sound": "on",
            **ANY,
        },
    ),
    "lip-sync": (
        {"input": {"video_url": FILM, "mode": "text2video", "text": "早"}},
        {
            "input": {"video_url": FILM, "mode": "audio2video", "audio_type": "file", "audio_file": INLINE},
            **ANY,
        },
    ),
    "effects": (
        {"effect_scene": "squish", "input": {"image": PICTURE}},
        {
            "effect_scene": "hug",
            "input": {
                "images": [PICTURE, INLINE],
                "model_name": "kling-v1-6",
                "mode": "pro",
                "duration": "10",
            },
            **ANY,
        },
    ),
    "avatar/image2video": (
        {"image": PICTURE, "sound_file": SOUND},
        {"image": INLINE, "audio_id": "a-1", "prompt": PROMPT, "mode": "pro", **ANY},
    ),
    "motion-control": (
        {"image_url": PICTURE, "video_url": FILM, "character_orientation": "image", "mode": "std"},
        {
            "model_name": "kling-v3",
            "image_url": INLINE,
            "video_url": FILM,
            "character_orientation": "video",
            "mode": "pro",
            "keep_original_sound": "no",
            "prompt": PROMPT,
            "element_list": [{"element_id": 3}],
            **ANY,
        },
    ),
    "new text-to-video": (
        {"prompt": PROMPT},
        {
            "prompt": PROMPT,
            "settings": {
                "resolution": "4k",
                "aspect_ratio": "1:1",
                "duration": 15,
                "audio": "native",
                "multi_shot": False,
            },
            "options": ANY,
        },
    ),
    "new image-to-video": (
        {"contents": [{"type": "first_frame", "url": PICTURE}]},
        {
            "contents": [
                {"type": "prompt", "text": PROMPT},
                {"type": "first_frame", "url": INLINE},
                {"type": "last_frame", "url": PICTURE},
                {"type": "element", "element_id": 5, "id": "element_1"},
            ],
            "settings": {"resolution": "1080p", "duration": "7", "audio": "off", "multi_shot": True},
            "options": ANY,
        },
    ),
    "new omni-video": (
        {"contents": [{"type": "prompt", "text": PROMPT}], "settings": {"aspect_ratio": "16:9"}},
        {
            "contents": [
                {"type": "prompt", "text": PROMPT},
                {"type": "refer_image", "url": PICTURE, "id": "image_1"},
                {"type": "base_video", "url": FILM},
            ],
            "settings": {"resolution": "720p", "duration": 3, "audio": "original"},
            "options": ANY,
        },
    ),
    "new motion-control": (
        {
            "contents": [{"type": "image", "url": PICTURE}, {"type": "video", "url": FILM}],
            "settings": {"character_orientation": "image"},
        },
        {
            "contents": [
                {"type": "prompt", "text": PROMPT},
                {"type": "image", "url": PICTURE},
                {"type": "video", "url": FILM},
                {"type": "element", "element_id": "5"},
            ],
            "settings": {"character_orientation": "video", "audio": "original", "resolution": "1080p"},
            "options": ANY,
        },
    ),
}
