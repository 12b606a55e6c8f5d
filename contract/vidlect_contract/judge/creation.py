"""Judges the reply to a create that must go well, and whether a task came of it.

Here live the rules of that one reply. Never: what is asked of the task later.
"""

from __future__ import annotations

from vidlect_adapters.message import JsonValue
from vidlect_contract.case import Case
from vidlect_contract.observation import Exchange, Observation
from vidlect_contract.verdict import Code, Finding

from .dialects import Dialects
from .replies import as_expected, finding, success_body

CREATED: JsonValue = {"$range": [200, 299]}
"""Statuses of an accepted create where a case does not say; the surface's document says which exist."""

REFUSED: JsonValue = {"$range": [400, 599]}


def create_exchange(observation: Observation) -> Exchange | None:
    """The create and its reply; None where nothing was sent."""
    return next(iter(observation.exchanges("create")), None)


def created(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    """The reply to a create that must go well, and that the vendor saw it."""
    exchange = create_exchange(observation)
    if exchange is None:
        return [finding(Code.HARNESS, "a create", "none was sent", "create")]
    found = as_expected(exchange, case.expect_object("reply"), dialects, CREATED)
    if exchange.reply is not None and exchange.reply.status < 300:
        if "southbound" not in case.expect:
            found += success_body(exchange, dialects, first=True)
        if not observation.southbound:
            said = f"{exchange.reply.status} without any call of the vendor"
            found.append(finding(Code.UNATTRIBUTABLE, "a call of the vendor", said, "southbound"))
    return found


def no_task(found: list[Finding]) -> bool:
    """Whether no task came of a create, so that nothing can be said of its life."""
    return any(one.code in NO_TASK for one in found)


NO_TASK = frozenset(
    {
        Code.NO_ANSWER,
        Code.HTTP_STATUS,
        Code.SERVER_ERROR,
        Code.MALFORMED_REPLY,
        Code.ID_NOT_STRING,
        Code.UNATTRIBUTABLE,
    }
)
"""What is wrong with the reply to a create where it gives no task to ask about."""
