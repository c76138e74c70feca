"""Replies on their way to the terminal."""

from adapters.console.terminal import Terminal
from bot.messages import Outgoing
from bot.texts import Texts

SHOWN = 80  # characters of the question that a late reply repeats


class ConsoleSender:
    """Shows one conversation's replies in this terminal, which can't tell whether anybody has seen them."""

    def __init__(self, terminal: Terminal, conversation: str, texts: Texts) -> None:
        self._terminal = terminal
        self._conversation = conversation
        self._texts = texts

    def serves(self, conversation: str) -> bool:
        return conversation == self._conversation

    async def send(self, outgoing: Outgoing) -> None:
        if outgoing.is_again:
            self._terminal.say(self._texts.say("sent-again"))
        if outgoing.asked is not None:
            self._terminal.say(self._texts.say("you-asked", question=_shortened(outgoing.asked)))
        self._terminal.show(outgoing.reply)


def _shortened(question: str) -> str:
    return question if len(question) <= SHOWN else question[: SHOWN - 1].rstrip() + "…"
