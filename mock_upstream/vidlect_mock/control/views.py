"""The engine as the control API shows it and sets it: JSON out, settings in.

Here lives the JSON of sessions, tasks and of the mock itself. Never: HTTP.
"""

from __future__ import annotations

from importlib.metadata import version

from vidlect_mock import reading
from vidlect_mock.destination import ForbiddenDestination, destination
from vidlect_mock.engine import Engine
from vidlect_mock.faults import Receipt
from vidlect_mock.journal import entry_to_json
from vidlect_mock.keys import SESSION_NAME
from vidlect_mock.message import JsonObject, JsonValue
from vidlect_mock.profile import Profile, choose
from vidlect_mock.reading import Misshapen, under
from vidlect_mock.redaction import REMOVED
from vidlect_mock.scenario import Scenario, from_json, pace_from_json, pace_to_json, to_json
from vidlect_mock.sessions import DEFAULT_SESSION, Session, Settings
from vidlect_mock.task import Task, ended_at, state_at
from vidlect_mock.trouble import fault_from_json, fault_to_json

MOST_TASKS_ALLOWED = 1_000_000
"""The highest quota or concurrency limit; more than any store holds."""

LONGEST_SECRET = 500
"""Characters of a webhook secret; vendors' have some 40."""

_SETTINGS = (
    "profiles",
    "scenario",
    "pace",
    "concurrency_limit",
    "quota",
    "faults",
    "webhook_url",
    "webhook_secret",
)

CREDENTIAL_RULE = (
    "A key names a session: its tasks, settings and journal entries are its own. Keys are derived from the "
    "session's name and never stored; `vidlect credentials VENDOR --session NAME` prints them."
)


def about(engine: Engine, vendor_urls: JsonObject) -> JsonObject:
    """The mock: version, addresses, profiles, and how keys come about."""
    return {
        "version": version("vidlect"),
        "vendors": vendor_urls,
        "profiles": {name: _profile(engine, name) for name in engine.vendors},
        "credentials": {
            "rule": CREDENTIAL_RULE,
            "rules": {name: vendor.CREDENTIAL_RULE for name, vendor in engine.vendors.items()},
            "session_name": SESSION_NAME.pattern,
            "default_session": DEFAULT_SESSION,
            "keys_of_default": {
                name: [dict(kind.values) for kind in vendor.credentials(DEFAULT_SESSION)]
                for name, vendor in engine.vendors.items()
            },
        },
        "pace": pace_to_json(engine.pace),
        "attached": engine.attached,
    }


def _profile(engine: Engine, vendor: str) -> JsonObject:
    chosen = engine.profiles[vendor]
    return {
        "name": chosen.name,
        "available": list(engine.vendors[vendor].PROFILES),
        "switches": [
            {
                "name": switch.name,
                "choice": chosen.switches[switch.name],
                "choices": list(switch.choices),
                "about": switch.about,
                "source": switch.source,
                "confidence": switch.confidence,
            }
            for switch in engine.vendors[vendor].SWITCHES
        ],
    }


def session_to_json(session: Session) -> JsonObject:
    """A session: what was set for it, and what it did."""
    settings = session.settings
    return {
        "name": session.name,
        "profiles": {
            vendor: {"name": profile.name, "switches": dict(profile.switches)}
            for vendor, profile in settings.profiles.items()
        },
        "scenario": None if settings.scenario is None else to_json(settings.scenario),
        "pace": None if settings.pace is None else pace_to_json(settings.pace),
        "concurrency_limit": settings.concurrency_limit,
        "quota": settings.quota,
        "faults": [fault_to_json(fault) for fault in settings.faults],
        "webhook_url": settings.webhook_url,
        "webhook_secret": None if settings.webhook_secret is None else REMOVED,
        "submitted": session.submitted,
        "receipts": _receipts(session.receipts),
    }


def settings_from_json(value: JsonValue, engine: Engine) -> Settings:
    """Settings; what is left out is as the server has it.

    Raises:
        Misshapen: (a ValueError) names the JSON pointer and what was expected there.
    """
    read = reading.record(value, "", optional=_SETTINGS)
    limit = reading.whole(1, MOST_TASKS_ALLOWED)
    quota = reading.whole(0, MOST_TASKS_ALLOWED)
    return Settings(
        profiles=_profiles(read.get("profiles", {}), engine),
        scenario=_scenario(read.get("scenario"), engine),
        pace=reading.nullable(pace_from_json)(read.get("pace"), "/pace"),
        concurrency_limit=reading.nullable(limit)(read.get("concurrency_limit"), "/concurrency_limit"),
        quota=reading.nullable(quota)(read.get("quota"), "/quota"),
        faults=reading.array(read.get("faults", []), "/faults", fault_from_json),
        webhook_url=reading.nullable(_webhook_url)(read.get("webhook_url"), "/webhook_url"),
        webhook_secret=reading.nullable(_webhook_secret)(read.get("webhook_secret"), "/webhook_secret"),
    )


def _webhook_url(value: JsonValue, pointer: str) -> str:
    url = reading.text(value, pointer)
    try:
        destination(url)
    except ForbiddenDestination as error:
        raise Misshapen(pointer, f"an http or https URL ({error})", "another") from error
    return url


def _webhook_secret(value: JsonValue, pointer: str) -> str:
    """A secret; a wrong one is not repeated."""
    secret = reading.text(value, pointer) if isinstance(value, str) else ""
    if not 0 < len(secret) <= LONGEST_SECRET or secret == REMOVED:
        raise Misshapen(pointer, f"a string of 1 to {LONGEST_SECRET} characters", "another")
    return secret


def _profiles(value: JsonValue, engine: Engine) -> dict[str, Profile]:
    if not isinstance(value, dict):
        raise Misshapen("/profiles", "an object of vendors", value)
    profiles: dict[str, Profile] = {}
    for name, wanted in value.items():
        pointer = under("/profiles", name)
        vendor = engine.vendors.get(name)
        if vendor is None:
            raise Misshapen(pointer, f"one of the vendors {', '.join(engine.vendors)}", wanted)
        read = reading.record(wanted, pointer, optional=("name", "switches"))
        label = reading.text(read.get("name", "default"), under(pointer, "name"))
        switches = read.get("switches", {})
        if not isinstance(switches, dict):
            raise Misshapen(under(pointer, "switches"), "an object of switches", switches)
        overrides = {
            switch: reading.text(choice, under(under(pointer, "switches"), switch))
            for switch, choice in switches.items()
        }
        try:
            profiles[name] = choose(name, vendor.SWITCHES, vendor.PROFILES, label, overrides)
        except ValueError as error:
            raise Misshapen(pointer, f"a profile of the vendor ({error})", wanted) from error
    return profiles


def _scenario(value: JsonValue, engine: Engine) -> Scenario | None:
    """A scenario by name or as an object."""
    if value is None:
        return None
    if not isinstance(value, str):
        return from_json(value, "/scenario")
    if value not in engine.scenarios:
        raise Misshapen(
            "/scenario", "a scenario, or the name of one that GET /__mock__/scenarios lists", value
        )
    return engine.scenarios[value]


def task_to_json(task: Task, now: float) -> JsonObject:
    """A task as of now, with the receipts of its faults."""
    state = state_at(task, now)
    return {
        "vendor": task.vendor,
        "session": task.session,
        "task_id": task.task_id,
        "case": task.case,
        "model": task.model,
        "prompt": task.prompt,
        "scenario": task.plan.scenario,
        "state": state.value,
        "polls": task.polls,
        "created_at": task.created_at,
        "ended_at": ended_at(task, state),
        "receipts": [] if task.script is None else _receipts(task.script.receipts),
    }


def _receipts(receipts: list[Receipt]) -> list[JsonValue]:
    return [
        {"at": receipt.at, "entry": receipt.entry, "fault": fault_to_json(receipt.fault)}
        for receipt in receipts
    ]


def tasks_to_json(
    engine: Engine, wanted: dict[str, str | None], state: str | None, limit: int
) -> list[JsonValue]:
    """The tasks that fit, oldest first within a session; `wanted` may name vendor, session and case."""
    now = engine.clock.now()
    found: list[JsonValue] = []
    for task in engine.store.tasks(wanted.get("vendor"), wanted.get("session")):
        if wanted.get("case") not in {None, task.case}:
            continue
        if state is not None and state_at(task, now).value != state:
            continue
        found.append(task_to_json(task, now))
        if len(found) == limit:
            break
    return found


def journal_to_json(engine: Engine, wanted: dict[str, str | None], after: int, limit: int) -> JsonObject:
    """The journal's entries that fit, oldest first; `last` is where to go on from."""
    entries = engine.journal.find(after=after, limit=limit, **wanted)
    full = len(entries) == limit
    return {
        "entries": [entry_to_json(entry) for entry in entries],
        "last": entries[-1].number if full else max(after, engine.journal.last),
        "dropped": engine.journal.dropped,
    }
