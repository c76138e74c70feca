"""The events commands: what organisers type, what they see, and the exit code."""

import asyncio
import csv
import io
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli.events import EventParts, register
from bot.clock import StartedClock
from bot.events.calendar_files import calendar_file
from bot.events.catalogue import EventId, JoinLink, State
from bot.events.in_memory import AnnouncementsInMemory, EventsInMemory, RegistrationsInMemory
from bot.events.samples import PLACEHOLDERS, sample_events, stock
from bot.storage import Database
from bot.storage.events import SqlEvents, SqlRegistrations
from bot.texts import Texts
from tests.events.making import BODIES, NOW, event, paris

ROOT = Path(__file__).parents[2]
TABLE = "id,title,starts_at,seats\nw-1,Waste webinar,2026-05-05T14:00,{seats}\n"


class Shell:
    """Runs the commands on one catalogue with the samples in it."""

    def __init__(self) -> None:
        self.events = EventsInMemory()
        self.registrations = RegistrationsInMemory(self.events)
        self.announcements = AnnouncementsInMemory(self.events)

    @asynccontextmanager
    async def parts(self) -> AsyncIterator[EventParts]:
        await stock(self.events, self.registrations, now=NOW)
        yield EventParts(self.events, self.registrations, self.announcements, Texts(), StartedClock(NOW))

    def __call__(self, *arguments: str) -> Result:
        app = typer.Typer()
        app.callback()(lambda: None)
        register(app, opened=self.parts)
        return CliRunner().invoke(app, ["events", *arguments])


@pytest.fixture
def shell() -> Shell:
    return Shell()


def test_the_list_has_ids_days_and_counts(shell: Shell) -> None:
    shown = shell("list")
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("ev-ai  “Use of artificial intelligence")
    assert "    20 seats, 20 registered, 0 waiting" in lines
    assert "    no limit, 0 registered, 0 waiting" in lines
    assert "meet.example.org" not in shown.stdout


def test_a_table_is_imported_once_and_changes_are_told(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(TABLE.format(seats=1))
    assert shell("import", str(file)).stdout == "1 added\n"
    assert shell("import", str(file)).stdout == "1 unchanged\n"
    file.write_text(TABLE.format(seats=2) + "w-2,,2026-05-05\n")
    changed = shell("import", str(file))
    assert (changed.exit_code, changed.stdout) == (0, "1 changed, 1 left out. No members will be told.\n")
    assert changed.stderr == "row 3: title is missing\n"


def test_an_import_that_names_no_state_leaves_a_cancelled_event_cancelled(
    shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "events.csv"
    file.write_text(TABLE.format(seats=1))
    shell("import", str(file))
    shell("cancel", "w-1")
    assert shell("import", str(file)).stdout == "1 unchanged\n"
    file.write_text("id,title,starts_at,seats,state\nw-1,Waste webinar,2026-05-05T14:00,1,open\n")
    assert shell("import", str(file)).stdout == "1 changed. No members will be told.\n"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("none.csv", None, "can't be read: No such file or directory."),
        ("x.pdf", "%PDF", "x.pdf is none of .ics, .csv and .json."),
        ("x.json", "{", "x.json is not JSON: "),
        ("x.csv", "id,title,starts_at\n,,\nx,y,z\n", "row 3: starts_at should be"),
    ],
)
def test_what_cannot_be_imported_is_told_in_a_sentence(
    shell: Shell, tmp_path: Path, name: str, data: str | None, told: str
) -> None:
    if data is not None:
        (tmp_path / name).write_text(data)
    refused = shell("import", str(tmp_path / name))
    assert refused.exit_code == 1
    assert told in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_events_are_opened_and_cancelled(shell: Shell) -> None:
    assert shell("open", "ev-forum").stdout == "ev-forum is open now. No members will be told.\n"
    assert shell("open", "ev-forum").stdout == "ev-forum is open already.\n"
    assert shell("cancel", "ev-dh-energy").stdout == (
        "ev-dh-energy is cancelled now. 20 had a seat, 0 waited. No members will be told.\n"
    ), "the samples' registrations are nobody's"
    assert shell.events.events[EventId("ev-dh-energy")].state is State.CANCELLED
    assert "ev-dh-energy" not in shell("list").stdout
    assert "ev-dh-energy" in shell("list", "--all").stdout


def test_an_event_is_moved_by_the_clocks_of_its_zone(shell: Shell) -> None:
    moved = shell("move", "ev-cyc-3", "--to", "2026-03-31T14:00")
    assert (
        moved.stdout
        == "ev-cyc-3 is now on Tuesday 31 March 2026, 14:00–15:30 (Paris). No members will be told.\n"
    )
    assert shell.events.events[EventId("ev-cyc-3")].sequence == 1
    named = shell("move", "ev-ai", "--to", "2026-01-15T10:00", "--until", "2026-01-15T12:00")
    assert (
        named.stdout
        == "ev-ai is now on Thursday 15 January 2026, 10:00–12:00 (Paris). No members will be told.\n"
    )
    days = shell("move", "ev-forum", "--to", "2026-04-23")
    assert days.stdout.startswith("ev-forum is now on 23–24 April 2026")
    refused = shell("move", "ev-forum", "--to", "soon")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("starts_at should be a date and time like")
    assert shell("move", "ev-ai", "--to", "2026-01-16", "--until", "2026-01-15T10:00").exit_code == 1


def test_a_change_says_how_many_members_will_be_told(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(TABLE.format(seats=1))
    shell("import", str(file))
    for member in ("ana", "ben", "cem"):
        asyncio.run(shell.registrations.register(EventId("w-1"), member, now=NOW))
    moved = shell("move", "w-1", "--to", "2026-05-06T14:00")
    assert moved.stdout.endswith("(Paris). 3 members will be told.\n")
    file.write_text(TABLE.format(seats=2).replace("05T", "06T"))
    assert shell("import", str(file)).stdout == (
        "1 changed, 1 moved up from waiting lists. 1 member will be told.\n"
    )
    assert shell("import", str(file)).stdout == "1 unchanged\n"
    off = shell("cancel", "w-1")
    assert off.stdout == "w-1 is cancelled now. 2 had a seat, 1 waited. 3 members will be told.\n"
    assert not any(name in moved.stdout + off.stdout for name in ("ana", "ben", "cem"))


def test_reopening_tells_who_moved_up_while_it_was_off(shell: Shell) -> None:
    rural, members = EventId("w-2"), ("ana", "ben", "cem")

    async def registered() -> None:
        await shell.events.keep([event("w-2", seats=1)], now=NOW)
        for member in members:
            await shell.registrations.register(rural, member, now=NOW)

    async def left() -> None:
        shell.events.untold.clear()  # all have looked
        await shell.registrations.cancel(rural, "ana", now=NOW)

    asyncio.run(registered())
    shell("cancel", "w-2")
    asyncio.run(left())
    assert shell("open", "w-2").stdout == (
        "w-2 is open now. 1 moved up from the waiting list. 2 members will be told.\n"
    )


def test_a_calendar_file_leaves_alone_what_it_has_no_place_for(shell: Shell, tmp_path: Path) -> None:
    held = event("w-3", seats=1, audience=BODIES, join_link=JoinLink("https://meet.example/1"))

    async def registered() -> None:
        await shell.events.keep([held], now=NOW)
        await shell.registrations.enter(held.id, ["ana", "ben"], at=NOW)

    asyncio.run(registered())
    file = tmp_path / "w.ics"
    file.write_bytes(calendar_file(held, now=NOW).replace(b"T140000", b"T130000"))
    assert shell("import", str(file)).stdout == "1 changed. No members will be told.\n"
    found = shell.events.events[held.id]
    assert found == replace(held, starts_at=paris("2026-03-05", "13:00"))


@pytest.mark.parametrize("verb", ["open", "cancel", "export"])
def test_an_unknown_id_is_told_with_the_nearest(shell: Shell, verb: str) -> None:
    refused = shell(verb, "ev-dh-enrgy")
    assert refused.exit_code == 1
    assert refused.stderr == "There is no event ev-dh-enrgy. Did you mean ev-dh-energy?\n"


def test_registrations_are_exported_as_a_table(shell: Shell) -> None:
    rows = list(csv.DictReader(io.StringIO(shell("export", "ev-dh-energy").stdout)))
    assert len(rows) == 20
    assert (rows[0]["number"], rows[0]["member"], rows[0]["standing"]) == ("1", "sample-01", "seated")


def test_an_announcement_is_told_to_who_is_registered_and_says_to_how_many(shell: Shell) -> None:
    rural = EventId("ev-web-rural")
    assert shell("announce", rural, "Bring a badge.").stderr.endswith("so there is nobody to tell.\n")
    for member in ("ana", "ben"):
        asyncio.run(shell.registrations.register(rural, member, now=NOW))
    told = shell("announce", rural, "Bring a badge.\n\nAnna", "--as", "Anna")
    assert (
        told.stdout
        == "2 people who are registered for “Webinar on sustainable rural mobility” will be told.\n"
    )
    assert [where for where, _ in shell.announcements.untold] == ["ana", "ben"]
    kept = asyncio.run(shell.announcements.find(1))
    assert kept is not None
    assert (kept.name, kept.text) == ("Anna", "Bring a badge.\n\nAnna")
    assert shell("announce", rural, "Bring a badge.").exit_code == 0
    second = asyncio.run(shell.announcements.find(2))
    assert second is not None
    assert second.name == "Policy Learning Platform"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ev-web-rurl", "Bring a badge."), "There is no event ev-web-rurl. Did you mean ev-web-rural?"),
        (("ev-web-rural", "!"), "I need a few words here."),
        (("ev-web-rural", "x" * 2001), "That is longer than 2,000 characters. Please shorten it."),
        (
            ("ev-web-rural", "Bring it.", "--as", "bot"),
            "Say who writes, by a name that members can be shown: --as Anna",
        ),
    ],
)
def test_what_is_no_announcement_is_refused_in_a_sentence(
    shell: Shell, arguments: tuple[str, ...], told: str
) -> None:
    asyncio.run(shell.registrations.register(EventId("ev-web-rural"), "ana", now=NOW))
    refused = shell("announce", *arguments)
    assert (refused.exit_code, refused.stdout, refused.stderr) == (1, "", f"{told}\n")


async def test_the_samples_are_brought_in_once_and_stay_as_they_were_left(database: Database) -> None:
    events, registrations = SqlEvents(database), SqlRegistrations(database)
    assert await stock(events, registrations, now=NOW) == len(sample_events())
    await events.set_state(EventId("ev-web-rural"), State.CANCELLED, now=NOW)
    assert await stock(events, registrations, now=NOW) == 0
    found = await events.find(EventId("ev-web-rural"))
    assert found is not None
    assert found.state is State.CANCELLED
    full = next(iter(PLACEHOLDERS))
    assert [each.member for each in await registrations.roll(full)] == list(PLACEHOLDERS[full])


def test_invented_samples_say_so() -> None:
    for sample in sample_events():
        assert sample.summary.startswith("Sample event.") == (sample.id not in ("ev-ai", "ev-forum"))


def helpdesk(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HELPDESK_NOW": "2026-01-08T10:00+01:00",
        **settings,
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", "events", *arguments],
        capture_output=True, text=True, env=environment, check=False, timeout=100,
    )  # fmt: skip


@pytest.mark.usefixtures("on_each_database")
def test_the_real_command_shows_the_samples_unless_they_are_turned_off(data_dir: Path) -> None:
    off = helpdesk("list", HELPDESK_SAMPLE_EVENTS="false")
    assert (off.returncode, off.stdout, off.stderr) == (0, "", "")
    on = helpdesk("list")
    assert on.returncode == 0
    assert on.stdout.count("\n") == 2 * len(sample_events())
