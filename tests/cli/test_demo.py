"""The story that `helpdesk demo` plays, by the real parts."""

import asyncio
from pathlib import Path

import pytest

from bot.app import open_app
from bot.cli import command
from bot.settings import Settings

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.usefixtures("stocked_on_each")
def test_the_transcript_in_the_readme_is_what_the_demo_prints(capsys: pytest.CaptureFixture[str]) -> None:
    transcript = README.read_text(encoding="utf-8").split("```")[1]
    command(["demo"])
    assert " ".join(transcript.split()) in " ".join(capsys.readouterr().out.split())


@pytest.mark.usefixtures("stocked_on_each")
def test_the_demo_plays_question_answer_expert_and_seat(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["demo"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for told in (
        "[1] Who can apply for and host a peer review – https://",
        "Shall I ask an expert of the policy helpdesk?",
        "desk (Anna)> #1 Start with 50 euros a repair",
        "Anna, expert, about your question “How should our county design a voucher for repair shops?”: Start with 50",
        "Anna has closed ticket 1. From here on I, the bot, answer again.",
        "Your registration for “Webinar on sustainable rural mobility” is confirmed.",
        "Your registration for “Webinar on sustainable rural mobility” is cancelled.",
        "I found no answer to this on the pages I know.",
    ):
        assert told in said


async def test_the_demo_leaves_the_data_as_they_were(stocked_on_each: Path) -> None:
    await asyncio.to_thread(command, ["demo"])
    async with open_app(Settings(data_dir=stocked_on_each)) as app:
        assert await app.desk.list_live() == []
        assert await app.registrations.held_by("demo") == []
        assert await app.memory.turns.last("demo", limit=5) == []
