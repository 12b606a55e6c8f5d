"""What is unsure or contradictory about Ark: one switch each, and named profiles of them.

Here live switches, profiles, status words and how long things are kept. Never: what a switch does.

Sources: [facts N] is section N of the vendor's facts file.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from vidlect_mock.lifecycle import State
from vidlect_mock.profile import Switch

HOUR = 3600.0
DAY = 24 * HOUR

# A task can be read for 7 days, a link lives for one [facts 4, 4.1]. An end that was reached stays until then;
# `execution_expires_after` ends only what has not ended: the engine's deadline of each task.
RETENTION: Mapping[str, float] = MappingProxyType({"expires": 7 * DAY, "forgotten": 7 * DAY, "link": DAY})
CANCELLED_KEPT = DAY  # a cancelled task disappears so long after it was cancelled [facts 4.1]

# Every state of a task → its word [facts 4.1].
WORDS: Mapping[State, str] = MappingProxyType(
    {
        State.QUEUED: "queued",
        State.RUNNING: "running",
        State.SUCCEEDED: "succeeded",
        State.FAILED: "failed",
        State.CANCELLED: "cancelled",
        State.EXPIRED: "expired",
    }
)

SWITCHES: tuple[Switch, ...] = (
    Switch(
        "envelope",
        ("nested", "flat"),
        "an error is under `error`, or its four fields are the body, as some third parties note",
        "facts 2, 10",
        "observed",
    ),
    Switch(
        "parameter-code",
        ("bare", "named"),
        "InvalidParameter with `param` set, or InvalidParameter.{name} as the table of codes has it",
        "facts 2.1, 10",
        "observed",
    ),
    Switch(
        "not-found-type",
        ("NotFound", "Not Found"),
        "the type of a 404: as documented, or with the space that was seen live",
        "facts 2.1, 10",
        "documented",
    ),
    Switch(
        "unknown-task",
        ("ResourceNotFound", "NotFound.id"),
        "the code for a task id that is unknown, foreign or forgotten",
        "facts 2.1",
        "unsure",
    ),
    Switch(
        "delete-cancelled",
        ("409", "404"),
        "what DELETE answers for a task that is cancelled already",
        "facts 6",
        "unsure",
    ),
    Switch(
        "unknown-field",
        ("ignored", "refused"),
        "a field of the body that is not documented",
        "facts 10, 11",
        "unsure",
    ),
    Switch(
        "precedence",
        ("body", "flags"),
        "which counts when a wish is both a field and a flag at the end of the text",
        "facts 3.2",
        "unsure",
    ),
    Switch(
        "flags",
        ("weak", "observed"),
        "bad flags are ignored, or --resolution and --duration are checked like fields",
        "facts 3.2",
        "documented",
    ),
    Switch(
        "token-frames",
        ("samples", "page"),
        "tokens of 24 frames a second and one more, as every sample has it, or of 24 a second as the page says",
        "facts 8, 10",
        "observed",
    ),
    Switch(
        "token-rounding",
        ("floor", "ceiling"),
        "tokens that come out broken",
        "facts 8, 11",
        "unsure",
    ),
    Switch(
        "tokens-2-5",
        ("single", "double"),
        "whether Seedance 2.5 counts frames once; the one real sample is twice that",
        "facts 8, 11",
        "unsure",
    ),
    Switch(
        "references-2-5",
        ("page", "observed"),
        "reference pictures of Seedance 2.5: 30 by the page, 64 were accepted",
        "facts 3.3",
        "documented",
    ),
    Switch(
        "callback-queued",
        ("sent", "unsent"),
        "whether a callback tells at once that a task is queued",
        "facts 7",
        "unsure",
    ),
    Switch(
        "callback-cancelled",
        ("unsent", "sent"),
        "whether a callback tells that a task was cancelled; the page's list has no such word",
        "facts 7, 11",
        "unsure",
    ),
    Switch("list-order", ("newest", "oldest"), "which task a list begins with", "facts 5", "unsure"),
    Switch(
        "list-tier",
        ("default", "all"),
        "a list without filter.service_tier: that of the tier `default`, or of all",
        "facts 5",
        "documented",
    ),
    Switch(
        "list-expired",
        ("accepted", "refused"),
        "whether filter.status takes expired",
        "facts 5",
        "unsure",
    ),
    Switch(
        "endpoint-model",
        (
            "doubao-seedance-1-5-pro-251215",
            "doubao-seedance-2-5-260628",
            "doubao-seedance-2-0-260128",
            "doubao-seedance-2-0-fast-260128",
            "doubao-seedance-2-0-mini-260615",
            "doubao-seedance-1-0-pro-250528",
            "doubao-seedance-1-0-pro-fast-251015",
            "doubao-seedance-1-0-lite-t2v-250428",
            "doubao-seedance-1-0-lite-i2v-250428",
        ),
        "the model behind an inference endpoint `ep-…`, which stands for any",
        "facts 3.4",
        "ours",
    ),
    Switch(
        "strict",
        ("off", "on"),
        "on: what is otherwise remarked in the journal (unknown fields, two texts, ignored flags …) is refused",
        "not the vendor's: for finding careless clients",
        "ours",
    ),
)

PROFILES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "strict": {"strict": "on"},
    "live": {"not-found-type": "Not Found", "flags": "observed", "references-2-5": "observed"},
    "doc-codes": {"parameter-code": "named", "unknown-task": "NotFound.id"},
    "flat": {"envelope": "flat"},
}
