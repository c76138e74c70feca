"""When a model that fails again and again is left alone, so that it doesn't slow every turn."""

import time
from collections.abc import Callable

FAILURES = 3  # in a row
REST_S = 60.0
LONGEST_S = 600.0  # however long the model asks to be left alone


class Rest:
    """Counts the failures in a row of one model. After a rest, a single further failure begins the next one."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failures = 0
        self._ends = 0.0

    @property
    def is_on(self) -> bool:
        return self._now() < self._ends

    def worked(self) -> None:
        """The model answered: what failed before is forgotten."""
        self._failures = 0

    def failed(self, *, wanted_s: float = 0.0) -> None:
        """The model failed, or asked to be left alone for `wanted_s` seconds."""
        self._failures += 1
        rest = REST_S if self._failures >= FAILURES else 0.0
        self._ends = max(self._ends, self._now() + min(max(rest, wanted_s), LONGEST_S))
