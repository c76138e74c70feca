"""What the terminal shows of a reply beside its text."""

import pytest

from adapters.console.sender import ConsoleSender
from adapters.console.terminal import Terminal
from bot.messages import Action, Button, Reply
from bot.messages.sending import Outgoing
from bot.texts import Texts

COMMANDS = (Button("Why this answer?", "/why a-7f3k2c"), Button("Ask an expert", "/expert a-7f3k2c"))


async def test_what_can_be_done_with_answers_is_told_below_the_first_one_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sender = ConsoleSender(Terminal(), "c", Texts())
    replies = (
        Reply(Action.SMALLTALK, "Hello."),
        Reply(Action.REGISTER, "Shall I?", buttons=(Button("Yes", "yes"), Button("No", "no"))),
        Reply(Action.ANSWER, "Two days.", buttons=COMMANDS),
        Reply(Action.ANSWER, "In Lille.", buttons=COMMANDS),
    )
    for number, reply in enumerate(replies):
        await sender.send(Outgoing(number, "c", reply))
    said = capsys.readouterr().out
    line = "About an answer you can write /why or /expert."
    assert said.count("you can write") == said.count(line) == 1
    assert said.index("Two days.") < said.index(line) < said.index("In Lille.")
