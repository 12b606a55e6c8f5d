"""Two clocks: the wall's judges credentials, the simulation's moves tasks.

Here lives time. Never: what happens when it passes.

The simulation's clock runs with the machine's monotonic one, so an adjusted wall clock never moves a task;
the control API may put it forward, never back (a task that is done would be running again).
"""

from __future__ import annotations

import time
from collections.abc import Callable


class Clock:
    """Both clocks of one server, in Unix seconds."""

    def __init__(
        self, wall: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.wall = wall
        self._monotonic = monotonic
        self._zero = wall() - monotonic()

    def now(self) -> float:
        """The simulation's time."""
        return self._zero + self._monotonic()

    def step(self, seconds: float) -> float:
        """Put the simulation's clock forward; returns its time.

        Raises:
            ValueError: a step back.
        """
        if not seconds >= 0.0:
            raise ValueError(f"the clock never goes back; a step of {seconds} seconds would")
        self._zero += seconds
        return self.now()

    def set(self, now: float) -> float:
        """Put the simulation's clock to a time not before its own; it runs on from there.

        Raises:
            ValueError: a time that has passed.
        """
        return self.step(now - self.now())
