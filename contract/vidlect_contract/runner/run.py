"""Runs cases, all in flight at once, and hands each result on as it comes.

Here lives the crowd: selection, concurrency, interruption. Never: the course of one case.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from vidlect_contract.case import JUDGES_A_GATEWAY, Case, as_list, as_object
from vidlect_contract.judge import judge
from vidlect_contract.known_failures import standing
from vidlect_contract.observation import Observation
from vidlect_contract.targets.description import Target

from .bench import Bench
from .filling import filled, label_of
from .observing import Course
from .result import Result, Summary


def selected(
    cases: Sequence[Case], target: Target, vendors: Sequence[str], globs: Sequence[str]
) -> tuple[Case, ...]:
    """The cases that a gateway with this surface and these vendors is judged by."""
    return tuple(
        case
        for case in cases
        if case.kind in JUDGES_A_GATEWAY
        and case.surface in {None, target.surface}
        and case.vendor in {None, *vendors}
        and (not globs or any(fnmatchcase(case.id, glob) for glob in globs))
        and all(target.keys.of(key) for key in _keys(case))
    )


def _keys(case: Case) -> set[str]:
    """Whose keys a case needs besides the usual client's."""
    requests = [case.given_object("request")]
    requests += [as_object(as_object(one).get("request")) for one in as_list(case.given.get("visits"))]
    named = {str(one["key"]) for one in requests if "key" in one}
    if as_list(case.expect.get("content")) == [OTHER_KEY]:
        named.add("other")
    return named & {"other", "limited"}


OTHER_KEY = "other-key"
"""What a journey tries on the content route with another client's key."""


def possible(case: Case, target: Target) -> Case:
    """The case without what needs a second client, where the target has none: the rest is judged."""
    tried = as_list(case.expect.get("content"))
    if OTHER_KEY not in tried or target.keys.other:
        return case
    return replace(case, expect={**case.expect, "content": [one for one in tried if one != OTHER_KEY]})


async def run(
    cases: Sequence[Case], benches: Mapping[str, Bench], concurrency: int, on_result: Callable[[Result], None]
) -> Summary:
    """Judge every case at its vendor's bench (the first, if it is of no vendor).

    When cancelled, the finished verdicts are kept.
    """
    bench = next(iter(benches.values()))
    gate = asyncio.Semaphore(concurrency)
    results: list[Result] = []

    async def one(case: Case) -> None:
        async with gate:
            result = await _judged(case, benches[case.vendor] if case.vendor else bench)
        results.append(result)
        on_result(result)

    began = bench.clock()
    tasks = [asyncio.create_task(one(case), name=case.id) for case in cases]
    try:
        await asyncio.gather(*tasks)
    except asyncio.CancelledError:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return Summary(
        target=bench.target.name,
        surface=bench.target.surface,
        results=tuple(sorted(results, key=lambda result: result.case.id)),
        seconds=bench.clock() - began,
        left=len(cases) - len(results),
    )


async def _judged(case: Case, bench: Bench) -> Result:
    began = bench.clock()
    label = label_of(case, bench.run)
    sent = filled(possible(case, bench.target), label, bench.target.models.get(bench.vendor, {}))
    try:
        observation = await Course(bench, sent, label).observe()
    except Exception as error:  # noqa: BLE001 # a fault of ours in one case is that case's harness error
        observation = Observation(troubles=(f"{type(error).__name__}: {error}",))
    verdict = judge(sent, observation, bench.dialects)
    stands, reason = standing(case, verdict, bench.target.known_failures)
    return Result(
        case=case,
        verdict=verdict,
        standing=stands,
        reason=reason,
        observation=observation,
        seconds=bench.clock() - began,
    )
