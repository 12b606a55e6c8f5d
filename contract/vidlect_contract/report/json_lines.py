"""results.jsonl: one case a line, with what was seen where it did not pass.

Here lives the line's form. Never: a sum.
"""

from __future__ import annotations

import orjson

from vidlect_adapters.message import JsonObject
from vidlect_contract.observation import to_json
from vidlect_contract.runner.result import Result, Summary
from vidlect_contract.verdict import Status


def render(summary: Summary) -> str:
    """All lines."""
    return "".join(orjson.dumps(line(one)).decode() + "\n" for one in summary.results)


def line(result: Result) -> JsonObject:
    """One result."""
    case, verdict = result.case, result.verdict
    obj: JsonObject = {
        **verdict.to_json(),
        "standing": result.standing.value,
        "kind": case.kind.value,
        "level": case.level.value,
        "confidence": case.confidence,
        "source": case.source,
        "title": case.title,
        "seconds": round(result.seconds, 4),
    }
    if result.reason:
        obj["known_failure"] = result.reason
    if verdict.status not in {Status.PASSED, Status.NOT_APPLICABLE}:
        obj["observation"] = to_json(result.observation)
    return obj
