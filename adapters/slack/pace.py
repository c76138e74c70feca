"""How fast messages go out: about one a second in a channel, and not too many in all.

https://docs.slack.dev/apis/web-api/rate-limits
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from adapters.buckets import Bucket


@dataclass
class Pace:
    """Keeps Slack's rates, and what it says of when to come back."""

    channel_every_s: float = 1.05
    channel_burst: float = 2
    all_every_s: float = 0.15
    all_burst: float = 60
    clock: Callable[[], float] = time.monotonic
    _channels: dict[str, Bucket] = field(default_factory=dict)
    _held: dict[str, float] = field(default_factory=dict)
    _all: Bucket | None = None

    async def wait(self, channel: str) -> None:
        """Wait until one more message may go to this channel."""
        now = self.clock()
        own, all_ = self._buckets(channel, now)
        await asyncio.sleep(max(own.wait_s(now), all_.wait_s(now)))
        while (left := self._held.get(channel, 0.0) - self.clock()) > 0:  # noqa: ASYNC110  (it may be held anew)
            await asyncio.sleep(left)

    def spare(self, channel: str, *, keeps: float = 0.0) -> bool:
        """Whether a message that nobody waits for may go to this channel at once; `keeps` is left to others there."""
        now = self.clock()
        if self.is_held(channel):
            return False
        own, all_ = self._buckets(channel, now)
        if not own.spare(now, keeps=keeps):
            return False
        if not all_.spare(now):
            own.left += 1
            return False
        return True

    def is_held(self, channel: str) -> bool:
        """Whether Slack has asked for a pause that is not over."""
        return self._held.get(channel, 0.0) > self.clock()

    def hold(self, channel: str, seconds: float) -> None:
        """Let nothing go to this channel for so long; others are free."""
        self._held[channel] = self.clock() + seconds + 0.05

    def _buckets(self, channel: str, now: float) -> tuple[Bucket, Bucket]:
        """Of the channel, and of all."""
        if len(self._channels) > 5000:
            self._channels = {name: held for name, held in self._channels.items() if held.at > now - 60}
        own = self._channels.setdefault(
            channel, Bucket(self.channel_every_s, self.channel_burst, self.channel_burst, now)
        )
        self._all = self._all or Bucket(self.all_every_s, self.all_burst, self.all_burst, now)
        return own, self._all
