"""One schemathesis run: a hand-written document against an ASGI app in process, as `checks.toml` says."""

import contextlib
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.hooks import unregister

SETTINGS = Path(__file__).with_name("checks.toml")
LONGEST_SHOWN = 600  # characters of a request or a reply in a finding


@dataclass
class Run:
    """What came of it: how often each operation answered what, and every failed check once for an operation."""

    statuses: dict = field(default_factory=lambda: defaultdict(Counter))
    checks: Counter = field(default_factory=Counter)
    findings: dict = field(default_factory=dict)
    stateful: set = field(default_factory=set)

    def counted(self, label, low, high):
        return sum(number for status, number in self.statuses[label].items() if low <= status <= high)


def run(document, app, table, *, headers=None, mend=None):
    """All phases: examples, coverage, fuzzing, and links followed. `mend` puts right what a schema cannot say."""
    settings = tomllib.loads(SETTINGS.read_text())[table]
    settings["headers"] = {**settings.get("headers", {}), **(headers or {})}
    settings["generation"] |= {"deterministic": True, "database": "none"}
    settings |= {"continue-on-failure": True, "seed": 1}
    schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(settings))
    schema.app = app
    result = Run()
    with _mending(mend):
        for event in from_schema(schema).execute():
            _note(event, result)
    return result


@contextlib.contextmanager
def _mending(mend):
    """Hooks that change a call exist for all schemas at once, so this one goes again."""

    def before_call(_context, case, _kwargs):
        if case.meta is not None and case.meta.generation.mode.is_positive:
            mend(case)

    if mend is not None:
        schemathesis.hook("before_call")(before_call)
    try:
        yield
    finally:
        if mend is not None:
            unregister(before_call)


def _note(event, result):
    if isinstance(event, events.NonFatalError | events.FatalError):
        error = event.value if isinstance(event, events.NonFatalError) else event.exception
        result.findings[getattr(event, "label", "run"), "error"] = repr(error)
    if not isinstance(event, events.ScenarioFinished):
        return
    recorder = event.recorder
    for case_id, interaction in recorder.interactions.items():
        label = recorder.cases[case_id].value.operation.label
        if event.phase.value == "stateful" and recorder.cases[case_id].parent_id is not None:
            result.stateful.add(label)
        response = interaction.response
        result.statuses[label][response.status_code if response else 0] += 1
        for check in recorder.checks.get(case_id, []):
            result.checks[check.name] += 1
            if check.failure_info is None:
                continue
            request = interaction.request
            said = response.content if response else b""
            lines = (
                f"{check.failure_info.failure.message} ({event.phase.value})",
                f"{request.method} {request.uri} {request.body!r:.{LONGEST_SHOWN}}",
                f"{response.status_code if response else None} {said!r:.{LONGEST_SHOWN}}",
            )
            result.findings.setdefault((label, check.name), "\n".join(lines))


def listed(result):
    """The findings as text; empty where there are none."""
    return "\n\n".join(f"{label} · {check}: {what}" for (label, check), what in result.findings.items())
