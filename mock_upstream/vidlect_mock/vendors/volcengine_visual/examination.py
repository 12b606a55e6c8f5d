"""One request on its way through the gateway's checks, and what a failed check says.

Here live the values that the checks share. Never: a check (`auth`).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple, TypeAlias

from vidlect_mock.interface import Desk, Operation
from vidlect_mock.message import Received

from .claim import Claim, Query, read_query
from .gateway_errors import request_id
from .signature import Headers, Signed, one_value_each


class Echo(IntEnum):
    """How much of the request a refusal repeats beside the request id."""

    NOTHING = 0
    ACTION = 1
    SCOPE = 2
    """Service and region too, from the credential scope."""


class Owner(NamedTuple):
    """Whose a key is."""

    secret: str
    session: str

    def __repr__(self) -> str:
        return f"Owner(session={self.session!r})"


class Trouble(NamedTuple):
    """Why a check fails. `details` fill the gateway's text; the rest is for the journal and `explain`."""

    stage: str
    code: str
    details: tuple[str, ...] = ()
    expected: str | None = None
    received: str | None = None
    hint: str | None = None
    status: int | None = None


OwnerOf: TypeAlias = Callable[[str, str | None, Desk], Owner | Trouble]
"""(access key, session token, desk) → whose they are."""


class Examination:
    """One request on its way through the checks.

    `claim`, `date`, `operation`, `owner`, `body_hash` and `spelling` are filled in by the checks, in that
    order; each check may rely on what those before it filled in.
    """

    __slots__ = (
        "body_hash",
        "claim",
        "date",
        "desk",
        "headers",
        "operation",
        "owner",
        "owner_of",
        "query",
        "received",
        "spelling",
        "thorough",
    )

    claim: Claim
    date: bytes
    operation: Operation
    owner: Owner
    body_hash: bytes
    spelling: str

    def __init__(self, received: Received, desk: Desk, owner_of: OwnerOf, *, thorough: bool = False) -> None:
        self.received = received
        self.desk = desk
        self.owner_of = owner_of
        self.thorough = thorough
        self.query: Query = read_query(received.query)
        self.headers: Headers = one_value_each(received.headers)

    def parameter(self, header: bytes, parameter: bytes) -> bytes | None:
        """A header's value, or a presigned URL's parameter."""
        if self.claim.listed is None:
            return self.headers.get(header)
        return self.query.first(parameter)

    def signed(self) -> Signed:
        """What the signature covers."""
        received = self.received
        return Signed(received.method, received.path, self.query, self.headers, self.body_hash, self.date)

    def echo(self, level: Echo) -> dict[str, str]:
        """The metadata that a reply repeats, in the vendor's words."""
        drawn, query = request_id(self.desk.wall, self.desk.number), self.query
        if level is Echo.NOTHING:
            return {"RequestId": drawn}
        if level is Echo.ACTION:
            return {"RequestId": drawn, "Action": query.action, "Version": query.version}
        credential = self.claim.credential
        return {
            "RequestId": drawn,
            "Action": query.action,
            "Version": query.version,
            "Service": credential.service,
            "Region": credential.region,
        }
