"""Commands: a slash and a word, beside all that is understood without them."""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process

from bot.conversation.forms.moves import Move


class Command(StrEnum):
    """What somebody may ask for by a command."""

    EXPERT = "/expert"
    STATUS = "/status"
    EVENT = "/event"
    WHY = "/why"
    NOTE = "/note"
    SOLVED = "/solved"
    UNSOLVED = "/unsolved"
    LINK = "/link"
    UNLINK = "/unlink"
    SETTINGS = "/settings"
    HELP = "/help"
    START = "/start"
    BACK = "/back"
    SKIP = "/skip"
    CANCEL = "/cancel"
    CONTINUE = "/continue"
    ORGANISE = "/organise"
    ATTENDEES = "/attendees"
    ANNOUNCE = "/announce"
    EXPORT = "/export"


@dataclass(frozen=True)
class Unknown:
    """No command of ours."""

    nearest: Command


MOVES = {
    Command.BACK: Move.BACK,
    Command.SKIP: Move.SKIP,
    Command.CANCEL: Move.CANCEL,
    Command.CONTINUE: Move.CONTINUE,
}
"""what is done with a form"""

OF_ORGANISERS = frozenset({Command.ORGANISE, Command.ATTENDEES, Command.ANNOUNCE, Command.EXPORT})
"""what members are not told of, as they can't use it"""

_ALSO = {
    "/organize": Command.ORGANISE,
    "/ticket": Command.STATUS,
    "/tickets": Command.STATUS,
    "/ask": Command.EXPERT,
}


def argument(text: str) -> str:
    """What stands behind a command, like the id of an answer."""
    return text.partition(" ")[2].strip()


def named(text: str) -> Command | Unknown:
    """The command that a message is, or the name of the nearest one."""
    word = text.split(maxsplit=1)[0].lower()
    known = {command.value: command for command in Command} | _ALSO
    if word in known:
        return known[word]
    nearest = process.extractOne(word, [each.value for each in Command if each not in OF_ORGANISERS])
    return Unknown(Command(nearest[0]))
