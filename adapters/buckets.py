"""How often something may be done: buckets of leave that comes back with time, and spans with a most in each."""

from collections import deque
from dataclasses import dataclass, field


@dataclass
class Bucket:
    """Leave to do something, which comes back with time."""

    every_s: float
    burst: float
    left: float
    at: float

    def wait_s(self, now: float) -> float:
        """Take one leave; how long to wait before using it."""
        self._refill(now)
        self.left -= 1
        return max(0.0, -self.left * self.every_s)

    def due_s(self, now: float) -> float:
        """How long until one leave can be used at once; none is taken."""
        self._refill(now)
        return max(0.0, (1 - self.left) * self.every_s)

    def spare(self, now: float, *, keeps: float = 0.0) -> bool:
        """Take one leave if it can be used at once and this much is left for others; whether it was taken."""
        self._refill(now)
        if self.left - 1 < keeps:
            return False
        self.left -= 1
        return True

    def _refill(self, now: float) -> None:
        self.left = min(self.burst, self.left + max(0.0, now - self.at) / self.every_s)
        self.at = max(now, self.at)


@dataclass
class Window:
    """At most so many uses in any span of so many seconds, wherever it begins."""

    most: int
    within_s: float
    _uses: deque[float] = field(default_factory=deque)

    def due_s(self, now: float) -> float:
        """How long until it may be used once more."""
        return max(0.0, self._uses[0] + self.within_s - now) if len(self._uses) >= self.most else 0.0

    def left(self, now: float) -> int:
        """How often it may be used at once."""
        return self.most - sum(used > now - self.within_s for used in self._uses)

    def use(self, now: float) -> None:
        self._uses.append(now)
        while len(self._uses) > self.most:
            self._uses.popleft()
