"""The skill of joining accounts: who talks on two platforms has the same questions and seats on both."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from babel.dates import format_datetime

from bot.clock import Clock
from bot.conversation.commands import Command
from bot.conversation.forms.wording import yes_or_no
from bot.conversation.talk import Outcome, Pending, Question, Talk
from bot.messages import Action, Reply, Said
from bot.texts import Texts

LASTS = timedelta(minutes=15)
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that looks like another
LENGTH = 8  # of 30 letters: 6 × 10¹¹ codes, of which one lives for a quarter of an hour
CODE = re.compile(rf"[{LETTERS}]{{4}}-?[{LETTERS}]{{4}}")


class Offered(Protocol):
    """A code as it was given out."""

    @property
    def member(self) -> str: ...

    @property
    def made_at(self) -> datetime: ...


class People(Protocol):
    """Keeps who is one person on several platforms."""

    async def accounts(self, person: str) -> list[str]:
        """The accounts that were joined, the oldest first; none for a person with one."""
        ...

    async def give(self, code: str, member: str, *, at: datetime, lasts: timedelta) -> None:
        """Keep a code for this account; those that it had before are of no use any more."""
        ...

    async def offered(self, code: str, *, at: datetime) -> Offered | None:
        """Whose code this is; None for one that is unknown, used or too old."""
        ...

    async def link(self, code: str, member: str, *, at: datetime) -> bool:
        """Join an account with that of a code and all that both hold; False where the code is of no use."""
        ...

    async def unlink(self, member: str) -> bool:
        """Let an account be a person of its own from now on; False where it is one."""
        ...


class NobodyElse:
    """Where accounts are never joined, as in a rehearsal."""

    async def accounts(self, person: str) -> list[str]:
        return []

    async def give(self, code: str, member: str, *, at: datetime, lasts: timedelta) -> None:
        return None

    async def offered(self, code: str, *, at: datetime) -> Offered | None:
        return None

    async def link(self, code: str, member: str, *, at: datetime) -> bool:
        return False

    async def unlink(self, member: str) -> bool:
        return False


@dataclass
class Linking:
    """Gives codes out, and takes them."""

    people: People
    texts: Texts
    clock: Clock
    addresses: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """by platform: what makes the address that brings a code there by a tap"""

    async def commanded(self, said: Said, command: Command, code: str, talk: Talk) -> Outcome:
        """A code for the other chat, or the question whether to join, where one was brought; or the end of it."""
        account = said.account
        if command is Command.UNLINK:
            return await self._unlinked(account), talk
        if account is None:
            return _alone(self.texts.say("link-nowhere")), talk
        if not code:
            return await self._code(account, talk)
        return await self._asked(account, code, talk)

    async def agreed(self, said: Said, pending: Pending) -> Reply:
        """The yes to joining: it is done, once."""
        assert said.account is not None
        if not await self.people.link(str(pending.about["code"]), said.account, at=self.clock.now()):
            return _alone(self.texts.say("link-unknown"))
        return _alone(self.texts.say("linked"))

    async def _unlinked(self, account: str | None) -> Reply:
        """Take an account out of what was joined."""
        done = account is not None and await self.people.unlink(account)
        return _alone(self.texts.say("unlinked" if done else "unlink-nothing"))

    async def _code(self, account: str, talk: Talk) -> Outcome:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        await self.people.give(code, account, at=self.clock.now(), lasts=LASTS)
        minutes = int(LASTS.total_seconds() // 60)
        shown = f"{code[:4]}-{code[4:]}"
        told = [self.texts.say("link-code", code=shown, minutes=minutes)]
        for platform, address in self.addresses.items():
            if not account.startswith(f"{platform}:"):
                told.append(self.texts.say("link-tap", platform=platform.capitalize(), address=address(code)))
        return _alone("\n\n".join(told)), talk

    async def _asked(self, account: str, code: str, talk: Talk) -> Outcome:
        found = CODE.fullmatch(code.upper().replace(" ", ""))
        plain = found[0].replace("-", "") if found else ""
        offered = await self.people.offered(plain, at=self.clock.now()) if plain else None
        if offered is None:
            return _alone(self.texts.say("link-unknown")), talk
        if offered.member == account:
            return _alone(self.texts.say("link-own")), talk
        asked = self.texts.say("link-agree", platform=_platform(offered.member), time=_time(offered.made_at))
        reply = Reply(Action.CLARIFY, asked, buttons=yes_or_no(self.texts), is_personal=True)
        return reply, talk.asking(Question.LINK, {"code": plain})


def _alone(text: str) -> Reply:
    return Reply(Action.SMALLTALK, text, is_personal=True)


def _platform(member: str) -> str:
    return member.split(":", maxsplit=1)[0].capitalize()


def _time(moment: datetime) -> str:
    return format_datetime(moment, "HH:mm 'UTC'", locale="en")
