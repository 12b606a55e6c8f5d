"""The control API's routes.

Here lives what each of them asks of the engine, and sets. Never: the token, or JSON shapes (`views`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias, cast

from starlette.requests import Request
from starlette.responses import Response

from vidlect_mock import reading
from vidlect_mock.engine import Engine
from vidlect_mock.lifecycle import State
from vidlect_mock.message import JsonObject, JsonValue
from vidlect_mock.reading import Misshapen
from vidlect_mock.scenario import from_json, to_json
from vidlect_mock.scenario_table import BUILT_IN
from vidlect_mock.sessions import Session
from vidlect_mock.trouble import fault_from_json

from .requests import Refused, body_of, checked, json_response, number, query
from .views import (
    about,
    journal_to_json,
    session_to_json,
    settings_from_json,
    task_to_json,
    tasks_to_json,
)

PREFIX = "/__mock__"
MOST_SCENARIOS = 10_000
MOST_LISTED = 10_000
LISTED = 1000
MOST_NUMBER = 2**53
_LONGEST_RUN = 200  # characters of a run's id

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]
VendorUrls: TypeAlias = Mapping[str, str] | Callable[[], Mapping[str, str]]


class Desk:
    """The routes, each a method."""

    def __init__(self, engine: Engine, vendor_urls: VendorUrls) -> None:
        self._engine = engine
        self._vendor_urls = vendor_urls

    def routes(self) -> list[tuple[str, str, Handler]]:
        """Method, path, handler."""
        return [
            ("GET", "/", self.about),
            ("GET", "/sessions", self.sessions),
            ("GET", "/sessions/{session}", self.session),
            ("PUT", "/sessions/{session}", self.set_session),
            ("DELETE", "/sessions/{session}", self.reset_session),
            ("POST", "/sessions/{session}/faults", self.queue_faults),
            ("GET", "/scenarios", self.scenarios),
            ("GET", "/scenarios/{name}", self.scenario),
            ("PUT", "/scenarios/{name}", self.set_scenario),
            ("DELETE", "/scenarios/{name}", self.drop_scenario),
            ("GET", "/tasks", self.tasks),
            ("GET", "/tasks/{vendor}/{session}/{task_id:path}", self.task),
            ("GET", "/journal", self.journal),
            ("GET", "/clock", self.clock),
            ("PUT", "/clock", self.set_clock),
            ("POST", "/clock/step", self.step_clock),
            ("GET", "/attached", self.attached),
            ("PUT", "/attached", self.attach),
            ("DELETE", "/attached", self.detach),
            ("POST", "/reset", self.reset),
        ]

    async def about(self, request: Request) -> Response:
        """Version, addresses, profiles, credential rule."""
        query(request, ())
        urls = self._vendor_urls() if callable(self._vendor_urls) else self._vendor_urls
        return json_response(about(self._engine, dict(urls)))

    async def sessions(self, request: Request) -> Response:
        """The sessions named so far."""
        asked = query(request, ("limit",))
        limit = number(asked, "limit", LISTED, MOST_LISTED)
        known = [session_to_json(session) for session in self._engine.sessions.known()]
        return json_response({"sessions": cast("JsonValue", known[:limit])})

    async def session(self, request: Request) -> Response:
        """One session; one that nobody has named yet is as the server has it."""
        name = _session(request)
        return json_response(session_to_json(self._engine.sessions.find(name) or Session(name)))

    async def set_session(self, request: Request) -> Response:
        """Replace a session's settings."""
        name = _session(request)
        settings = settings_from_json(await body_of(request), self._engine)
        return json_response(session_to_json(self._engine.configure(name, settings)))

    async def reset_session(self, request: Request) -> Response:
        """Forget a session's tasks, entries and settings."""
        self._engine.reset(_session(request))
        return Response(status_code=204)

    async def queue_faults(self, request: Request) -> Response:
        """Queue faults for a session's next calls."""
        session = self._engine.sessions.get(_session(request))
        read = reading.record(await body_of(request), "", required=("faults",))
        session.settings.faults += reading.array(read["faults"], "/faults", fault_from_json)
        session.touched = True
        return json_response(session_to_json(session))

    async def scenarios(self, request: Request) -> Response:
        """All scenarios that a marker can name."""
        query(request, ())
        return json_response(
            {"scenarios": [_scenario(name, self._engine) for name in self._engine.scenarios]}
        )

    async def scenario(self, request: Request) -> Response:
        """One scenario."""
        return json_response(_scenario(self._known_scenario(request), self._engine))

    async def set_scenario(self, request: Request) -> Response:
        """Add or replace a scenario."""
        name = str(request.path_params["name"])
        body = await body_of(request)
        if isinstance(body, dict):
            body.setdefault("name", name)
            reading.flag(body.pop("built_in", False), "/built_in")  # as it was shown
        scenario = from_json(body)
        if scenario.name != name:
            raise Refused(400, f"the name is {scenario.name!r} in the body and {name!r} in the path", "/name")
        if name in BUILT_IN:
            raise Refused(409, f"{name} is built in and stays as it is; choose another name", "/name")
        if name not in self._engine.scenarios and len(self._engine.scenarios) >= MOST_SCENARIOS:
            raise Refused(
                409, f"there are {MOST_SCENARIOS} scenarios; POST {PREFIX}/reset drops the added ones"
            )
        self._engine.scenarios[name] = scenario
        return json_response(_scenario(name, self._engine))

    async def drop_scenario(self, request: Request) -> Response:
        """Drop an added scenario; tasks that play it go on."""
        name = self._known_scenario(request)
        if name in BUILT_IN:
            raise Refused(409, f"{name} is built in and stays")
        del self._engine.scenarios[name]
        return Response(status_code=204)

    def _known_scenario(self, request: Request) -> str:
        name = str(request.path_params["name"])
        if name not in self._engine.scenarios:
            raise Refused(404, f"there is no scenario {name!r}; GET {PREFIX}/scenarios lists them")
        return name

    async def tasks(self, request: Request) -> Response:
        """Tasks by vendor, session, case and state."""
        asked = query(request, ("vendor", "session", "case", "state", "limit"))
        state = asked.get("state")
        if state is not None and state not in {one.value for one in State}:
            raise Refused(400, f"state is one of {', '.join(one.value for one in State)}", "state")
        limit = number(asked, "limit", LISTED, MOST_LISTED)
        wanted = {name: asked.get(name) for name in ("vendor", "session", "case")}
        return json_response({"tasks": tasks_to_json(self._engine, wanted, state, limit) if limit else []})

    async def task(self, request: Request) -> Response:
        """One task."""
        vendor, session, task_id = (
            str(request.path_params[name]) for name in ("vendor", "session", "task_id")
        )
        now = self._engine.clock.now()
        task = self._engine.task(vendor, session, task_id, now) if vendor in self._engine.vendors else None
        if task is None:
            raise Refused(404, f"session {session!r} has no task {task_id!r} at {vendor!r} (any more)")
        return json_response(task_to_json(task, now))

    async def journal(self, request: Request) -> Response:
        """Entries by vendor, session, operation, case and task id, after a number."""
        filters = ("vendor", "session", "operation", "case", "task_id")
        asked = query(request, (*filters, "after", "limit"))
        after = number(asked, "after", 0, MOST_NUMBER)
        limit = number(asked, "limit", LISTED, MOST_LISTED)
        if limit == 0:
            raise Refused(400, "limit is at least 1", "limit")
        return json_response(
            journal_to_json(self._engine, {name: asked.get(name) for name in filters}, after, limit)
        )

    async def clock(self, request: Request) -> Response:
        """Both clocks."""
        query(request, ())
        return self._clocks()

    def _clocks(self) -> Response:
        clock = self._engine.clock
        return json_response({"now": clock.now(), "wall": clock.wall(), "attached": self._engine.attached})

    async def set_clock(self, request: Request) -> Response:
        """Put the simulation's clock forward to a time."""
        self._movable()
        read = reading.record(await body_of(request), "", required=("now",))
        return self._moved(
            self._engine.clock.set, reading.number(0, MOST_NUMBER)(read["now"], "/now"), "/now"
        )

    async def step_clock(self, request: Request) -> Response:
        """Put the simulation's clock forward by seconds."""
        self._movable()
        read = reading.record(await body_of(request), "", required=("seconds",))
        seconds = reading.number(0, MOST_NUMBER)(read["seconds"], "/seconds")
        return self._moved(self._engine.clock.step, seconds, "/seconds")

    def _moved(self, move: Callable[[float], float], to: float, field: str) -> Response:
        try:
            move(to)
        except ValueError as error:
            raise Refused(400, str(error), field) from error
        self._engine.callbacks.wake()
        return self._clocks()

    def _movable(self) -> None:
        if self._engine.attached is not None:
            raise Refused(
                409,
                f"the judged run {self._engine.attached!r} is attached, so the shared clock stays; shift single "
                "tasks by age=… in their marker",
            )

    async def attached(self, request: Request) -> Response:
        """The judged run that is attached."""
        query(request, ())
        return json_response({"run": self._engine.attached})

    async def attach(self, request: Request) -> Response:
        """Attach a judged run: from now on the shared clock stays."""
        read = reading.record(await body_of(request), "", required=("run",))
        run = reading.text(read["run"], "/run")
        if not 0 < len(run) <= _LONGEST_RUN:
            raise Misshapen("/run", f"1 to {_LONGEST_RUN} characters", run)
        if self._engine.attached not in {None, run}:
            raise Refused(409, f"another run is attached: {self._engine.attached!r}", "/run")
        self._engine.attached = run
        return json_response({"run": run})

    async def detach(self, request: Request) -> Response:
        """Let the run go."""
        query(request, ())
        self._engine.attached = None
        return Response(status_code=204)

    async def reset(self, request: Request) -> Response:
        """Forget everything, or a session."""
        read = reading.record(await body_of(request), "", optional=("session",))
        name = reading.nullable(reading.text)(read.get("session"), "/session")
        if name is not None:
            checked(name, "/session")
        self._engine.reset(name)
        return Response(status_code=204)


def _session(request: Request) -> str:
    return checked(str(request.path_params["session"]), "session")


def _scenario(name: str, engine: Engine) -> JsonObject:
    return {**to_json(engine.scenarios[name]), "built_in": name in BUILT_IN}
