"""What the kinds of operation do: submit, poll, cancel, list, answer at once.

Here lives the simulation, from a checked request to an answer. Never: recognising or authenticating one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import orjson

from . import links
from .exchange import Exchange, copied
from .faults import EARLIER, Script
from .interface import Admitted, CallsBack, Ending, Intake, ListsTasks, Refusal, TaskView
from .lifecycle import State
from .marker import SPOILT, Marker, is_spoilt
from .message import Answer, Delivery, JsonObject, JsonValue
from .scenario import Breaks, Outcome, Scenario, Succeeds
from .scripting import due_fault, instead_of, scenario_of, script_key, script_of, upon
from .task import Plan, Task, note_poll, state_at

LARGEST_KEPT_BODY = 16 * 1024
"""Bytes of a submit's body that a task keeps whole; of a larger one long strings (pictures) are cut."""

LONGEST_KEPT_TEXT = 1024  # characters of a string in a larger body; more than any documented prompt
LONGEST_KEPT_PROMPT = 32 * 1024


def submit(exchange: Exchange, admitted: Admitted, intake: Intake) -> Delivery:
    """A new task, or what stands in its way."""
    mark = _marked(exchange, intake)
    scenario = scenario_of(exchange, mark)
    if scenario is None:
        return _unknown_scenario(exchange, _named(mark))
    script = script_of(exchange, scenario, mark)
    due = due_fault(script, exchange.session, "submit")
    delivery = instead_of(exchange, due) or _over_limit(exchange)
    if delivery is not None:
        return delivery
    task = _accepted(exchange, admitted, intake, scenario, script, mark)
    exchange.task_id = task.task_id
    now = task.created_at + (0.0 if mark is None else mark.age)
    answer = exchange.vendor.render(admitted, intake, exchange.view(task, State.QUEUED, now), exchange.desk)
    delivery = upon(exchange, due, answer)
    _answered(exchange, scenario, script, mark)
    return delivery


def _marked(exchange: Exchange, intake: Intake) -> Marker | None:
    """The marker of what is asked for; the journal learns its case, or that it was meant and is none."""
    mark = intake.marker
    if mark is not None:
        exchange.case = mark.case
    elif is_spoilt(intake.prompt):
        exchange.remarks += (SPOILT,)
    return mark


def _answered(exchange: Exchange, scenario: Scenario, script: Script | None, mark: Marker | None) -> None:
    """An honest answer ends the script of what was asked."""
    if script is not None and exchange.fault is None:
        exchange.engine.scripts.end(script_key(exchange, scenario, mark))


def _named(mark: Marker | None) -> str:
    return "" if mark is None or mark.scenario is None else mark.scenario


def _over_limit(exchange: Exchange) -> Delivery | None:
    """The refusal of a submit beyond the session's quota or concurrency."""
    session = exchange.session
    if session is None:
        return None
    limit, quota = session.settings.concurrency_limit, session.settings.quota
    if quota is not None and session.submitted >= quota:
        return exchange.refuse(
            Refusal(exchange.fail("quota_exhausted"), "quota", "quota_exhausted", f"at most {quota} tasks")
        )
    if limit is None:
        return None
    busy = exchange.engine.unfinished(exchange.name, session)
    if busy < limit:
        return None
    return exchange.refuse(
        Refusal(
            exchange.fail("concurrency_limited"),
            "concurrency",
            "concurrency_limited",
            f"at most {limit} tasks at once",
            f"{busy} are unfinished",
        )
    )


def _accepted(  # noqa: PLR0913, PLR0917 # everything that a task is made of
    exchange: Exchange,
    admitted: Admitted,
    intake: Intake,
    scenario: Scenario,
    script: Script | None,
    mark: Marker | None,
) -> Task:
    """The new task, kept; its film is started."""
    engine, vendor, session = exchange.engine, exchange.vendor, exchange.session
    if session is None:
        raise TypeError(f"{exchange.name} admitted a submit without a session")
    now = engine.clock.now()
    created_at = now if mark is None else now - mark.age
    film = engine.shared_film(intake.film)
    facts = (
        exchange.name,
        session.name,
        engine.new_task_id(exchange.name, session),
        exchange.case,
        intake.model,
        intake.prompt[:LONGEST_KEPT_PROMPT],
        _kept(intake.body),
        created_at,
        created_at + vendor.RETENTION["expires"],
        created_at + (vendor.RETENTION["expires"] if intake.expires_after is None else intake.expires_after),
        admitted.operation.name,
        intake.external_id,
        intake.callback_url,
    )
    pace = scenario.pace or session.settings.pace or engine.pace
    plan = engine.shared_plan(Plan(scenario.name, pace, _outcome(intake, scenario), film))
    task = Task(facts, plan, script)
    engine.store.add(task, now)
    if intake.external_id is not None:
        engine.resources.name_task(exchange.name, session.name, intake.external_id, task.task_id)
    _keep(exchange, intake)
    session.submitted += 1
    if session.settings.concurrency_limit is not None:
        session.live.append((task.vendor, task.task_id))
    if film is not None and engine.media is not None:
        engine.media.start(links.token(task.session, task.task_id), film)
    url = intake.callback_url or session.settings.webhook_url
    if url and isinstance(vendor, CallsBack):
        _watch(exchange, task, url, vendor)
    return task


def _outcome(intake: Intake, scenario: Scenario) -> Outcome:
    """The scenario's outcome; a task that cannot be made does not succeed."""
    if intake.fails is not None and isinstance(scenario.outcome, Succeeds):
        return _breaks(intake.fails)
    return scenario.outcome


_breaks = lru_cache(Breaks)  # plans are shared by the identity of their outcome


def _watch(exchange: Exchange, task: Task, url: str, vendor: CallsBack) -> None:
    """From now on an address is told of a task; if there are too many, of another no longer."""
    key = task.facts[:3]
    given_up = exchange.engine.callbacks.watch(key, url, exchange.base_url, vendor.CALLBACKS)
    if given_up is not None:
        of, session, task_id = given_up.key
        exchange.remarks += (f"too many callbacks: {of} tells nothing more of task {task_id} of {session}",)


def _kept(body: JsonObject) -> bytes:
    """A body as a task keeps it: whole, or with its long strings cut."""
    kept = orjson.dumps(body)
    if len(kept) > LARGEST_KEPT_BODY:
        kept = orjson.dumps(_shortened(body))
    return copied(kept)


def _shortened(value: JsonValue) -> JsonValue:
    match value:
        case str():
            return value if len(value) <= LONGEST_KEPT_TEXT else value[:LONGEST_KEPT_TEXT] + "…"
        case list():
            return [_shortened(item) for item in value]
        case dict():
            return {name: _shortened(member) for name, member in value.items()}
        case _:
            return value


def poll(exchange: Exchange, admitted: Admitted, intake: Intake) -> Delivery:
    """How the task is doing, once more looked at."""
    engine, vendor = exchange.engine, exchange.vendor
    now = engine.clock.now()
    task = found(exchange, intake, now)
    due = due_fault(None if task is None else task.script, exchange.session, "poll")
    instead = instead_of(exchange, due)
    if instead is not None:
        return instead
    if task is None:
        return upon(exchange, due, vendor.render(admitted, intake, None, exchange.desk))
    note_poll(task, now)
    state = state_at(task, now)
    answer = vendor.render(admitted, intake, exchange.view(task, state, now), exchange.desk)

    def earlier() -> Answer | None:
        back = EARLIER.get(task.shown)
        if back is None:
            return None
        return vendor.render(admitted, intake, exchange.view(task, back, now), exchange.desk)

    delivery = upon(exchange, due, answer, earlier)
    task.shown = state
    engine.store.save(task)
    if engine.callbacks.watches:
        engine.callbacks.changed(task.facts[:3])
    return delivery


def cancel(exchange: Exchange, admitted: Admitted, intake: Intake) -> Delivery:
    """The task is cancelled or forgotten as its state and the operation allow; the answer says how it is."""
    now = exchange.engine.clock.now()
    task = found(exchange, intake, now)
    due = due_fault(None if task is None else task.script, exchange.session, "cancel")
    instead = instead_of(exchange, due)
    if instead is not None:
        return instead
    view = None
    if task is not None:
        ending = admitted.operation.endings.get(state_at(task, now))
        if ending is Ending.CANCELLED:
            task.cancelled_at = now
            exchange.engine.store.save(task)
        view = exchange.view(task, state_at(task, now), now)._replace(ending=ending)
        if ending is Ending.REMOVED:
            exchange.engine.store.remove(task)
        exchange.engine.callbacks.changed(task.facts[:3])
    return upon(exchange, due, exchange.vendor.render(admitted, intake, view, exchange.desk))


def instant(exchange: Exchange, admitted: Admitted, intake: Intake) -> Delivery:
    """An answer without a task."""
    mark = _marked(exchange, intake)
    scenario = scenario_of(exchange, mark)
    if scenario is None:
        return _unknown_scenario(exchange, _named(mark))
    script = script_of(exchange, scenario, mark)
    due = due_fault(script, exchange.session, "instant")
    instead = instead_of(exchange, due)
    if instead is not None:
        return instead
    if isinstance(scenario.outcome, Breaks):
        answer = exchange.fail(scenario.outcome.code)
    else:
        _keep(exchange, intake)
        answer = exchange.vendor.render(admitted, intake, None, exchange.desk)
    delivery = upon(exchange, due, answer)
    _answered(exchange, scenario, script, mark)
    return delivery


def listing(exchange: Exchange, admitted: Admitted, intake: Intake) -> Delivery:
    """All tasks of the session; looking at them is no poll."""
    vendor = exchange.vendor
    if not isinstance(vendor, ListsTasks):
        raise TypeError(f"{exchange.name} lists no tasks")
    due = due_fault(None, exchange.session, "instant")
    instead = instead_of(exchange, due)
    if instead is not None:
        return instead
    return upon(exchange, due, vendor.render_list(admitted, intake, _all(exchange), exchange.desk))


def _all(exchange: Exchange) -> Iterator[TaskView]:
    """The session's tasks that the vendor still knows, the newest first."""
    engine, session = exchange.engine, exchange.session
    if session is None:
        return
    now = engine.clock.now()
    for task in engine.store.newest(exchange.name, session.name):
        if not engine.is_forgotten(task, now):
            yield exchange.view(task, state_at(task, now), now)


def _keep(exchange: Exchange, intake: Intake) -> None:
    """Keep and drop what the request asks for, besides a task."""
    if (intake.keep or intake.drop) and exchange.session is not None:
        exchange.engine.resources.change(exchange.name, exchange.session.name, intake.keep, intake.drop)


def found(exchange: Exchange, intake: Intake, now: float) -> Task | None:
    """The session's task that is asked for; None if there is none, or none any more."""
    session = exchange.session
    if session is None or intake.task_id is None:
        return None
    task = exchange.engine.task(exchange.name, session.name, intake.task_id, now)
    if task is not None:
        exchange.case = task.case
        if intake.model and intake.model != task.model:
            exchange.remarks += (
                f"the task was submitted to {task.model!r}, and is asked for as one of {intake.model!r}",
            )
    return task


def _unknown_scenario(exchange: Exchange, name: str) -> Delivery:
    import difflib  # noqa: PLC0415 # only for the misspelt

    known = exchange.engine.scenarios
    close = difflib.get_close_matches(name, known, n=1)
    return exchange.refuse(
        Refusal(
            exchange.fail("invalid_input"),
            "scenario",
            "unknown_scenario",
            expected=", ".join(known),
            received=name,
            hint=f"did you mean {close[0]}?" if close else "GET /__mock__/scenarios lists them",
        )
    )
