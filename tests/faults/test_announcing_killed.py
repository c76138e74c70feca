"""An organiser's terminal that is killed in the middle: each announcement is made once, and each member reads it once."""

import random
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import open_app
from tests.conversation.attendee import RURAL
from tests.deployment import Deploy
from tests.faults.killing import LIFE_S, NOW, Stage, stage

TEXTS = ("Bring a badge.", "The room is on the second floor.", "Lunch is at noon.")
LINES = [line for text in TEXTS for line in (f"/announce {RURAL}", text, "yes")]
MEMBERS = ("mia", "max")


async def session(on: Stage, name: str, lines: list[str], *, kill_after: float | None = None) -> None:
    running = await on.start("chat", "--as", name, name=name, lines="".join(f"{line}\n" for line in lines))
    if kill_after is not None and not await running.ends(within_s=kill_after):
        on.figures.kills += running.kill()
    assert await running.ends(within_s=90), await running.state()


@pytest.mark.timeout(600)
async def test_announcements_are_made_once_however_often_the_organisers_terminal_is_killed(
    deploy: Deploy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, chance = deploy(tmp_path / "talk"), random.Random(7)
    async with open_app(settings.model_copy(update={"now": datetime.fromisoformat(NOW)})) as app:
        await app.stock_samples()
        for member in MEMBERS:
            await app.registrations.register(RURAL, f"console:{member}", now=app.clock.now())
    monkeypatch.setenv("HELPDESK_CONSOLE_ORGANISERS", "anna=Policy Learning Platform")
    async with stage(settings, tmp_path / "out", 0) as on:

        def left() -> list[str]:
            return LINES[len(on.rows("SELECT id FROM inbox WHERE conversation = 'console:anna'")) :]

        for _ in range(5):
            await session(on, "anna", left(), kill_after=chance.uniform(0.1, 1.5 * LIFE_S))
        while left():
            await session(on, "anna", left())
        for name in ("anna", *MEMBERS):
            await session(on, name, [])
        kept = [text for (text,) in on.rows("SELECT text FROM announcements ORDER BY id")]
        assert kept == list(TEXTS)
        assert on.figures.kills > 0
        for member in MEMBERS:
            where = f"WHERE kind = 'announcement' AND conversation = 'console:{member}'"
            outcomes = on.rows(f"SELECT outcome FROM deliveries {where}")
            assert outcomes == [("once",)] * len(TEXTS)
            seen = (on.folder / f"{member}.out").read_text()
            assert [seen.count(text) for text in TEXTS] == [1] * len(TEXTS)
