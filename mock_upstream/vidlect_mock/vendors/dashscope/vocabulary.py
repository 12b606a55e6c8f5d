"""What is unsure or contradictory about DashScope: one switch each, and named profiles of them.

Here live switches, profiles, status words and how long things are kept. Never: what a switch does.

Sources: [facts N] is section N of the vendor's facts file, [seed N] a document that the project was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from vidlect_mock.lifecycle import State
from vidlect_mock.profile import Switch

HOUR = 3600.0

# [facts 5]: a task id and a result's link live for 24 hours
RETENTION: Mapping[str, float] = MappingProxyType(
    {"expires": 24 * HOUR, "forgotten": 24 * HOUR, "link": 24 * HOUR}
)
LONGEST_RUN = 3 * HOUR
"""A task that has not ended by then is FAILED with InternalError.Timeout [facts 5]."""
FILE_LIFE = 48 * HOUR
"""An `oss://` input [facts 3.5]."""
POLICY_LIFE = 300
"""Seconds of an upload policy [facts 3.5]."""

UNKNOWN = "UNKNOWN"

WORDS: Mapping[State, str] = MappingProxyType(
    {
        State.QUEUED: "PENDING",
        State.RUNNING: "RUNNING",
        State.SUCCEEDED: "SUCCEEDED",
        State.FAILED: "FAILED",
        State.CANCELLED: "CANCELED",
        # it lapses unended: the vendor's timeout [facts 5]
        State.EXPIRED: "FAILED",
    }
)
"""One L in CANCELED. SUSPENDED, which the SDKs know too, is in no documentation of films [facts 5]."""

SWITCHES: tuple[Switch, ...] = (
    Switch(
        "bad-size",
        ("failed-task", "refused"),
        "a `size` that is no product of the table (1920x1080 is none): a task that fails, or 400",
        "facts 8, 12; RB-09, RB-10",
        "documented",
    ),
    Switch(
        "bad-parameter",
        ("refused", "failed-task", "ignored"),
        "a value of a wrong type or out of range: 400 InvalidParameter, a task that fails, or a remark",
        "facts 13.4",
        "unsure",
    ),
    Switch(
        "bad-input",
        ("failed-task", "refused"),
        "media that exclude each other, or a picture in the body that is too small or too large: as above",
        "facts 4.3, 8",
        "documented",
    ),
    Switch(
        "unknown-file",
        ("failed-task", "refused", "ignored"),
        "an oss:// file that cannot be loaded (nobody uploaded it, another account's, for another model, too old, "
        "no header to resolve it): as above, or taken all the same",
        "facts 2, 3.5, 8",
        "documented",
    ),
    Switch(
        "other-picture-parameter",
        ("ignored", "refused"),
        "`size` where a model takes `resolution`, or the other way round",
        "facts 12; seed 004",
        "unsure",
    ),
    Switch(
        "tier-case",
        ("exact", "any"),
        "whether `720p` is taken for `720P`",
        "facts 13.9",
        "unsure",
    ),
    Switch(
        "wan26-duration",
        ("2-15", "5-10-15"),
        "seconds of wan2.6-t2v, -i2v and -i2v-flash: any from 2 to 15, or the older three",
        "facts 12; seed 004",
        "documented",
    ),
    Switch(
        "bare-base64",
        ("accept", "refuse"),
        "a picture as base64 without a data: prefix, as the AI SDK sends it",
        "facts 12",
        "observed",
    ),
    Switch(
        "kf2v-path",
        ("both", "image2video"),
        "a first-and-last-frame model on the video-generation path: taken, or 400 url error",
        "facts 12",
        "observed",
    ),
    Switch(
        "unknown-model",
        ("400-InvalidParameter", "404-ModelNotFound", "404-InvalidParameter", "403-AccessDenied"),
        "the answer to a model that does not exist",
        "facts 12",
        "documented",
    ),
    Switch(
        "wrong-key-text",
        ("recorded", "current"),
        "Invalid API-key provided., or the current error page's Incorrect API key provided.",
        "facts 12",
        "observed",
    ),
    Switch(
        "missing-key-text",
        ("own", "as-wrong-key"),
        "No API-key provided., or the text of a wrong key",
        "facts 12",
        "documented",
    ),
    Switch(
        "async-text",
        ("with-period", "without-period"),
        "the text for a missing X-DashScope-Async",
        "facts 12",
        "documented",
    ),
    Switch(
        "async-on-query",
        ("ignored", "refused"),
        "X-DashScope-Async on a call that makes no task",
        "facts 2, 13.6",
        "unsure",
    ),
    Switch(
        "content-type",
        ("ignored", "required"),
        "a submit whose Content-Type is missing or not JSON",
        "facts 13.8",
        "unsure",
    ),
    Switch(
        "unknown-task",
        ("UNKNOWN", "404"),
        "a query for an id that is unknown, foreign or a day old",
        "facts 3.2, 12",
        "observed",
    ),
    Switch(
        "cancel-unknown",
        ("400", "404"),
        "a cancellation of such an id: UnsupportedOperation, or NotFound",
        "facts 3.3, 13.3",
        "unsure",
    ),
    Switch(
        "scheduled-time",
        ("once-scheduled", "always"),
        "whether PENDING has a scheduled_time",
        "facts 3.2, 13.2",
        "unsure",
    ),
    Switch(
        "failed-times",
        ("present", "absent"),
        "whether FAILED and CANCELED have submit_time, scheduled_time and end_time",
        "facts 13.1",
        "unsure",
    ),
    Switch(
        "list-key",
        ("data", "both"),
        "the list's tasks under `data`, or also under `tasks`, where the new client of SDK 2 looks",
        "facts 3.4, 12",
        "documented",
    ),
    Switch(
        "vace-prompt-extend",
        ("true", "false"),
        "the default of prompt_extend of wanx2.1-vace-plus, which decides whether there is an actual_prompt",
        "facts 4.4",
        "unsure",
    ),
    Switch(
        "strict",
        ("off", "on"),
        "on: what is otherwise remarked in the journal (unknown fields, empty values, a size beside a "
        "resolution …) is refused with InvalidParameter",
        "not the vendor's: for finding careless clients",
        "ours",
    ),
)

PROFILES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "default": MappingProxyType({}),
        "strict": MappingProxyType(
            {
                "strict": "on",
                "bad-size": "refused",
                "bad-input": "refused",
                "unknown-file": "refused",
                "other-picture-parameter": "refused",
                "bare-base64": "refuse",
                "kf2v-path": "image2video",
                "async-on-query": "refused",
                "content-type": "required",
            }
        ),
        "seed-004": MappingProxyType({"wan26-duration": "5-10-15"}),
    }
)
