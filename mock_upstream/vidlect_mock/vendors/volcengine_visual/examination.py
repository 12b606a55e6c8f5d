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
    """One request on its way through the checks; each check may rely on what those before it filled in."""

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

    def __init__(self, received: Received, desk: Desk, owner_of: OwnerOf, *, thorough: bool = False) -> None:
        self.received = received
        self.desk = desk
        self.owner_of = owner_of
        self.thorough = thorough
        self.query: Query = read_query(received.query)
        self.headers: Headers = one_value_each(received.headers)
        self.claim: Claim | None = None
        self.date = b""
        self.operation: Operation | None = None
        self.owner: Owner | None = None
        self.body_hash = b""
        self.spelling = ""

    @property
    def claimed(self) -> Claim:
        """The claim, once read."""
        if self.claim is None:
            raise AssertionError("the claim is read by an earlier check")
        return self.claim

    def parameter(self, header: bytes, parameter: bytes) -> bytes | None:
        """A header's value, or a presigned URL's parameter."""
        if self.claimed.listed is None:
            return self.headers.get(header)
        return self.query.first(parameter)

    def signed(self) -> Signed:
        """What the signature covers."""
        return Signed(
            self.received.method,
            self.received.path,
            self.query,
            self.headers,
            self.body_hash,
            self.date,
        )

    def echo(self, level: Echo) -> dict[str, str]:
        """The metadata that a reply repeats, in the vendor's words."""
        found = {"RequestId": request_id(self.desk.wall, self.desk.number)}
        if level >= Echo.ACTION:
            found["Action"] = self.query.action
            found["Version"] = self.query.version
        if level >= Echo.SCOPE:
            found["Service"] = self.claimed.credential.service
            found["Region"] = self.claimed.credential.region
        return found
