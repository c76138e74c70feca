"""Coordinators let others work as experts on their platform, by id: names there may be somebody else's tomorrow."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.desk.view import View
from bot.messages import Told
from bot.storage.granted_experts import SqlGrantedExperts
from bot.storage.unit import Transactions
from escalation.desk import Desk
from escalation.experts import Expert, ExpertId
from escalation.rules import Refused

LINE = re.compile(
    r"(?P<verb>grant|revoke)\s+(?P<id>[A-Za-z0-9]{2,32})(?:\s+(?P<alias>\S[^\n]*))?", re.IGNORECASE
)


@dataclass(frozen=True)
class Granting:
    """Who may work besides those whom the settings name, within a transaction."""

    transactions: Transactions
    desk: Desk
    configured: Mapping[str, Expert]
    view: View
    clock: Clock

    async def expert(self, member: str) -> Expert | None:
        """Who somebody is at the desk; None for no expert."""
        if member in self.configured:
            return self.configured[member]
        alias = await SqlGrantedExperts(self.transactions).alias_of(member)
        return None if alias is None else Expert(ExpertId(member), alias)

    async def says(self, line: str, *, by: Expert, member: str) -> Told:
        """Do what a line says; `member` is who says it."""
        found, say = LINE.fullmatch(line), self.view.texts.say
        if not by.is_coordinator:
            return Told(say("desk-grant-refused"), is_done=False)
        platform, _, own = member.rpartition(":")
        if found is None or not found["id"].isascii() or found["id"].isdecimal() is not own.isdecimal():
            return Told(say("desk-grant-form"), is_done=False)
        who, alias = f"{platform}:{found['id']}", (found["alias"] or "").strip()
        if who in self.configured:
            return Told(say("desk-grant-configured", alias=self.configured[who].alias), is_done=False)
        if found["verb"].lower() == "revoke" and not alias:
            return await self._revoked(who, found["id"])
        if found["verb"].lower() == "revoke" or not alias:
            return Told(say("desk-grant-form"), is_done=False)
        return await self._granted(who, found["id"], alias, by=member)

    async def _granted(self, who: str, id_: str, alias: str, *, by: str) -> Told:
        enrolled = await self.desk.enrol(Expert(ExpertId(who), alias))
        if isinstance(enrolled, Refused):
            return Told(self.view.refusal(enrolled, word=alias), is_done=False)
        await SqlGrantedExperts(self.transactions).grant(who, alias, by=by, at=self.clock.now())
        return Told(self.view.texts.say("desk-granted", id=id_, alias=alias))

    async def _revoked(self, who: str, id_: str) -> Told:
        if not await SqlGrantedExperts(self.transactions).revoke(who):
            return Told(self.view.texts.say("desk-revoke-nothing", id=id_), is_done=False)
        return Told(self.view.texts.say("desk-revoked", id=id_))


def is_grant(line: str) -> bool:
    """Whether a line is about who may work."""
    return re.match(r"(grant|revoke)\b", line, re.IGNORECASE) is not None
