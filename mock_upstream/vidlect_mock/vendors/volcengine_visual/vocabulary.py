"""What is unsure or contradictory about the Visual API: one switch each, and named profiles of them.

Here live switches, profiles, status words and how long things are kept. Never: what a switch does.

Sources: [facts N] is section N of the vendor's facts file, [seed N] a document that the project was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from vidlect_mock.profile import Switch

HOUR = 3600.0

# The documents contradict each other: a task is "expired after 12 hours", its id "valid for 24 hours". Both
# are served, one after the other. [facts 5.1, unsure]. The result's link lives for 1 hour. [facts 3.2]
RETENTION: Mapping[str, float] = MappingProxyType(
    {"expires": 12 * HOUR, "forgotten": 24 * HOUR, "link": 1 * HOUR}
)

SWITCHES: tuple[Switch, ...] = (
    Switch(
        "envelope",
        ("official", "enveloped", "flat", "seed-001"),
        "official: flat, but wrapped in Result for the one-action-per-model family; enveloped: CVCancelTask "
        "too, and whatever else has Version 2024-06-06; flat: nothing is wrapped; seed-001: metadata and data",
        "facts 3.4, 5.3, 6; seed 001",
        "observed",
    ),
    Switch(
        "words",
        ("official", "seed-001"),
        "status words, and names of business errors where an envelope has room for a name",
        "facts 5.1, 6; seed 001",
        "documented",
    ),
    Switch(
        "unknown-task",
        ("not_found", "50215"),
        "what a query answers for an id that is unknown, foreign or forgotten: code 10000 and not_found, or 400",
        "facts 5.1",
        "documented; 50215 observed once",
    ),
    Switch(
        "cancelled-task",
        ("not_found", "50215"),
        "what a query answers for a task that was cancelled",
        "facts 3.4",
        "unsure",
    ),
    Switch(
        "cancel-reply",
        ("null", "task_id"),
        "data of a cancellation that succeeded",
        "facts 3.4",
        "unsure",
    ),
    Switch(
        "unfinished-data",
        ("bare", "padded"),
        "data before done: the status alone, or every field with null or nothing in it",
        "facts 3.2, 8.6",
        "unsure",
    ),
    Switch(
        "failed-task",
        ("http-error", "http-200"),
        "a failed task: HTTP 400, 429 or 500 with data null, or HTTP 200 with status done and the error's code",
        "facts 5.1, 8.4",
        "unsure",
    ),
    Switch(
        "failed-data",
        ("null", "resp_data"),
        "OmniHuman's over-long audio at the query: data null, or an empty resp_data and task_id at the top",
        "facts 3.1",
        "documented in one sample",
    ),
    Switch(
        "unknown-key",
        ("50200", "50400", "50204"),
        "the code for a req_key that does not exist",
        "facts 5.2",
        "unsure",
    ),
    Switch(
        "aliases",
        ("seed-001", "all", "none"),
        "req_keys outside the documents: only jimeng_t2v_v30_pro, every one that was seen, or none",
        "facts 4.1, 6; seed 001",
        "reported",
    ),
    Switch(
        "pairing",
        ("lenient", "strict"),
        "whether CVSubmitTask and CVSync2AsyncSubmitTask (and their queries) take each other's req_keys",
        "facts 1",
        "unsure",
    ),
    Switch(
        "strict",
        ("off", "on"),
        "on: what is otherwise remarked in the journal (unknown fields, empty values, over-long prompts, a "
        "mask that is no array …) is refused with 50215",
        "not the vendor's: for finding careless clients",
        "ours",
    ),
)

# `region` and `unsigned-request` are switches of `auth`.
PROFILES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "strict": {"strict": "on", "pairing": "strict", "aliases": "none", "region": "strict"},
    "doc": {"unsigned-request": "doc"},
    "enveloped": {"envelope": "enveloped"},
    "observed": {"unknown-task": "50215"},
    # its envelope tells a success by `data`, so a cancellation has some
    "seed-001": {"envelope": "seed-001", "words": "seed-001", "cancel-reply": "task_id"},
}

# Other spellings of a documented req_key. [facts 4.1]
ALIASES: Mapping[str, str] = {
    "jimeng_t2v_v30_pro": "jimeng_ti2v_v30_pro",  # [seed 001]
    "jimeng_vgfm_t2v_l_v30": "jimeng_ti2v_v30_pro",  # one public SDK
    "jimeng_t2v_v30_720p": "jimeng_t2v_v30",  # some skill files
}
ALIASES_BY_CHOICE: Mapping[str, frozenset[str]] = {
    "seed-001": frozenset({"jimeng_t2v_v30_pro"}),
    "all": frozenset(ALIASES),
    "none": frozenset(),
}

# Status words by switch `words`. A waiting task has two: its first word, and the one shown from the second
# query on. Officially only OmniHuman has the second (pre-processing) [facts 4.4]; when it starts is unsure.
WAITING = "in_queue"
PREPARING = "processing"
WORDS: Mapping[str, Mapping[str, str]] = {
    "official": {
        WAITING: "in_queue",
        PREPARING: "processing",
        "generating": "generating",
        "done": "done",
        "not_found": "not_found",
        "expired": "expired",
        "failed": "done",
    },
    "seed-001": {
        WAITING: "not_start",
        PREPARING: "pending",
        "generating": "running",
        "done": "success",
        "not_found": "failed",
        "expired": "failed",
        "failed": "failed",
    },
}
