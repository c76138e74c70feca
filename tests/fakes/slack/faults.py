"""What goes wrong on demand between the app and the Web API."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong with one call."""


@dataclass(frozen=True)
class RateLimited(Fault):
    """429 and Retry-After; nothing took effect."""

    retry_after_s: int = 1


@dataclass(frozen=True)
class Broken(Fault):
    """An HTTP error and a page that is no JSON; nothing took effect."""

    status: int = 503


@dataclass(frozen=True)
class Failing(Fault):
    """An error of Slack's own, such as fatal_error; nothing took effect."""

    error: str = "internal_error"


@dataclass(frozen=True)
class ResetBefore(Fault):
    """The connection is cut; nothing took effect."""


@dataclass(frozen=True)
class ResetAfter(Fault):
    """The connection is cut after the call took effect: the caller can't know."""


@dataclass(frozen=True)
class HalfBody(Fault):
    """The call took effect, and half of the answer arrives."""


@dataclass(frozen=True)
class Slow(Fault):
    """The call takes effect at the end of a wait."""

    seconds: float = 0.2


@dataclass(frozen=True)
class LateReply(Fault):
    """The call takes effect at once, and the answer comes after a wait."""

    seconds: float = 0.2


@dataclass
class Rule:
    """When a fault strikes: on `times` calls of the method after the first `skip`, or by chance."""

    fault: Fault
    method: str | None
    times: int | None
    skip: int
    share: float
    where: Callable[[dict[str, Any]], bool]


@dataclass
class Faults:
    """The faults that are set up; the dice always fall the same way."""

    rules: list[Rule] = field(default_factory=list)
    struck: list[tuple[str, Fault]] = field(default_factory=list)
    dice: random.Random = field(default_factory=lambda: random.Random(20260108))

    def next(
        self,
        method: str | None,
        fault: Fault,
        *,
        times: int = 1,
        skip: int = 0,
        where: Callable[[dict[str, Any]], bool] = lambda arguments: True,
    ) -> None:
        """Strike the next calls of a method (None: any) whose arguments please `where`."""
        self.rules.append(Rule(fault, method, times, skip, 1.0, where))

    def share(self, method: str | None, fault: Fault, share: float) -> None:
        """Strike this share of all calls, from now until `clear`."""
        self.rules.append(Rule(fault, method, None, 0, share, lambda arguments: True))

    def clear(self) -> None:
        self.rules.clear()

    def strike(self, method: str, arguments: dict[str, Any]) -> Fault | None:
        """The fault that befalls this call, if any."""
        for rule in self.rules:
            if rule.method not in (None, method) or not rule.where(arguments):
                continue
            if rule.skip > 0:
                rule.skip -= 1
                continue
            if rule.times == 0 or self.dice.random() >= rule.share:
                continue
            if rule.times is not None:
                rule.times -= 1
            self.struck.append((method, rule.fault))
            return rule.fault
        return None
