"""What a store of tasks must offer, as a Protocol. Never: an implementation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from vidlect_mock.task import Task


class Store(Protocol):
    """Tasks by vendor, session and task id. A task of another session is not there.

    A task that was found is the caller's own copy: what changes is kept by `save`.
    """

    def add(self, task: Task, now: float) -> None:
        """Keep a new task; what goes in its stead, if the store is full, is the store's to choose.

        Raises:
            KeyError: the session has a task of this id.
        """
        ...

    def find(self, vendor: str, session: str, task_id: str) -> Task | None:
        """The task, or None."""
        ...

    def save(self, task: Task) -> None:
        """Keep what changed in a task; one that is not there (any more) stays away."""
        ...

    def remove(self, task: Task) -> None:
        """Forget a task; one that is not there is forgotten already."""
        ...

    def tasks(self, vendor: str | None = None, session: str | None = None) -> Iterator[Task]:
        """The tasks of a vendor, of a session, or all of them; within a session the oldest first."""
        ...

    def newest(self, vendor: str, session: str) -> Iterator[Task]:
        """The tasks of a vendor in a session, the newest first."""
        ...

    def clear(self, session: str | None = None) -> None:
        """Forget the tasks of a session, or all of them."""
        ...

    def __len__(self) -> int:
        """How many tasks there are."""
        ...
