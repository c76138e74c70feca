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
