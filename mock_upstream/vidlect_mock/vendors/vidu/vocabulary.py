"""What is unsure or contradictory about the Vidu API: one switch each, and named profiles of them.

Here live switches, profiles, state words and how long things are kept. Never: what a switch does.

Sources: [facts N] is section N of the vendor's facts file.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from vidlect_mock.lifecycle import State
from vidlect_mock.profile import Switch

_HOUR = 3600.0
_DAY = 24 * _HOUR

# Links live for 24 hours [facts 5.2; the cover's real hour: docs/vendors/vidu.md]. No document says that a task
# ends by age, nor when it is forgotten; a month is ours, longer than the 7 days that a list shows by default.
RETENTION: Mapping[str, float] = MappingProxyType(
    {"expires": 30 * _DAY, "forgotten": 30 * _DAY, "link": 24 * _HOUR}
)
OFF_PEAK_LIMIT = 48 * _HOUR
"""Then an off-peak task that is not done is cancelled and refunded. [facts 3]"""

CREATED, QUEUEING, PROCESSING, SUCCESS, FAILED = "created", "queueing", "processing", "success", "failed"

# A waiting task has two words: the first until it was polled once, the second from then on [facts 5.3]. There is
# no word for cancelled (failed with UserCancelled), and none for lapsed (failed by the switch `lapsed-word`).
WORDS: Mapping[State, str] = {
    State.QUEUED: QUEUEING,
    State.RUNNING: PROCESSING,
    State.SUCCEEDED: SUCCESS,
    State.FAILED: FAILED,
    State.CANCELLED: FAILED,
    State.EXPIRED: FAILED,
}

SWITCHES: tuple[Switch, ...] = (
    Switch(
        "auth-word",
        ("token", "token-or-bearer"),
        "Authorization takes Token only, or Bearer too as on resellers' hosts",
        "facts 1, 9",
        "documented; Bearer on the official host unsure",
    ),
    Switch(
        "extra-fields",
        ("ignored", "refused"),
        "fields that an endpoint does not list (aspect_ratio on img2video …): ignored, or FieldUnwanted",
        "facts 3, 9",
        "reported",
    ),
    Switch(
        "wrong-model",
        ("FieldInvalid", "ModelUnavailable"),
        "the reason beside `model is not supported`",
        "facts 4",
        "unsure",
    ),
    Switch(
        "pixel-resolution",
        ("refused", "taken"),
        "a size in pixels (1920x1080) as resolution: invalid field, or taken as the default",
        "facts 4, 9; seed 003",
        "unsure",
    ),
    Switch(
        "prompt-limit",
        ("5000", "2000", "1500"),
        "characters of a prompt: the newest, older and oldest documents",
        "facts 3, 9",
        "documented",
    ),
    Switch(
        "q2-durations",
        ("newest", "older"),
        "viduq2-pro and viduq2-turbo from one picture: 1 to 10 s, or 1 to 8 s",
        "facts 4, 9",
        "documented",
    ),
    Switch(
        "q3-mix-durations",
        ("3-16", "1-16"),
        "lengths of viduq3-mix on reference2video",
        "facts 4",
        "reported",
    ),
    Switch(
        "q2-pro-reference",
        ("taken", "refused"),
        "viduq2-pro on reference2video: as the page lists it, or not supported as an integrator met",
        "facts 3.4, 4",
        "documented; the refusal observed",
    ),
    Switch(
        "portrait-ratios",
        ("q2-and-q3", "q2"),
        "which models take 3:4 and 4:3 on reference2video",
        "facts 9",
        "documented",
    ),
    Switch(
        "body-limit",
        ("20", "10"),
        "megabytes of a body beyond which a remark is made",
        "facts 3, 9",
        "documented",
    ),
    Switch(
        "extend-source",
        ("either", "both"),
        "extend wants a creation id or an address, or both",
        "facts 3.5, 9",
        "unsure",
    ),
    Switch(
        "credit-status",
        ("400", "402"),
        "HTTP status of CreditInsufficient",
        "facts 9",
        "documented; 402 in one fixture",
    ),
    Switch(
        "lapsed-word",
        ("InternalServiceFailure", "UserCancelled", "Canceled"),
        "err_code of a task that ended by itself: scenario `lapses`, or off-peak after 48 hours",
        "facts 3, 5.3",
        "unsure",
    ),
    Switch(
        "cancel-reply", ("object", "null"), "body of a cancellation that succeeded", "facts 5.4", "documented"
    ),
    Switch(
        "query-id",
        ("present", "absent"),
        "whether the creations answer names the task, as live bodies do and the oldest sample does not",
        "facts 5.2, 9",
        "observed",
    ),
    Switch(
        "created-at",
        ("text", "integer"),
        "created_at as RFC 3339 text, or as some resellers' whole seconds",
        "facts 5.1, 9",
        "documented",
    ),
    Switch(
        "callback-field",
        ("state", "status"),
        "where a callback has its state word: in the structure's field, or the prose's",
        "facts 7, 9",
        "documented",
    ),
    Switch(
        "balance-field",
        ("remains", "remaining_credits"),
        "the credits answer as in the sample and live, or as in the prose",
        "facts 5.6, 9",
        "observed",
    ),
    Switch(
        "strict",
        ("off", "on"),
        "on: what is otherwise remarked in the journal (unknown fields, nulls, ineffective wishes …) is refused",
        "not the vendor's: for finding careless clients",
        "ours",
    ),
)

PROFILES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "strict": {"strict": "on", "extra-fields": "refused"},
    "reseller": {"auth-word": "token-or-bearer", "created-at": "integer"},
    "oldest": {
        "prompt-limit": "1500",
        "q2-durations": "older",
        "portrait-ratios": "q2",
        "body-limit": "10",
        "query-id": "absent",
    },
}
