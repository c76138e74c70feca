"""Replies on their way to the terminal."""

from adapters.console.terminal import Terminal
from bot.messages import Action, Reply
from bot.messages.sending import Outgoing
from bot.texts import Texts

SHOWN = 80  # characters of the question that a late reply repeats


class ConsoleSender:
    """Shows one conversation's replies in this terminal, which can't tell whether anybody has seen them."""

    def __init__(self, terminal: Terminal, conversation: str, texts: Texts) -> None:
        self._terminal = terminal
        self._conversation = conversation
        self._texts = texts
        self._told_commands = False

    def serves(self, conversation: str) -> bool:
        return conversation == self._conversation

    async def send(self, outgoing: Outgoing) -> None:
        if outgoing.is_again:
            self._terminal.say(self._texts.say("sent-again"))
        if outgoing.asked is not None:
            self._terminal.say(self._texts.say("you-asked", question=_shortened(outgoing.asked)))
        self._terminal.show(outgoing.reply)
        self._tell_commands(outgoing.reply)

    def _tell_commands(self, reply: Reply) -> None:
        """Below the first answer, what can be written about answers: here nobody sees buttons."""
        words = [button.command.split()[0] for button in reply.buttons if reply.action is Action.ANSWER]
        if words and not self._told_commands:
            commands = f"{', '.join(words[:-1])} or {words[-1]}"
            self._terminal.say(self._texts.say("more-commands", commands=commands))
            self._told_commands = True


def _shortened(question: str) -> str:
    return question if len(question) <= SHOWN else question[: SHOWN - 1].rstrip() + "…"
