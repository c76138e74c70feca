"""What an expert can write at the desk, and what comes of it."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Protocol

from bot.desk.view import View
from bot.events.admitting import NotAdmitted
from bot.messages import Told
from bot.texts.visible import visible
from escalation.desk import Desk
from escalation.experts import Expert
from escalation.rules import Refused
from escalation.tickets import Ticket, TicketId

LARGEST = 2**31 - 1  # as the database counts tickets
QUIT = frozenset({"quit", "exit", "q"})

_REPLY = "#"  # `#12 text`: answer, and take the ticket for it where it is free
_EXAMPLES = {
    "open": "open 12",
    "claim": "claim 12",
    "answer": "answer 12 your text",
    "ask": "ask 12 your text",
    "reassign": "reassign 12 Anna",
    "snooze": "snooze 12 tomorrow",
    "wake": "wake 12",
    "close": "close 12",
    "admit": "admit 12",
    _REPLY: "#12 your text",
}
_PLAIN = ("list", "mine", "help")
_WORDS = [*_PLAIN, *(verb for verb in _EXAMPLES if verb != _REPLY), "quit"]
_NEEDS_REST = {
    "answer": "desk-text-missing",
    "ask": "desk-text-missing",
    "reassign": "desk-alias-missing",
    "snooze": "desk-moment-missing",
}


class Admit(Protocol):
    """Answers a ticket that asks for a seat by giving it; raises NotAdmitted."""

    async def __call__(self, id_: TicketId, words: str, /, *, by: Expert) -> Ticket: ...


@dataclass(frozen=True)
class Command:
    """A line that was understood."""

    verb: str
    ticket: TicketId | None = None
    rest: str = ""


@dataclass(frozen=True)
class Misread:
    """A line that was not, and the message that says why."""

    message: str
    word: str = ""
    nearest: str = ""
    example: str = ""


def read(line: str) -> Command | Misread:
    """Read a line: a verb with its ticket and text, or `#12 text`."""
    if short := re.fullmatch(r"#\s*(\S+)\s*(.*)", line.strip(), re.DOTALL):
        line = f"{_REPLY if short[2] else 'open'} {short[1]} {short[2]}"
    word, _, after = line.strip().partition(" ")
    verb = word.lower().removeprefix("/")
    if verb in QUIT:
        return Command("quit")
    if verb in _PLAIN:
        return Command(verb)
    if verb not in _EXAMPLES:
        nearest = get_close_matches(verb, _WORDS, n=1, cutoff=0.5)
        message = "desk-unknown-command-nearest" if nearest else "desk-unknown-command"
        return Misread(message, word=word, nearest=nearest[0] if nearest else "")
    return _on_ticket(verb, after.strip())


def _on_ticket(verb: str, after: str) -> Command | Misread:
    example = _EXAMPLES[verb]
    number, _, rest = after.partition(" ")
    digits = number.removeprefix("#")
    if not number:
        return Misread("desk-number-missing", example=example)
    if not re.fullmatch(r"[0-9]{1,10}", digits) or not 0 < int(digits) <= LARGEST:
        return Misread("desk-number-wrong", word=number, example=example)
    if verb in _NEEDS_REST and not rest.strip():
        return Misread(_NEEDS_REST[verb], example=example)
    return Command(verb, TicketId(int(digits)), rest.strip())


class ExpertAtDesk:
    """One expert's session: a line in, what to print out."""

    def __init__(self, desk: Desk, expert: Expert, view: View, admit: Admit) -> None:
        self.desk = desk
        self.expert = expert
        self.view = view
        self.admit = admit

    async def says(self, line: str) -> str | None:
        """Do what the line says; None to leave."""
        told = await self.hears(line)
        return None if told is None else told.text

    async def hears(self, line: str) -> Told | None:
        """Do what the line says, and tell whether it could be done; None to leave."""
        command = read(line)
        if isinstance(command, Misread):
            said = self.view.texts.say(
                command.message,
                word=visible(command.word),
                nearest=command.nearest,
                example=command.example,
            )
            return Told(said, is_done=False)
        match command.verb:
            case "quit":
                return None
            case "help":
                return Told(self.view.texts.say("desk-help"))
            case "list":
                return Told(self.view.rows(await self.desk.list_live()))
            case "mine":
                return Told(self.view.rows(await self.desk.mine(self.expert)))
            case verb:
                told = await self._on_ticket(verb, command.ticket, command.rest)
                return replace(told, ticket=command.ticket)

    async def _on_ticket(self, verb: str, id_: TicketId | None, rest: str) -> Told:
        assert id_ is not None
        try:
            outcome = await self._deeds()[verb](id_, rest)
        except NotAdmitted as refused:
            if not isinstance(refused.why, Refused):
                return Told(self.view.not_admitted(refused, id_), is_done=False)
            outcome = refused.why
        if isinstance(outcome, Refused):
            known = ", ".join(expert.alias for expert in await self.desk.roster.experts())
            return Told(self.view.refusal(outcome, word=rest, known=known), is_done=False)
        if verb == "open":
            return Told(self.view.packet(outcome))
        said = self.view.texts.say(
            _DONE[verb],
            ticket=str(outcome.id),
            alias=outcome.owner.alias if outcome.owner else "",
            until=self.view.waking(outcome.sleep.until) if outcome.sleep else "",
        )
        return Told(f"{said}\n{self.view.packet(outcome)}" if verb == "claim" else said)

    def _deeds(self) -> dict[str, Callable[[TicketId, str], Awaitable[Ticket | Refused]]]:
        desk, me = self.desk, self.expert
        return {
            "open": lambda id_, _: desk.ticket(id_),
            "claim": lambda id_, _: desk.claim(id_, by=me),
            "answer": lambda id_, text: desk.answer(id_, text, by=me),
            _REPLY: lambda id_, text: desk.answer(id_, text, by=me, claims=True),
            "ask": lambda id_, text: desk.ask_back(id_, text, by=me),
            "reassign": lambda id_, alias: desk.reassign(id_, alias, by=me),
            "snooze": lambda id_, words: desk.snooze(id_, words, by=me),
            "wake": lambda id_, _: desk.wake(id_, by=me),
            "close": lambda id_, _: desk.close(id_, by=me),
            "admit": lambda id_, words: self.admit(id_, words, by=me),
        }


_DONE = {
    "claim": "desk-claimed",
    "answer": "desk-answered",
    _REPLY: "desk-answered",
    "ask": "desk-asked",
    "reassign": "desk-reassigned",
    "snooze": "desk-snoozed",
    "wake": "desk-woken",
    "close": "desk-closed",
    "admit": "desk-admitted",
}
