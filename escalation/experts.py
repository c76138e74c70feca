"""Experts, the names that they chose, and who may do what."""

from dataclasses import dataclass
from typing import NewType

ExpertId = NewType("ExpertId", str)

MAX_ALIAS = 40
RESERVED = frozenset({"bot", "helpdesk", "policy helpdesk", "member", "you", "me"})


@dataclass(frozen=True)
class Expert:
    """Someone who answers tickets, under a name of their own choosing."""

    id: ExpertId
    """who it is on the platform where they work, like console:anna"""
    alias: str
    is_coordinator: bool = False


@dataclass(frozen=True)
class Named:
    """Somebody on a chat platform who works under an alias."""

    user: str
    alias: str
    is_coordinator: bool = False


def read_named(text: str) -> tuple[Named, ...]:
    """Experts from a line like "U012AB3CD=Anna, U045EF6GH=Bram*"; the star makes a coordinator.

    Raises ValueError for what can't be read, for an alias that members can't be shown, and for one that is there twice.
    """
    found = tuple(_named(part) for part in text.split(",") if part.strip())
    for names in ([each.user for each in found], [each.alias.casefold() for each in found]):
        if len(set(names)) < len(names):
            raise ValueError("the same twice")
    return found


def _named(part: str) -> Named:
    user, divides, name = (each.strip() for each in part.partition("="))
    alias = name.removesuffix("*").strip()
    if not divides or not user.isalnum() or not user.isascii() or not is_alias(alias):
        raise ValueError("an expert is a user and an alias")
    return Named(user, alias, name.endswith("*"))


def is_same(one: Expert | None, other: Expert | None) -> bool:
    """Whether both are one person, whatever they are called."""
    return one is not None and other is not None and one.id == other.id


def may_speak(expert: Expert, *, owner: Expert | None) -> bool:
    """Who answers, asks back and closes: the claimant alone."""
    return is_same(expert, owner)


def may_reassign(expert: Expert, *, owner: Expert | None) -> bool:
    """Who hands a claimed ticket on: the claimant, or a coordinator."""
    return owner is not None and (expert.is_coordinator or is_same(expert, owner))


def may_snooze(expert: Expert, *, owner: Expert | None) -> bool:
    """Who puts a ticket to sleep and wakes it: any expert where nobody holds it, else as with handing on."""
    return owner is None or may_reassign(expert, owner=owner)


def is_alias(name: str) -> bool:
    """Whether members can be shown this name: a short line that is nobody else's word and no number."""
    plain = name.strip()
    return (
        plain == name
        and 0 < len(name) <= MAX_ALIAS
        and name.isprintable()
        and any(letter.isalpha() for letter in name)
        and name.casefold() not in RESERVED
    )
