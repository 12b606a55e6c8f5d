"""The vendor's open questions as switches, profiles of them, its status words and its retention.

Here live tables of words and settings. Never: error texts (`errors`), limits of models (`models`).

The seeds' dialects are of gateways in front of this vendor; a profile of each serves a reseller as upstream.
"""

from __future__ import annotations

from collections.abc import Mapping

from vidlect_mock.lifecycle import State
from vidlect_mock.profile import Switch

HOUR = 3600.0
ASSETS = int(HOUR)
"""Seconds that a film can be fetched after its end [facts 2.4, 2.6]."""

# How long a job is known is not documented; a recorded list holds one whose film expired three days before
# [facts 2.5]. A job never lapses by itself, so both are one.
RETENTION: Mapping[str, float] = {"expires": 30 * 24 * HOUR, "forgotten": 30 * 24 * HOUR, "link": HOUR}

SWITCHES: tuple[Switch, ...] = (
    Switch(
        "statuses",
        ("official", "seed-004", "seed-002", "seed-000"),
        "the four official status words, or those of a gateway's page",
        "facts 7",
        "documented",
    ),
    Switch(
        "first-status",
        ("queued", "in_progress"),
        "the status of a new job: as recorded, or as the guide allows",
        "facts 3, 7",
        "observed",
    ),
    Switch(
        "seconds",
        ("extended", "classic"),
        "lengths of a create: 4, 8, 12, 16, 20 (guide of March 2026) or 4, 8, 12 (specification, SDK types)",
        "facts 2.1, 7",
        "documented",
    ),
    Switch(
        "seconds-number",
        ("refused", "accepted"),
        "`seconds` as a JSON number: 400 invalid_type, or taken as many gateways do",
        "facts 4, 7",
        "observed",
    ),
    Switch(
        "1080p",
        ("pro", "none"),
        "1080x1920 and 1920x1080 for sora-2-pro (guide), or for no model (specification, SDK types)",
        "facts 2.2, 7",
        "documented",
    ),
    Switch(
        "pro-size-with-sora-2",
        ("refused", "accepted"),
        "a size that only sora-2-pro has, asked of sora-2: 400, or taken",
        "facts 2.2",
        "unsure",
    ),
    Switch(
        "values",
        ("official", "any"),
        "which models, sizes and lengths there are: the documented ones, or any (sizes also with `*`)",
        "facts 7; seed 004",
        "documented",
    ),
    Switch(
        "unknown-model",
        ("400", "404"),
        "an unknown model: 400 invalid_value, or 404 model_not_found as gateways answer",
        "facts 4, 7",
        "observed",
    ),
    Switch(
        "characters",
        ("guide", "spec"),
        "whether `characters` is a field of a create (guide) or unknown (specification)",
        "facts 2.1",
        "documented",
    ),
    Switch(
        "metadata",
        ("refused", "accepted"),
        "`metadata`: 400 unknown_parameter, or taken and overlooked",
        "facts 7; seed 004",
        "observed",
    ),
    Switch(
        "file-type",
        ("declared", "by-content"),
        "a file is what its part's Content-Type says, or what its first bytes are",
        "facts 2.1; RB-22",
        "reported",
    ),
    Switch(
        "url",
        ("absent", "present"),
        "whether a completed video has a `url`",
        "facts 7; seed 004",
        "documented",
    ),
    Switch(
        "quality",
        ("absent", "standard"),
        "whether a video has a `quality`",
        "facts 2.4, 7; seed 004",
        "observed",
    ),
    Switch(
        "prompt",
        ("present", "absent"),
        "whether a video repeats its prompt, as since November 2025",
        "facts 0, 7",
        "observed",
    ),
    Switch(
        "null-keys",
        ("present", "absent"),
        "whether keys of a video that are null are there",
        "facts 2.4, 7",
        "observed",
    ),
    Switch(
        "expires-at",
        ("completed+3600", "created+86400"),
        "when the film of a job goes",
        "facts 2.4, 7; seed 004",
        "observed",
    ),
    Switch(
        "failed-completed-at",
        ("null", "set"),
        "completed_at of a failed job",
        "facts 2.4, 8, 9.4",
        "unsure",
    ),
    Switch(
        "edit-source",
        ("null", "remixed_from_video_id"),
        "whether the answer to an edit or extension names its source as a remix does",
        "facts 2.3, 9.3",
        "unsure",
    ),
    Switch(
        "early-content",
        ("404", "400"),
        "content of a job that is not completed",
        "facts 2.6, 7",
        "reported",
    ),
    Switch("expired-content", ("404", "403"), "content after its expiry", "facts 2.6, 9.2", "unsure"),
    Switch(
        "delete-running",
        ("400", "409"),
        "DELETE of a job that has not ended",
        "facts 4, 9.2",
        "unsure",
    ),
    Switch(
        "not-found-code",
        ("null", "invalid_request_error"),
        "`code` of the 404 for an unknown id",
        "facts 4, 9.2",
        "unsure",
    ),
    Switch("list-order", ("desc", "asc"), "order of a list that does not say it", "facts 2.5, 9.6", "unsure"),
    Switch(
        "envelope",
        ("official", "seed-004", "seed-003"),
        "an error is {error: {message, type, param, code}}, {error: {message, type}}, or flat",
        "facts 4, 7",
        "documented",
    ),
    Switch(
        "poll-after",
        ("sent", "absent"),
        "whether an unfinished job's answer has openai-poll-after-ms (a small one, so that tests are quick)",
        "facts 1, 6, 7",
        "unsure",
    ),
    Switch(
        "strict",
        ("off", "on"),
        "on: what is otherwise remarked in the journal is refused",
        "not the vendor's: for finding careless clients",
        "ours",
    ),
)

PROFILES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "strict": {"strict": "on", "seconds": "classic", "1080p": "none", "characters": "spec"},
    "seed-004": {
        "statuses": "seed-004",
        "values": "any",
        "metadata": "accepted",
        "url": "present",
        "quality": "standard",
        "prompt": "absent",
        "expires-at": "created+86400",
        "envelope": "seed-004",
    },
    "seed-002": {"statuses": "seed-002", "values": "any", "url": "present"},
    "seed-000": {"statuses": "seed-000", "values": "any", "url": "present"},
}

_OFFICIAL: Mapping[State, str] = {
    State.QUEUED: "queued",
    State.RUNNING: "in_progress",
    State.SUCCEEDED: "completed",
    State.FAILED: "failed",
    State.CANCELLED: "failed",  # no operation cancels; here for the table to be total
    State.EXPIRED: "failed",  # a word of its own is known from batch output only [facts 3]
}
STATUSES: Mapping[str, Mapping[State, str]] = {
    "official": _OFFICIAL,
    "seed-004": {
        **_OFFICIAL,
        State.QUEUED: "processing",
        State.RUNNING: "processing",
        State.SUCCEEDED: "succeeded",
    },
    "seed-002": {**_OFFICIAL, State.QUEUED: "in_queue", State.RUNNING: "processing"},
    "seed-000": {**_OFFICIAL, State.RUNNING: "processing", State.SUCCEEDED: "succeeded"},
}
"""Choice of the switch `statuses` → state → word [facts 3, 7]."""

POLL_AFTER_MS = 100
"""Ours: a tenth of the interval that the Python SDK takes where the header is absent [facts 6]."""
