"""Who organises which events: by ids that whoever runs the helpdesk has set, never by what somebody calls themselves."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.events.catalogue import Event
from escalation.experts import is_alias

_ACCOUNT = re.compile(r"[A-Za-z0-9]+(?:/[A-Za-z0-9]+)?")


@dataclass(frozen=True)
class Organiser:
    """Somebody who organises the events that bear one of their names; members read the first of them."""

    name: str
    sees_all: bool = False
    """whether every event is theirs"""
    also: tuple[str, ...] = ()
    """the names of their other accounts"""

    def organises(self, event: Event) -> bool:
        """Whether the event is theirs. It may name several organisers, with commas between them."""
        named = {_folded(each) for each in event.organiser.split(",")} - {""}
        return self.sees_all or not named.isdisjoint(map(_folded, (self.name, *self.also)))


@dataclass(frozen=True)
class Named:
    """An account on a chat platform that is an organiser's."""

    account: str
    """like U012AB3CD, or T012AB3CD/U012AB3CD with the workspace"""
    organiser: Organiser


class Organisers(Protocol):
    """Keeps which accounts are organisers'. Any process may make a reply, so none keeps this for itself."""

    async def appoint(self, named: Mapping[str, Organiser], *, among: str) -> None:
        """Have these accounts, and no others whose ids begin so, be organisers'."""
        ...

    async def of(self, accounts: Collection[str]) -> Organiser | None:
        """The organiser to whom these accounts of one person belong; None where none of them is an organiser's."""
        ...


class OrganisersInMemory:
    """Organisers that go with the process."""

    def __init__(self) -> None:
        self._by_account: dict[str, Organiser] = {}

    async def appoint(self, named: Mapping[str, Organiser], *, among: str) -> None:
        others = {each: held for each, held in self._by_account.items() if not each.startswith(among)}
        self._by_account = others | dict(named)

    async def of(self, accounts: Collection[str]) -> Organiser | None:
        return as_one(self._by_account[each] for each in sorted(accounts) if each in self._by_account)


def as_one(found: Iterable[Organiser]) -> Organiser | None:
    """One person, who may be an organiser by several accounts."""
    held = tuple(found)
    if not held:
        return None
    also = tuple(each.name for each in held[1:])
    return Organiser(held[0].name, any(each.sees_all for each in held), also)


def read_organisers(text: str) -> tuple[Named, ...]:
    """Organisers from a line like "U012AB3CD=Anna, T012AB3CD/U045EF6GH=Bram*"; the star makes all events theirs.

    Several people may bear one name, as that of a team. Raises ValueError for what can't be read, for a name that
    members can't be shown, and for an account that is there twice.
    """
    found = tuple(_named(part) for part in text.split(",") if part.strip())
    if len({each.account for each in found}) < len(found):
        raise ValueError("the same twice")
    return found


def _named(part: str) -> Named:
    account, divides, name = (each.strip() for each in part.partition("="))
    plain = name.removesuffix("*").strip()
    if not divides or not _ACCOUNT.fullmatch(account) or not is_alias(plain):
        raise ValueError("an organiser is an account and a name")
    return Named(account, Organiser(plain, name.endswith("*")))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
