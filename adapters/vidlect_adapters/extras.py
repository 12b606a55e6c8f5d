"""What passes between a client and a vendor besides requests for films: pages of tasks, permits, balances.

Here live values of the optional Protocols of `interface`. Never: a word of any dialect.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from .canonical import VideoTask
from .message import Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """Which tasks a list shall have.

    `page` counts from 1, where a vendor has numbered pages; `after` is the last task id of the page before,
    where it has cursors; `size` is the number of tasks a page. `state` is the vendor's own word.
    """

    page: int | None = None
    after: str | None = None
    size: int | None = None
    state: str | None = None
    model: str | None = None
    task_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """One page of a list; `total` where the vendor says it, `next_after` where there are more behind a cursor."""

    tasks: tuple[VideoTask, ...]
    total: int | None = None
    next_after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPermit:
    """Leave to upload one file: `base_url` of the file host, form fields in order, seconds until it ends."""

    base_url: str
    fields: Pairs = field(repr=False)
    folder: str = ""
    expires_in: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What is left in one purse: `left` of `total` (None: not said) in `unit` (the vendor's word)."""

    name: str
    left: Decimal
    unit: str
    total: Decimal | None = None
