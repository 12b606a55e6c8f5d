"""The scenarios that a marker can name without anybody having written them.

Here lives one row a scenario: what it is called, what a reader needs to know. Never: how a fault looks.
A name without a call's name in it is about polling, where most of a task's life is seen.
"""

from __future__ import annotations

from .scenario import AfterPolls, AfterSeconds, Breaks, Immediate, Lapses, NeverEnds, Scenario
from .trouble import (
    Backwards,
    Call,
    Duplicate,
    EmptyResult,
    ExtraField,
    Fault,
    MalformedJson,
    MissingField,
    Reply,
    Reset,
    Stall,
    Status,
    Trouble,
    Truncate,
    UnknownStatus,
    VendorError,
    WrongContentType,
)

# What a proxy in front of a vendor says when nothing behind it answers.
_PROXY_PAGE = Reply(
    502,
    {"content-type": "text/html"},
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n",
)
_BUSY = Status(503, retry_after=1)
_STALL = 5.0  # seconds; longer than a careful client's patience with one poll, short enough for a test
_SLOW = AfterSeconds(5.0, 30.0)


def _on(call: Call, *troubles: Trouble) -> tuple[Fault, ...]:
    return tuple(Fault(call, trouble) for trouble in troubles)


BUILT_IN: dict[str, Scenario] = {
    scenario.name: scenario
    for scenario in (
        # ends
        Scenario("succeed", about="A film, at the server's pace."),
        Scenario("instant", Immediate(), about="A film at the first poll."),
        Scenario("slow", _SLOW, about="Waits 5 s, runs 25 s, then a film."),
        Scenario("every-state", AfterPolls(2, 3), about="Queued, running, done: one poll each."),
        Scenario("fail", outcome=Breaks("internal"), about="The task fails by the vendor's own fault."),
        Scenario("input-rejected", outcome=Breaks("input_rejected"), about="Review refuses the input."),
        Scenario("output-rejected", outcome=Breaks("output_rejected"), about="Review refuses the film."),
        Scenario("expires", outcome=Lapses(), about="The task expires when it should be done."),
        Scenario("never-ends", outcome=NeverEnds(), about="The task runs until the vendor forgets it."),
        # submits
        Scenario(
            "submit-rejected", faults=_on("submit", VendorError("input_rejected")), about="Refused at submit."
        ),
        Scenario(
            "submit-500",
            faults=_on("submit", VendorError("internal")),
            about="The first submit meets an internal error.",
        ),
        Scenario(
            "submit-503", faults=_on("submit", _BUSY), about="The first submit gets 503, Retry-After 1."
        ),
        Scenario(
            "submit-429",
            faults=_on("submit", VendorError("rate_limited")),
            about="The first submit is over the rate limit.",
        ),
        Scenario(
            "concurrency",
            faults=_on("submit", VendorError("concurrency_limited")),
            about="The first submit finds too many tasks running.",
        ),
        Scenario(
            "quota",
            faults=_on("submit", VendorError("quota_exhausted")),
            about="The first submit finds nothing left to spend.",
        ),
        Scenario(
            "submit-html-502",
            faults=_on("submit", _PROXY_PAGE),
            about="The first submit gets a proxy's page.",
        ),
        Scenario(
            "submit-malformed-json",
            faults=_on("submit", MalformedJson()),
            about="The task exists, but the answer that says so is broken JSON.",
        ),
        Scenario(
            "missing-task-id",
            faults=_on("submit", MissingField("@task_id")),
            about="The task exists, but the answer lacks its id.",
        ),
        Scenario(
            "submit-reset", faults=_on("submit", Reset()), about="The first submit is reset before it counts."
        ),
        Scenario(
            "reset-after-accepting",
            faults=_on("submit", Reset(after_accepting=True)),
            about="The task exists, but the connection is reset instead of saying so.",
        ),
        Scenario(
            "submit-stall",
            faults=_on("submit", Stall(_STALL)),
            about="The first submit is answered 5 s late.",
        ),
        # polls
        Scenario("two-503s", faults=_on("poll", _BUSY, _BUSY), about="Two polls get 503, Retry-After 1."),
        Scenario(
            "poll-500",
            faults=_on("poll", VendorError("internal")),
            about="One poll meets an internal error that is not the task's.",
        ),
        Scenario(
            "poll-429",
            faults=_on("poll", VendorError("rate_limited")),
            about="One poll is over the rate limit.",
        ),
        Scenario("html-502", faults=_on("poll", _PROXY_PAGE), about="One poll gets a proxy's HTML page."),
        Scenario(
            "malformed-json", faults=_on("poll", MalformedJson()), about="One poll's JSON ends too early."
        ),
        Scenario(
            "wrong-content-type",
            faults=_on("poll", WrongContentType()),
            about="One poll's JSON says that it is HTML.",
        ),
        Scenario(
            "truncated",
            faults=_on("poll", Truncate()),
            about="One poll's connection closes in the middle of the body.",
        ),
        Scenario("reset", faults=_on("poll", Reset()), about="One poll's connection is reset."),
        Scenario("stall", faults=_on("poll", Stall(_STALL)), about="One poll is answered 5 s late."),
        Scenario(
            "unknown-status",
            faults=_on("poll", UnknownStatus("defragmenting")),
            about="One poll shows a status word that no documentation has.",
        ),
        Scenario(
            "extra-field",
            faults=_on("poll", ExtraField("/x_unannounced", {"since": "today"})),
            about="One poll has a field that no documentation has.",
        ),
        Scenario(
            "empty-result",
            faults=_on("poll", EmptyResult()),
            about="The first success has no link to a film.",
        ),
        Scenario(
            "backwards",
            AfterPolls(1, 3),
            faults=_on("poll", Backwards()),
            about="Running, then queued again, then done.",
        ),
        # films
        Scenario(
            "content-404", faults=_on("content", Status(404)), about="The film's first download is 404."
        ),
        Scenario("content-503", faults=_on("content", _BUSY), about="The film's first download gets 503."),
        Scenario(
            "content-truncated",
            faults=_on("content", Truncate()),
            about="The film's first download closes in its middle.",
        ),
        Scenario(
            "content-reset", faults=_on("content", Reset()), about="The film's first download is reset."
        ),
        Scenario(
            "content-stall",
            faults=_on("content", Stall(_STALL)),
            about="The film's first download is 5 s late.",
        ),
        # callbacks
        Scenario(
            "callback-duplicate",
            faults=_on("callback", Duplicate()),
            about="The first callback is delivered twice.",
        ),
        Scenario(
            "callback-stall",
            faults=_on("callback", Stall(_STALL)),
            about="The first callback comes 5 s late; those after it wait for it.",
        ),
    )
}
