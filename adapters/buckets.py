"""Buckets of leave: how often something may be done, and how much of it at once."""

from dataclasses import dataclass


@dataclass
class Bucket:
    """Leave to do something, which comes back with time."""

    every_s: float
    burst: float
    left: float
    at: float

    def wait_s(self, now: float) -> float:
        """Take one leave; how long to wait before using it."""
        self.left = min(self.burst, self.left + max(0.0, now - self.at) / self.every_s)
        self.at = max(now, self.at)
        self.left -= 1
        return max(0.0, -self.left * self.every_s)

    def spare(self, now: float, *, keeps: float = 0.0) -> bool:
        """Take one leave if it can be used at once and this much is left for others; whether it was taken."""
        self.left = min(self.burst, self.left + max(0.0, now - self.at) / self.every_s)
        self.at = max(now, self.at)
        if self.left - 1 < keeps:
            return False
        self.left -= 1
        return True
