"""What is unsure or contradictory about the Kling API: one switch each, and named profiles of them.

Here live switches, profiles, status words and how long things are kept. Never: what a switch does.

Sources: [facts N] is section N of the vendor's facts file.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from vidlect_mock.lifecycle import State
from vidlect_mock.profile import Switch

DAY = 86_400.0

# Files are deleted 30 days after creation [facts 3]. No task ever expires; that a task is forgotten with its file is
# unsure.
RETENTION: Mapping[str, float] = MappingProxyType(
    {"expires": 30 * DAY, "forgotten": 30 * DAY, "link": 30 * DAY}
)

# A lapsed task is a scenario's, and shows as failed: Kling has no such word; nor a cancellation. [facts 4]
CLASSIC_WORDS: Mapping[State, str] = {
    State.QUEUED: "submitted",
    State.RUNNING: "processing",
    State.SUCCEEDED: "succeed",
    State.FAILED: "failed",
    State.CANCELLED: "failed",
    State.EXPIRED: "failed",
}
NEW_WORDS: Mapping[State, str] = {**CLASSIC_WORDS, State.SUCCEEDED: "succeeded"}  # [facts 0]

SWITCHES: tuple[Switch, ...] = (
    Switch(
        "jwt-leeway", ("0", "60"), "seconds of clock difference that a JWT is forgiven", "facts 2.1", "unsure"
    ),
    Switch(
        "jwt-exp-now",
        ("passes", "refused"),
        "a JWT whose exp is the present second: the official ComfyUI client sends such; RFC 7519 refuses it",
        "facts 2.1",
        "unsure",
    ),
    Switch(
        "jwt-claims",
        ("optional", "required"),
        "whether a JWT without exp or nbf passes; without iss none does",
        "facts 2.1",
        "unsure",
    ),
    Switch(
        "jwt-typ", ("optional", "required"), "whether a JWT's header must say typ JWT", "facts 2.1", "unsure"
    ),
    Switch(
        "jwt-lifetime",
        ("any", "1800"),
        "the longest time in seconds from now to exp; the vendor's sample has 1800",
        "facts 2.1",
        "unsure",
    ),
    Switch(
        "jwt-future-iat",
        ("ignored", "refused"),
        "a JWT issued in the future: refused by the library that the vendor seems to use",
        "facts 2.1",
        "unsure",
    ),
    Switch(
        "error-http",
        ("400", "200"),
        "HTTP status of codes 1200 and 1201: 400, or 200 with the code in the body only",
        "facts 13",
        "observed",
    ),
    Switch(
        "error-data", ("absent", "null"), "whether an error's envelope has data: null", "facts 3", "observed"
    ),
    Switch(
        "unknown-path",
        ("json", "html"),
        "body of the 404 for a path that does not exist; api.klingai.com answers /tasks with HTML",
        "facts 1, 5",
        "unsure",
    ),
    Switch(
        "unfinished-result",
        ("absent", "empty"),
        "task_result before the end: not there, or an empty object",
        "facts 4",
        "observed",
    ),
    Switch(
        "other-kind",
        ("unknown", "found"),
        "a classic query of a task that was made by another path",
        "facts 5, 11.1",
        "unsure",
    ),
    Switch("list-order", ("newest", "oldest"), "which task a list begins with", "facts 5", "unsure"),
    Switch(
        "paging",
        ("refused", "clamped"),
        "pageNum, pageSize or limit out of range: 1201, or the nearest that is in range",
        "facts 5",
        "unsure",
    ),
    Switch(
        "unknown-model",
        ("1201", "1203"),
        "a model that does not exist, or not on this path: 400 with 1201, or 404 with 1203",
        "facts 8",
        "unsure",
    ),
    Switch(
        "retired-models",
        ("taken", "1201", "1203"),
        "models that the vendor switched off in September 2026: taken, because gateways still send them; or "
        "refused, with the status and code of either report",
        "facts 6.2, 8",
        "observed; the code is unsure",
    ),
    Switch(
        "multi-image2video",
        ("served", "gone"),
        "the endpoint, which answered in September 2026 that it is no longer available",
        "facts 7.3",
        "observed; the code is unsure",
    ),
    Switch(
        "unsupported-tail",
        ("ignored", "refused"),
        "image_tail with a mode, length or model that makes no use of it",
        "facts 8, 14",
        "unsure",
    ),
    Switch(
        "data-url",
        ("refused", "taken"),
        "a picture as a data: URL where Kling wants bare base64",
        "facts 13",
        "observed",
    ),
    Switch(
        "duration-type",
        ("any", "documented"),
        "a number where the classic API documents a text",
        "facts 7.1",
        "unsure",
    ),
    Switch(
        "unknown-reference",
        ("refused", "taken"),
        "a video_id or session_id that nothing here has: 1201, or taken on trust",
        "facts 7.5, 7.6",
        "unsure",
    ),
    Switch(
        "effect-scenes",
        ("any", "listed"),
        "any effect_scene, for the list changes every month; or only the four that the facts name",
        "facts 7.7",
        "documented",
    ),
    Switch(
        "omni-duration",
        ("checked", "unchecked"),
        "whether /omni-video/kling-v3-omni holds duration against 3 to 15: two testers disagree",
        "facts 11.2",
        "observed",
    ),
    Switch(
        "omni-callback",
        ("new", "classic"),
        "the shape of callbacks of /omni-video/: that of its path, or the older one of omni models",
        "facts 10, 14",
        "unsure",
    ),
    Switch(
        "deduction",
        ("units", "cash"),
        "what a task is billed in: units of a pack, or money (final_balance_deduction, charge_type cash)",
        "facts 4, 11.4",
        "documented",
    ),
    Switch("packs", ("one", "none"), "what /account/costs lists", "facts 9", "observed"),
    Switch(
        "strict",
        ("off", "on"),
        "on: what is otherwise remarked in the journal (unknown fields, a field that the model ignores, "
        "a number for a text …) is refused with 1201",
        "not the vendor's: for finding careless clients",
        "ours",
    ),
)

PROFILES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "strict": {
        "strict": "on",
        "duration-type": "documented",
        "unsupported-tail": "refused",
        "effect-scenes": "listed",
        "jwt-claims": "required",
        "jwt-typ": "required",
        "jwt-lifetime": "1800",
        "jwt-future-iat": "refused",
    },
    # as the real service was found in September 2026
    "2026-09": {"retired-models": "1201", "multi-image2video": "gone"},
    "error-200": {"error-http": "200"},
    "cash": {"deduction": "cash", "packs": "none"},
}
