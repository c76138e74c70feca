"""How often a bot may send, https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.

Telegram names about 30 messages a second overall, one a second in a chat ("short bursts" may exceed it) and 20 a minute
in a group, and no burst. Here the burst in a chat is `burst`, edits count like messages in groups, and typing, answers
to presses and reading count nowhere. Of drafts it names no rate: here one a second in a chat, and what it says of when
to come back is for the call that asked (https://core.telegram.org/api/errors#420-flood).
"""

import math
from collections.abc import Hashable
from dataclasses import dataclass, field

from tests.fakes.slack.clock import Clock
from tests.fakes.telegram.state import Chat


@dataclass(frozen=True)
class Rate:
    """So many a second, and how many may come at once."""

    a_second: float
    at_once: float


UNCOUNTED = Rate(1e9, 1e9)


@dataclass
class Limits:
    """Buckets that refill; `enforced` switches them off where a test is about something else."""

    clock: Clock
    enforced: bool = True
    overall: Rate = Rate(30, 30)
    burst: float = 4
    a_second_in_a_chat: float = 1
    a_minute_in_a_group: float = 20
    drafts: Rate = Rate(1, 2)
    _left: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    _parked: dict[Hashable, float] = field(default_factory=dict)

    def scopes(self, chat: Chat | None, *, is_edit: bool) -> list[tuple[Hashable, Rate]]:
        """The buckets from which a message is taken, and an edit, for which that of its chat never empties."""
        scopes: list[tuple[Hashable, Rate]] = [("overall", self.overall)]
        if chat and chat.kind != "private":
            in_group = self.a_minute_in_a_group
            scopes.append((("group", chat.id), Rate(in_group / 60, in_group)))
        if chat:
            in_chat = UNCOUNTED if is_edit else Rate(self.a_second_in_a_chat, self.burst)
            scopes.append((("chat", chat.id), in_chat))
        return scopes

    def scopes_of_draft(self, chat: Chat | None) -> list[tuple[Hashable, Rate]]:
        """The buckets from which a draft is taken."""
        return [("overall", self.overall), *([(("draft", chat.id), self.drafts)] if chat else [])]

    def take(self, scopes: list[tuple[Hashable, Rate]]) -> tuple[Hashable, int] | None:
        """Take one from every bucket, or name one that is empty and the whole seconds until it is not."""
        if not self.enforced:
            return None
        for scope, rate in scopes:
            left = self._refilled(scope, rate)
            if rate is not UNCOUNTED and left < 1 - 1e-6:
                return scope, max(1, math.ceil((1 - left) / rate.a_second))
        for scope, rate in scopes:
            if rate is not UNCOUNTED:
                self._left[scope] = (self._refilled(scope, rate) - 1, self.clock.now())
        return None

    def _refilled(self, scope: Hashable, rate: Rate) -> float:
        left, at = self._left.get(scope, (rate.at_once, self.clock.now()))
        return min(rate.at_once, left + (self.clock.now() - at) * rate.a_second)

    def park(self, scope: Hashable, seconds: float) -> None:
        """Remember that whoever sends to this scope was told to wait."""
        self._parked[scope] = self.clock.now() + seconds

    def early_s(self, scopes: list[tuple[Hashable, Rate]]) -> float:
        """By how many seconds a message comes too early after a retry_after; 0 where it does not."""
        early = max(self._parked.get(scope, 0.0) - self.clock.now() for scope, _ in scopes)
        return early if early > 0.005 else 0.0  # the answer itself took a moment to arrive
