"""How often an app may call, https://docs.slack.dev/apis/web-api/rate-limits, and who calls too early.

Slack promises "N+ a minute" with bursts and names no burst. Here a method's bucket holds one minute's calls; that of
messages, about one a second in a channel, holds `burst`.
"""

import math
from collections.abc import Hashable
from dataclasses import dataclass, field

from tests.fakes.slack.clock import Clock


@dataclass(frozen=True)
class Tier:
    """A rate of calls, and how many may come at once."""

    a_minute: float
    at_once: float


ONE = Tier(1, 10)
TWO = Tier(20, 20)
THREE = Tier(50, 50)
FOUR = Tier(100, 100)
OFTEN = Tier(600, 600)  # "special", without a figure of its own


@dataclass
class Limits:
    """Buckets of calls that refill; `enforced` switches them off where a test is about something else."""

    clock: Clock
    enforced: bool = True
    burst: float = 4
    messages_a_minute_in_a_channel: float = 60
    messages_a_minute_in_a_workspace: float = 600
    _left: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    _parked: dict[Hashable, float] = field(default_factory=dict)

    def message_tiers(self) -> tuple[Tier, Tier]:
        """What holds for messages: in one channel, and in a workspace."""
        in_workspace = self.messages_a_minute_in_a_workspace
        return Tier(self.messages_a_minute_in_a_channel, self.burst), Tier(in_workspace, in_workspace)

    def wait_s(self, scope: Hashable, tier: Tier) -> int:
        """Take a call from the scope's bucket, or say in how many whole seconds there is one again."""
        if not self.enforced:
            return 0
        now = self.clock.now()
        left, at = self._left.get(scope, (tier.at_once, now))
        left = min(tier.at_once, left + (now - at) * tier.a_minute / 60)
        if left < 1 - 1e-6:
            self._left[scope] = (left, now)
            return max(1, math.ceil((1 - left) * 60 / tier.a_minute))
        self._left[scope] = (left - 1, now)
        return 0

    def park(self, scope: Hashable, seconds: float) -> None:
        """Remember that calls of this scope were told to wait."""
        self._parked[scope] = self.clock.now() + seconds

    def early_s(self, scope: Hashable) -> float:
        """By how many seconds a call comes too early after a Retry-After; 0 where it does not."""
        early = self._parked.get(scope, 0.0) - self.clock.now()
        return early if early > 0.005 else 0.0  # the answer itself took a moment to arrive
