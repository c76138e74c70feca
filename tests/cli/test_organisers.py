"""What the doctor says of organisers, and who is one in a terminal."""

from pathlib import Path

import pytest

from bot.app import open_app
from bot.cli.doctor import State, _organisers
from bot.cli.platforms import appoint_in_terminals
from bot.events.organisers import Organiser
from bot.settings import Settings
from tests.conversation.talking import HandClock


async def said(folder: Path, **changed: str) -> tuple[State, str]:
    settings = Settings(data_dir=folder, **changed)  # type: ignore[arg-type]
    async with open_app(settings) as app:
        app.clock = HandClock()
        await app.stock_samples()
        found = await _organisers(settings, app)
        return found.state, found.said


async def test_the_doctor_counts_organisers_by_where_they_are(tmp_path: Path) -> None:
    assert await said(tmp_path) == (
        State.NOTE,
        "none set; docs/organisers.md says how they work by chat",
    )
    told = await said(
        tmp_path,
        slack_organisers="U1=Policy Learning Platform, U2=Anna*",
        console_organisers="console=interreg europe",
    )
    assert told == (State.FINE, "2 in Slack, 1 in the terminal")


async def test_the_doctor_names_those_whose_name_no_coming_event_bears(tmp_path: Path) -> None:
    state, told = await said(tmp_path, telegram_organisers="1=Policy Lerning Platform, 2=Interreg Europe")
    assert state is State.NOTE
    assert told == "2 in Telegram; no coming event names as its organiser: Policy Lerning Platform"


@pytest.mark.usefixtures("data_dir")
async def test_in_terminals_those_are_organisers_whom_the_settings_name_now(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, console_organisers="anna=Anna*, console=Bram")
    async with open_app(settings) as app:
        await appoint_in_terminals(app, settings)
        assert await app.organisers.of(["console:anna"]) == Organiser("Anna", sees_all=True)
        await appoint_in_terminals(app, settings.model_copy(update={"console_organisers": ""}))
        assert await app.organisers.of(["console:anna", "console:console"]) is None
