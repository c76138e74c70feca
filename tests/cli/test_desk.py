"""The desk at the terminal: what experts write, what they see, and what the members hear of it."""

import asyncio
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.cli.desk import register
from bot.cli.desk_news import News
from bot.clock import clock
from bot.conversation.notices import is_notice, notice_text
from bot.desk.commands import Command, ExpertAtDesk, Misread, read
from bot.desk.view import View
from bot.events.admitting import Admitting
from bot.events.in_memory import EventsInMemory, RegistrationsInMemory
from bot.settings import Settings
from bot.storage import Database, SqlDeliveries, SqlRoster, SqlTickets, migrate
from bot.texts import Texts
from escalation.desk import Desk
from escalation.experts import Expert
from escalation.in_memory import InMemoryRoster, InMemoryTickets
from escalation.notices import NoticeKind
from escalation.office import Office
from escalation.tickets import Author, SourceShown, Ticket, TicketId
from tests.escalation.making import ANNA, BORIS, CLEO, NOW, opening

ROOT = Path(__file__).parents[2]


class Room:
    """Experts at one desk, and a member's question on it."""

    def __init__(self) -> None:
        self.store = InMemoryTickets()
        self.desk = Desk(self.store, InMemoryRoster(), office=Office(), now=lambda: NOW)
        self.view = View(Texts(), self.desk.office.zone)
        self.events = EventsInMemory()

    async def admit(self, id_: TicketId, words: str, /, *, by: Expert) -> Ticket:
        registrations = RegistrationsInMemory(self.events)
        admitting = Admitting(self.desk, self.events, registrations, self.view.texts, clock(NOW))
        return await admitting.admit(id_, words, by=by)

    async def asks(self, question: str = "Who signs visa letters?", **changed: object) -> TicketId:
        return (await self.desk.open_ticket(opening(question, **changed))).ticket.id

    async def says(self, line: str, *, expert: Expert = ANNA) -> str:
        said = await ExpertAtDesk(self.desk, expert, self.view, self.admit).says(line)
        assert said is not None
        return said

    @property
    def told(self) -> list[tuple[str, str, str]]:
        return [(each.kind.value, each.alias, each.text) for each in self.store.notices]


@pytest.fixture
async def room() -> Room:
    made = Room()
    for expert in (ANNA, BORIS, CLEO):
        await made.desk.enrol(expert)
    return made


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("list", Command("list")),
        ("  HELP ", Command("help")),
        ("/quit", Command("quit")),
        ("open 3", Command("open", TicketId(3))),
        ("claim #3", Command("claim", TicketId(3))),
        ("answer 3 The  registrar.", Command("answer", TicketId(3), "The  registrar.")),
        ("#3 The registrar.", Command("#", TicketId(3), "The registrar.")),
        ("# 3 The registrar.", Command("#", TicketId(3), "The registrar.")),
        ("#3", Command("open", TicketId(3))),
        ("reassign 3 Dr. Weiß", Command("reassign", TicketId(3), "Dr. Weiß")),
        ("clam 3", Misread("desk-unknown-command-nearest", word="clam", nearest="claim")),
        ("xyzzy", Misread("desk-unknown-command", word="xyzzy")),
        ("claim", Misread("desk-number-missing", example="claim 12")),
        ("claim three", Misread("desk-number-wrong", word="three", example="claim 12")),
        ("claim 0", Misread("desk-number-wrong", word="0", example="claim 12")),
        ("claim -3", Misread("desk-number-wrong", word="-3", example="claim 12")),
        ("claim ٣", Misread("desk-number-wrong", word="٣", example="claim 12")),
        ("close 99999999999", Misread("desk-number-wrong", word="99999999999", example="close 12")),
        ("answer 3", Misread("desk-text-missing", example="answer 12 your text")),
        ("ask 3", Misread("desk-text-missing", example="ask 12 your text")),
        ("admit 3 Welcome!", Command("admit", TicketId(3), "Welcome!")),
        ("admit", Misread("desk-number-missing", example="admit 12")),
        ("snooze 3 2026-03-05 14:00", Command("snooze", TicketId(3), "2026-03-05 14:00")),
        ("snooze 3", Misread("desk-moment-missing", example="snooze 12 tomorrow")),
        ("wake #3", Command("wake", TicketId(3))),
        ("reassign 3", Misread("desk-alias-missing", example="reassign 12 Anna")),
    ],
)
def test_a_line_is_read(line: str, command: Command | Misread) -> None:
    assert read(line) == command


@given(st.text())
def test_any_line_gets_a_sentence(line: str) -> None:
    async def says() -> str | None:
        return await ExpertAtDesk(empty.desk, ANNA, empty.view, empty.admit).says(line)

    empty = Room()
    said = asyncio.run(says())
    assert said or isinstance(read(line), Command)


async def test_the_packet_shows_question_talk_answer_sources_and_messages(room: Room) -> None:
    id_ = await room.asks(
        topic="Mobility",
        sources=(SourceShown("Travel", "https://example.eu/t", "2026-01"), SourceShown("Old")),
    )
    await room.says(f"claim {id_}")
    await room.says(f"ask {id_} Which country?")
    await room.desk.member_replies(id_, "Italy")
    assert await room.says(f"open {id_}") == (
        "Ticket #1, with Anna, the member replied. Asked on 8 January 2026, 10:00, language: en.\n"
        "Topic: Mobility\n"
        "Said before:\n"
        "  Member: Hello\n"
        "  Bot: Hello!\n"
        "Question:\n"
        "  Who signs visa letters?\n"
        "The bot's answer:\n"
        "  I found no answer.\n"
        "Sources shown:\n"
        "  Travel – https://example.eu/t (as of 2026-01)\n"
        "  Old (undated)\n"
        "Said on the ticket:\n"
        "  Anna asks: Which country?\n"
        "  Member: Italy"
    )


async def test_a_question_goes_its_way_to_the_end(room: Room) -> None:
    id_ = await room.asks()
    assert await room.says("list") == "#1  free, 8 January 2026, 10:00: Who signs visa letters?"
    assert (await room.says(f"claim {id_}")).startswith("Ticket #1 is yours.")
    assert await room.says(f"close {id_}") == (
        "Ticket #1 is not answered yet. Answer it, or ask the member, before you close it."
    )
    assert await room.says(f"ask {id_} Which country?") == "Your question goes to the member of ticket #1."
    assert "waiting for the member" in await room.says("mine")
    assert await room.says(f"reassign {id_} BORIS") == "Ticket #1 is now with Boris."
    assert await room.says("mine") == "No tickets."
    assert await room.says(f"answer {id_} No.") == "Ticket #1 is with Boris."
    assert "goes to the member" in await room.says(f"#{id_} The registrar.", expert=BORIS)
    assert "is closed" in await room.says(f"close {id_}", expert=BORIS)
    assert await room.says("list") == "No tickets."
    assert await room.says(f"#{id_} More.", expert=BORIS) == "Ticket #1 is closed."
    assert room.told == [
        ("claimed", "Anna", ""),
        ("asked_back", "Anna", "Which country?"),
        ("reassigned", "Boris", ""),
        ("answered", "Boris", "The registrar."),
        ("closed", "Boris", ""),
    ]


async def test_a_ticket_is_put_to_sleep_and_stands_last_until_it_wakes(room: Room) -> None:
    first, _ = await room.asks(), await room.asks("Two?", conversation="c2")
    await room.says(f"claim {first}")
    assert await room.says(f"snooze {first} monday") == (
        "Ticket #1 sleeps until Monday 12 January, 09:00, or until the member writes. "
        "To wake it before: wake #1"
    )
    assert await room.says("list") == (
        "#2  free, 8 January 2026, 10:00: Two?\n"
        "#1  with Anna, asleep until Monday 12 January, 09:00, 8 January 2026, 10:00: Who signs visa letters?"
    )
    assert "Asleep until Monday 12 January, 09:00, as Anna wished." in await room.says(f"open {first}")
    assert await room.says(f"wake {first}", expert=BORIS) == "Ticket #1 is with Anna."
    assert await room.says(f"wake {first}", expert=CLEO) == "Ticket #1 is awake."
    assert await room.says(f"wake {first}") == "Ticket #1 is awake."
    assert "asleep" not in await room.says("list")
    assert room.told == [("claimed", "Anna", "")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("whenever", "I can't read “whenever” as a time. Write one like 2h, 3d, tomorrow, monday, 14:00, "),
        ("\x1b[2J\u202e", "I can't read “[2J” as a time."),
        ("2026-01-01", "That time is over already."),
        ("2026-12-01", "A ticket can sleep for 8 weeks at most."),
        ("9999-12-31", "A ticket can sleep for 8 weeks at most."),
        ("9" * 5000 + "d", "I can't read"),
    ],
)
async def test_a_time_that_can_not_be_is_told_in_a_sentence(room: Room, words: str, said: str) -> None:
    id_ = await room.asks()
    assert said in await room.says(f"snooze {id_} {words}")
    kept = await room.desk.ticket(id_)
    assert isinstance(kept, Ticket)
    assert kept.sleep is None


async def test_an_expert_hears_when_the_time_of_a_ticket_has_come(room: Room) -> None:
    mine, free = await room.asks(), await room.asks("Two?", conversation="c2")
    theirs = await room.asks("Three?", conversation="c3")
    await room.says(f"claim {mine}")
    await room.says(f"claim {theirs}", expert=BORIS)
    for id_, expert in ((mine, ANNA), (free, ANNA), (theirs, BORIS)):
        await room.says(f"snooze {id_} 1h", expert=expert)
    at = NOW + timedelta(hours=1)
    news = News(ANNA, room.view, lambda: at)
    news.since(await room.desk.list_live())
    then = Desk(room.store, InMemoryRoster(), office=Office(), now=lambda: at)
    for id_ in (mine, free, theirs):
        await then.wake_in_time(id_)
    assert news.since(await then.list_live()) == [
        "Ticket #1 is awake again, Anna: the time you gave it is over.",
        "Ticket #2 is awake again, and free to take.",
    ]


async def test_a_number_and_a_text_claim_and_answer_at_once(room: Room) -> None:
    id_ = await room.asks()
    await room.says(f"#{id_} The registrar.")
    assert room.told == [("claimed", "Anna", ""), ("answered", "Anna", "The registrar.")]
    assert await room.says(f"#{id_} No, me.", expert=BORIS) == "Ticket #1 is with Anna."


async def test_who_came_second_hears_who_has_it(room: Room) -> None:
    id_ = await room.asks()
    await room.says(f"claim {id_}")
    assert await room.says(f"claim {id_}", expert=BORIS) == "Ticket #1 is with Anna."
    assert await room.says(f"claim {id_}") == "Ticket #1 is yours already."
    assert await room.says(f"reassign {id_} Zoe") == (
        "I know no expert called “Zoe”. Known here: Anna, Boris, Cleo. "
        "Colleagues are known once they have opened the desk: helpdesk desk --as Anna"
    )
    assert await room.says(f"reassign {id_} Boris", expert=CLEO) == "Ticket #1 is now with Boris."


async def test_a_members_text_does_not_steer_the_terminal(room: Room) -> None:
    id_ = await room.asks("\x1b[2J\x07Hello\u202e", talk=(), answer="a\x9bb")
    shown = await room.says(f"open {id_}") + await room.says("list") + await room.says("claim \x1b[2J")
    assert "[2JHello" in shown
    assert all(letter.isprintable() or letter == "\n" for letter in shown)


async def test_an_expert_hears_what_others_do_meanwhile(room: Room) -> None:
    news = News(ANNA, room.view, lambda: NOW)
    mine = await room.asks()
    await room.says(f"claim {mine}")
    theirs = await room.asks("Two?", conversation="c2")
    await room.says(f"claim {theirs}", expert=BORIS)

    async def heard() -> list[str]:
        return news.since(await room.desk.list_live())

    assert await heard() == []
    await room.desk.member_replies(mine, "Hello?")
    await room.desk.member_replies(theirs, "Not yours.")
    await room.asks("Three?", conversation="c3")
    assert await heard() == ["Ticket #1, the member writes: Hello?", "New ticket #3: Three?"]
    await room.says(f"reassign {theirs} Anna", expert=BORIS)
    assert await heard() == ["Ticket #2 is yours now: Two?"]
    assert await heard() == []


async def test_each_notice_has_words_with_the_experts_name(database: Database) -> None:
    desk = Desk(SqlTickets(database), SqlRoster(database), office=Office(), now=lambda: NOW)
    deliveries = SqlDeliveries(database)
    await desk.enrol(BORIS)
    id_ = (await desk.open_ticket(opening())).ticket.id
    await desk.claim(id_, by=ANNA)
    await desk.ask_back(id_, "Which { $country }?", by=ANNA)
    await desk.reassign(id_, "Boris", by=ANNA)
    await desk.answer(id_, "The registrar.", by=BORIS)
    await desk.close(id_, by=BORIS)
    waiting = await deliveries.pending("console:ana")
    assert [each.kind for each in waiting] == ["claimed", "asked_back", "reassigned", "answered", "closed"]
    assert {each.kind for each in waiting} == set(NoticeKind)
    assert [each.owner_version for each in waiting] == [1, 1, 2, 2, 3]
    for each, alias, text in zip(
        waiting,
        ("Anna", "Anna", "Boris", "Boris", "Boris"),
        ("Who signs", "Which { $country }?", "Who signs", "The registrar.", "ticket 1"),
        strict=True,
    ):
        said = notice_text(each, Texts())
        assert is_notice(each)
        assert alias in said
        assert text in said


def desk_says(*lines: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "desk", "--as", "Anna"],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
    )


@pytest.mark.usefixtures("model", "on_each_database")
async def test_the_command_answers_over_one_database(data_dir: Path, models: Path) -> None:
    shutil.copytree(models, data_dir / "models", copy_function=os.link)
    url = Settings(data_dir=data_dir).database
    await migrate(url)
    async with Database(url) as database:
        store = SqlTickets(database)
        id_ = (await store.add(opening())).id
        lines = ("clam 1", f"#{id_} The registrar.", f"close {id_}", "quit", "list")
        done = await asyncio.to_thread(desk_says, *lines)
        assert (done.returncode, done.stderr) == (0, "")
        assert "You are Anna; members see this name. One ticket waits." in done.stdout
        assert "Did you mean “claim”?" in done.stdout
        assert done.stdout.endswith("The bot answers in its conversation again.\n")
        ticket = await store.find(id_)
        assert ticket is not None
        assert [(said.author, said.alias) for said in ticket.messages] == [(Author.EXPERT, "Anna")]
        told = await SqlDeliveries(database).pending(ticket.conversation)
        assert [each.kind for each in told] == ["claimed", "answered", "closed"]


@pytest.mark.parametrize("name", ["bot", "", "12"])
def test_a_name_that_members_can_not_be_shown_opens_nothing(name: str, data_dir: Path) -> None:
    app = typer.Typer()
    register(app)
    refused = CliRunner().invoke(app, ["--as", name])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert f"“{name}” can't be the name" in refused.stderr
    assert not data_dir.exists()
