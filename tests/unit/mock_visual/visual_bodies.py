"""Bodies for every model of the vendor, and what asks it with them; stands beside the tests."""

import base64
import struct
import zlib

from vidlect_mock.interface import Effect
from vidlect_mock.vendors import volcengine_visual as visual
from vidlect_mock.vendors.volcengine_visual.models import HOMES
from vidlect_mock.vendors.volcengine_visual.operations import Family

TASK = "10762451179911711518"
VIDEO = "http://127.0.0.1:1/v.mp4"
PICTURE = "https://example.com/picture.png"
SOUND = "https://example.com/words.mp3"
FILM = "https://example.com/dance.mp4"
RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9")
TEMPLATES = (
    "hitchcock_dolly_in", "hitchcock_dolly_out", "robo_arm", "dynamic_orbit", "central_orbit", "crane_push",
    "quick_pull_back", "counterclockwise_swivel", "clockwise_swivel", "handheld", "rapid_push_pull",
)  # fmt: skip


def png(width, height):
    head = struct.pack(">II", width, height) + b"\x08\x02\x00\x00\x00"
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def jpeg(width, height):
    application = b"\xff\xe0" + struct.pack(">H", 16) + bytes(14)
    return b"\xff\xd8" + application + b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width) + bytes(10)


def base64_of(picture):
    return base64.b64encode(picture).decode()


PNG = base64_of(png(640, 640))
ONE = {"image_urls": [PICTURE]}
TWO = {"image_urls": [PICTURE, PICTURE]}
ALL_TEXT = {"prompt": "晨雾里的渡口", "seed": 42, "frames": 241, "aspect_ratio": "9:16"}
ALL_PICTURE = {"prompt": "晨雾里的渡口", "seed": 42, "frames": 241}
CAMERA = {"template_id": "robo_arm", "camera_strength": "weak"}
OMNI = {"image_url": PICTURE, "audio_url": SOUND}

# req_key → (least that the facts allow, most that they name)
BODIES = {
    "jimeng_t2v_v30": ({"prompt": "渡口"}, ALL_TEXT),
    "jimeng_t2v_v30_1080p": ({"prompt": "渡口"}, ALL_TEXT),
    "jimeng_i2v_first_v30": ({"prompt": "渡口", **ONE}, {**ALL_PICTURE, "binary_data_base64": [PNG]}),
    "jimeng_i2v_first_v30_1080": ({"prompt": "渡口", **ONE}, {**ALL_PICTURE, "binary_data_base64": [PNG]}),
    "jimeng_i2v_first_tail_v30": (
        {"prompt": "渡口", **TWO},
        {**ALL_PICTURE, "binary_data_base64": [PNG, PNG]},
    ),
    "jimeng_i2v_first_tail_v30_1080": (
        {"prompt": "渡口", **TWO},
        {**ALL_PICTURE, "binary_data_base64": [PNG, PNG]},
    ),
    "jimeng_i2v_recamera_v30": ({"prompt": "渡口", **ONE, **CAMERA}, {**ALL_PICTURE, **ONE, **CAMERA}),
    "jimeng_ti2v_v30_pro": ({"prompt": "渡口"}, {**ALL_PICTURE, **ONE}),
    "jimeng_dreamactor_m20_gen_video": (
        {**ONE, "video_url": FILM},
        {
            "binary_data_base64": [PNG],
            "video_url": FILM,
            "cut_result_first_second_switch": False,
            "callback_url": "https://example.com/done",
        },
    ),
    "pippit_iv2v_cvtob": ({}, {"prompt": "口红", "ratio": "9:16", "duration": "~15s", "language": "zh"}),
    "pippit_iv2v_v20_cvtob": ({}, {"img_url_list": [PICTURE], "enable_watermark": True, "duration": "~30s"}),
    "pippit_iv2v_v20_cvtob_with_vinput": ({}, {"anything": [1, {"goes": None}]}),
    "jimeng_realman_avatar_picture_create_role_omni_v15": ({"image_url": PICTURE}, {"image_url": PICTURE}),
    "jimeng_realman_avatar_picture_omni_v15": (
        OMNI,
        {
            **OMNI,
            "mask_url": [PICTURE],
            "seed": 1,
            "prompt": "点头",
            "output_resolution": 720,
            "pe_fast_mode": True,
        },
    ),
    "jimeng_dream_actor_m1_gen_video_cv": (
        {"image_url": PICTURE, "video_url": FILM},
        {"image_url": PICTURE, "video_url": FILM},
    ),
    "jimeng_vgfm_t2v_l20": ({"prompt": "渡口"}, {"prompt": "渡口", "seed": 3, "aspect_ratio": "9:21"}),
    "jimeng_vgfm_i2v_l20": (ONE, {"prompt": "渡口", "aspect_ratio": "9:21", "binary_data_base64": [PNG]}),
    "realman_avatar_creation_task": ({}, {"resource_id": "r", "audio_url": SOUND}),
    "realman_video_remake_tob": ({}, {"video_url": FILM}),
    "jimeng_realman_avatar_object_detection": ({"image_url": PICTURE}, {"image_url": PICTURE}),
    "jimeng_t2i_v31": ({"prompt": "青花瓷"}, {"prompt": "青花瓷", "width": 1024}),
}
PER_MODEL = {
    action.req_keys[0]: name
    for name, action in visual.ACTIONS.items()
    if action.family is Family.PER_MODEL and action.effect is Effect.SUBMIT
}
POLLS = [name for name, action in visual.ACTIONS.items() if action.effect is Effect.POLL]


def submit(counter, req_key, fields, desk=None, action=None):
    action = action or HOMES[req_key]
    body = fields if visual.ACTIONS[action].family is Family.PER_MODEL else {"req_key": req_key, **fields}
    return counter.ask(action, body, desk)


def key_for(action):
    return visual.ACTIONS[action].req_keys[0]
