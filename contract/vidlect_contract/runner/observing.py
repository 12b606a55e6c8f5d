"""Drives one case at a gateway and collects its observation.

Here lives the course of a case: script, create, visits, queries, film, journal. Never: a judgement.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from vidlect_adapters.canonical import Succeeded, TaskRef
from vidlect_adapters.errors import TranslationError
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue
from vidlect_contract.case import Case, Kind, as_list, as_object, substituted, texts
from vidlect_contract.judge.dialects import TERMINAL, Read, film_link, read_query
from vidlect_contract.judge.film import PART
from vidlect_contract.judge.timeline import MEND
from vidlect_contract.northbound import body_of
from vidlect_contract.observation import KEPT_BODY, Digest, Entry, Exchange, Observation
from vidlect_contract.targets.http import NoReply, fetch

from .bench import Bench
from .filling import Label

AFTER_END = 2
"""Queries after the end: whether the state stays, and whether the vendor is left in peace."""

WHILE_UNFINISHED = 4
"""Queries of a task that never ends, before the case ends."""

DISTURBED = 3
"""Queries without any answer in a row, or refused after the vendor refused one poll, before the case gives up."""

UNREADABLE = 10
"""Replies in a row that are not of the dialect, before the case gives up."""

DEFAULT_SCENARIO: JsonObject = {"pace": {"kind": "polls", "running_after": 1, "done_after": 2}}
SHOWN = frozenset({"whole", "range", "head"})
"""Wishes that go where the reply to a query says that the film is: to its link, without a key, or to the content route."""

FILMED = SHOWN | {"route"}
"""Wishes whose answer is compared with the vendor's film; `route`: the content route itself."""

AGAIN = 12
"""How often more a lasting fault is served to a gateway that asks again."""

WRONG_KEY = "sk-never-issued-by-anybody"


@dataclass(slots=True)
class Course:
    """One case under way: what has been seen so far."""

    bench: Bench
    case: Case
    label: Label
    northbound: list[Exchange] = field(default_factory=list[Exchange])
    task_id: str = ""
    timed_out: bool = False

    async def observe(self) -> Observation:
        """Everything from script to journal; our own troubles are part of the observation."""
        scenario = self._scenario()
        troubles: list[str] = []
        southbound: tuple[Entry, ...] = ()
        film: tuple[Digest, Digest] | None = None
        try:
            await self.bench.mock.script(self.insisting(scenario))
            try:
                async with asyncio.timeout(self.bench.patience):
                    await self._go()
            except TimeoutError:
                self.timed_out = True
            southbound = await self.bench.follower.entries(self.label.case, self._foretold())
            film = await self._film(southbound)
        except NoReply as error:
            troubles.append(f"the mock: {error}")
        return Observation(
            northbound=tuple(self.northbound),
            southbound=southbound,
            scenario=scenario,
            film=film[0] if film else None,
            film_part=film[1] if film else None,
            timed_out=self.timed_out,
            troubles=tuple(troubles),
        )

    def _scenario(self) -> JsonObject:
        given = self.case.given
        scenario: JsonObject = {
            "name": self.label.scenario,
            **DEFAULT_SCENARIO,
            **as_object(given.get("scenario")),
        }
        if "reply" in given:
            reply = as_object(given["reply"])
            fault: JsonObject = {
                "on": "submit" if self.case.kind is Kind.SUBMITTED else "poll",
                "kind": "reply",
                "status": reply.get("status", 200),
                "headers": {"Content-Type": "application/json", **as_object(reply.get("headers"))},
                "body": reply.get("body", ""),
            }
            scenario["faults"] = [fault]
        return scenario

    def insisting(self, scenario: JsonObject) -> JsonObject:
        """The scenario, its last fault served again to whoever asks again where the vendor means what it says.

        That is a refused submit, and a poll that tells the task's end.
        """
        faults = as_list(scenario.get("faults"))
        task = self.case.expect_object("task")
        final = self.case.kind is Kind.POLLED and task.get("state") in TERMINAL
        lasting = [one for one in faults if final or as_object(one).get("on") == "submit"]
        return {**scenario, "faults": [*faults, *lasting[-1:] * AGAIN]}

    def _foretold(self) -> list[str]:
        task_id = self.case.expect.get("task_id")
        return [task_id] if isinstance(task_id, str) else []

    async def _go(self) -> None:
        created = await self.say("create", self._request())
        self.task_id = self._named(created)
        await self._visit("created")
        if self.case.kind is Kind.SUBMITTED and self.task_id:
            await self._query()
        if self.case.kind not in {Kind.JOURNEY, Kind.POLLED} or not self.task_id:
            return
        await self._live()
        for name in texts(self.case.expect.get("content")):
            await self._content(name)
        await self._visit("finished")

    def _request(self) -> JsonObject:
        if self.case.kind in {Kind.SUBMITTED, Kind.POLLED}:
            words = {"{marker}": self.label.marker, "{media}": self.label.media}
            return as_object(substituted(self.bench.carrier, words))
        return as_object(self.case.given["request"])

    async def _visit(self, when: str) -> None:
        for index, visit in enumerate(as_list(self.case.given.get("visits"))):
            if as_object(visit).get("when") == when:
                await self.say(f"visit/{index}", as_object(as_object(visit)["request"]))

    async def _live(self) -> None:
        """Query until the end, and a little longer."""
        more, silent, refused, asked, unreadable = AFTER_END, 0, 0, 0, 0
        unfinished = self.case.expect.get("final") == "unfinished"
        while True:
            exchange = await self._query()
            asked += 1
            reply = exchange.reply
            silent = silent + 1 if reply is None else 0
            if silent == DISTURBED or (unfinished and asked == WHILE_UNFINISHED):
                return
            if reply is not None and 300 <= reply.status < 500 and reply.status not in MEND:
                refused += 1
                if refused == DISTURBED or self.case.kind is not Kind.POLLED:
                    return
            read = Read() if reply is None else read_query(reply, self.bench.dialects)
            unreadable = unreadable + 1 if read.broken else 0
            if unreadable == UNREADABLE:
                return
            if read.state in TERMINAL or more < AFTER_END:
                if more == 0:
                    return
                more -= 1
            await asyncio.sleep(self.bench.target.poll_interval)

    async def _query(self) -> Exchange:
        dialects = self.bench.dialects
        call = dialects.surface.encode_query(self.task_id, dialects.surface_profile)
        return await self.say("query", {"method": call.method, "path": call.path, "key": self._owner()})

    def _named(self, created: Exchange) -> str:
        """The id of the new task: as a client of the dialect reads it, else what stands under `id`."""
        dialects = self.bench.dialects
        if created.reply is None:
            return ""
        try:
            answer = dialects.surface.decode_created(created.reply, dialects.surface_profile)
        except TranslationError:
            answer = None
        if isinstance(answer, TaskRef):
            return answer.task_id
        named = _object(created).get("id")
        return str(named) if isinstance(named, str | int) else ""

    def _link(self) -> str | None:
        """The address under which the last reply to a query shows the film; None: it is on the content route."""
        last = [one.reply for one in self.northbound if one.step == "query" and one.reply is not None][-1:]
        return film_link(last[0], self.bench.dialects) if last else None

    def _owner(self) -> str:
        """The client that created the task."""
        return str(self._request().get("key", "default"))

    async def _content(self, name: str) -> None:
        dialects = self.bench.dialects
        call = dialects.surface.encode_content(self.task_id, dialects.surface_profile)
        request: JsonObject = {"method": "HEAD" if name == "head" else call.method, "path": call.path}
        if name == "range":
            request["headers"] = {"Range": f"bytes=0-{PART - 1}"}
        if name in SHOWN and (link := self._link()) is not None:
            request |= {"link": link, "key": "none"}
        else:
            request["key"] = {"no-key": "none", "other-key": "other"}.get(name, self._owner())
        await self.say(f"content/{name}", request)

    async def say(self, step: str, request: JsonObject) -> Exchange:
        """Send one request of the client's and keep what comes back."""
        call = self._call(request)
        started = self.bench.clock()
        try:
            reply, trouble = await self._send(call, request.get("link")), ""
        except NoReply as error:
            reply, trouble = None, str(error)
        digest = None
        if reply is not None:
            digest = Digest.of(reply.body)
            if len(reply.body) > KEPT_BODY or step.startswith("content"):
                kept = reply.body if reply.status >= 400 else b""
                reply = type(reply)(status=reply.status, headers=reply.headers, body=kept[:KEPT_BODY])
        exchange = Exchange(
            step=step,
            started=started,
            ended=self.bench.clock(),
            call=call,
            reply=reply,
            digest=digest,
            trouble=trouble,
        )
        self.northbound.append(exchange)
        return exchange

    async def _send(self, call: HttpCall, link: JsonValue) -> HttpReply:
        if isinstance(link, str):
            return await fetch(call.method, link, call.headers, self.bench.patience)
        return await self.bench.gateway.send(call)

    def _call(self, request: JsonObject) -> HttpCall:
        key = str(request.get("key", "default"))
        text = WRONG_KEY if key == "wrong" else self.bench.target.keys.of(key)
        headers = {} if key == "none" else {"Authorization": f"Bearer {text}"}
        body, kind = body_of(request)
        if kind:
            headers["Content-Type"] = kind
        headers |= {name: str(value) for name, value in as_object(request.get("headers")).items()}
        return HttpCall(
            method=str(request.get("method", "POST" if body else "GET")),
            path=str(request["path"]).replace("{id}", self.task_id),
            headers=tuple(headers.items()),
            body=body,
        )

    async def _film(self, southbound: tuple[Entry, ...]) -> tuple[Digest, Digest] | None:
        """The vendor's own film, where the case compares with it."""
        if not FILMED & set(texts(self.case.expect.get("content"))):
            return None
        dialects = self.bench.dialects
        for entry in reversed([one for one in southbound if one.effect == "poll"]):
            ref = TaskRef(task_id=entry.task_id or "unknown")
            try:
                task = dialects.vendor.decode_polled(ref, entry.reply, dialects.vendor_profile)
            except TranslationError:
                continue
            if isinstance(task, Succeeded):
                content = (await self.bench.film(task.video.location)).body
                return Digest.of(content), Digest.of(content[:PART])
        return None


def _object(exchange: Exchange) -> JsonObject:
    try:
        return as_object(exchange.json_body())
    except ValueError:
        return {}
