"""What a process noted of messages on their way lets the next one go on: nothing is lost, nothing comes twice unmarked."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram.error import TelegramError

from adapters.telegram.connecting import Access, connected
from adapters.telegram.sender import HalfSent, TelegramSender
from bot.messages import Action, Card, File, Reply
from bot.messages.sending import Known, NobodyKnows, NotSent, Outgoing, Remark
from bot.storage.receipts import Receipts
from bot.texts import Texts
from tests.adapters.telegram.expert_office import Office
from tests.adapters.telegram.serving import quick
from tests.fakes.telegram import Failing, Person, ResetAfter, Telegram
from tests.work.making import until

AGAIN = "(Shown again, in case you have not seen it.)"
REFUSED = Failing(401, "Unauthorized")
FIRST = datetime(2026, 1, 8, 9, 0, 0, 250, tzinfo=UTC)
LATER = FIRST + timedelta(minutes=1)
LAST = LATER + timedelta(minutes=1)


@dataclass
class Way:
    """A sender that may die, and its member."""

    telegram: Telegram
    ana: Person
    sender: TelegramSender
    file: Path
    open_: ExitStack

    def dies(self) -> None:
        """Have another process take its place, that knows what is in the file."""
        receipts = self.open_.enter_context(closing(Receipts(self.file)))
        self.sender = TelegramSender(self.sender.bot, self.sender.texts, self.sender.links, receipts)
        self.sender.calls.pace = quick()

    def reply(self, text: str = "It takes two days.", *files: File) -> Outgoing:
        return Outgoing(7, self.conversation, Reply(Action.ANSWER, text, files=files))

    @property
    def conversation(self) -> str:
        return f"telegram:{self.ana.id}"

    @property
    def seen(self) -> list[str]:
        return [each.text for each in self.telegram.said(self.ana.chat)]


@pytest.fixture
async def way(telegram: Telegram, tmp_path: Path) -> AsyncIterator[Way]:
    telegram.limits.enforced = False
    ana, file = telegram.person("Ana"), tmp_path / "receipts.db"
    access = Access(telegram.token, telegram.base)
    with ExitStack() as open_:
        receipts = open_.enter_context(closing(Receipts(file)))
        async with connected(access, Texts(), receipts) as connection:
            connection.sender.calls.pace = quick()
            yield Way(telegram, ana, connection.sender, file, open_)
    assert telegram.violations == []


async def test_what_telegram_has_answered_is_known_to_stand_there(way: Way) -> None:
    reply = way.reply("A long answer. " * 600)
    assert way.sender.begin(reply, before=None, now=FIRST) == Known()
    await way.sender.send(reply)
    assert len(way.seen) == 3
    way.dies()
    assert way.sender.begin(reply, before=FIRST, now=LATER) == Known(has_arrived=True)
    way.dies()
    assert way.sender.begin(reply, before=LATER, now=LAST) == Known(has_arrived=True)


async def test_what_was_begun_and_has_not_left_is_no_second_time(way: Way) -> None:
    reply = way.reply()
    way.sender.begin(reply, before=None, now=FIRST)
    for now in (LATER, LAST):  # the second process dies before the database has taken note of it
        way.dies()
        assert way.sender.begin(reply, before=FIRST, now=now) == Known()
    await way.sender.send(reply)
    assert way.seen == ["It takes two days."]


async def test_what_has_left_without_an_answer_comes_again_and_says_so_for_good(way: Way) -> None:
    reply = way.reply()
    await lost(way, reply)
    for before, now in ((FIRST, LATER), (LATER, LAST)):  # the second process dies before it has sent anything
        way.dies()
        assert way.sender.begin(reply, before=before, now=now) == Known(is_again=True)
    await way.sender.send(replace(reply, is_again=True))
    assert way.seen == ["It takes two days.", f"{AGAIN}\n\nIt takes two days."]
    way.dies()
    assert way.sender.begin(reply, before=LAST, now=LAST) == Known(has_arrived=True, is_again=True)


async def test_a_refusal_of_the_second_time_says_nothing_of_the_first(way: Way) -> None:
    reply = way.reply()
    await lost(way, reply)
    way.telegram.faults.next("sendMessage", REFUSED)
    way.sender.begin(reply, before=FIRST, now=LATER)
    with pytest.raises(NotSent):
        await way.sender.send(replace(reply, is_again=True))
    way.dies()
    assert way.sender.begin(reply, before=LATER, now=LAST) == Known(is_again=True)


async def test_what_surely_was_refused_is_no_second_time(way: Way) -> None:
    reply = way.reply()
    way.telegram.faults.next("sendMessage", REFUSED)
    way.sender.begin(reply, before=None, now=FIRST)
    with pytest.raises(NotSent):
        await way.sender.send(reply)
    way.dies()
    assert way.sender.begin(reply, before=FIRST, now=LATER) == Known()


async def test_of_several_parts_only_the_one_that_nobody_knows_of_comes_again(way: Way) -> None:
    reply = way.reply(" ".join(f"Sentence {number}." for number in range(900)))
    way.telegram.faults.next("sendMessage", ResetAfter(), skip=1)
    way.sender.begin(reply, before=None, now=FIRST)
    with pytest.raises(TelegramError):
        await way.sender.send(reply)
    first, second = way.seen
    way.dies()
    assert way.sender.begin(reply, before=FIRST, now=LATER).is_again
    await way.sender.send(replace(reply, is_again=True))
    assert way.seen[2:4] == [AGAIN, second], "there is no room for it in a message that is full"
    assert " ".join([first, *way.seen[3:]]) == reply.reply.text


async def test_of_several_parts_the_rest_comes_where_it_surely_did_not_leave(way: Way) -> None:
    reply = way.reply(" ".join(f"Sentence {number}." for number in range(600)))
    way.telegram.faults.next("sendMessage", REFUSED, skip=1)
    way.sender.begin(reply, before=None, now=FIRST)
    with pytest.raises(HalfSent):
        await way.sender.send(reply)
    way.dies()
    assert way.sender.begin(reply, before=FIRST, now=LATER) == Known()
    await way.sender.send(reply)
    assert " ".join(way.seen).split() == reply.reply.text.split()


async def test_a_file_that_may_stand_there_twice_says_so(way: Way) -> None:
    reply = way.reply("You are signed up.", File("webinar.ics", b"BEGIN:VCALENDAR"))
    way.telegram.faults.next("sendDocument", ResetAfter())
    way.sender.begin(reply, before=None, now=FIRST)
    with pytest.raises(TelegramError):
        await way.sender.send(reply)
    way.dies()
    assert way.sender.begin(reply, before=FIRST, now=LATER).is_again
    await way.sender.send(replace(reply, is_again=True))
    assert way.ana.sees().count("You are signed up.") == 1
    assert way.ana.sees().count("webinar.ics") == 2
    assert way.ana.sees().count(AGAIN) == 1


@pytest.mark.parametrize("before", [LATER, FIRST + timedelta(microseconds=1)], ids=str)
async def test_notes_of_another_time_say_nothing(way: Way, before: datetime) -> None:
    reply = way.reply()
    way.sender.begin(reply, before=None, now=FIRST)
    await way.sender.send(reply)
    way.dies()
    assert way.sender.begin(reply, before=before, now=LAST) == Known(is_again=True)
    await way.sender.send(replace(reply, is_again=True))
    assert AGAIN in way.seen[-1]


async def test_without_notes_nobody_knows(way: Way) -> None:
    reply = way.reply()
    way.sender.begin(reply, before=None, now=FIRST)
    await way.sender.send(reply)
    way.file = way.file.with_name("of another machine.db")
    way.dies()
    assert way.sender.begin(reply, before=FIRST, now=LATER) == Known(is_again=True)


async def test_a_number_that_begins_anew_has_no_past(way: Way) -> None:
    reply = way.reply()
    way.sender.begin(reply, before=None, now=FIRST)
    await way.sender.send(reply)
    way.dies()
    assert way.sender.begin(reply, before=None, now=LATER) == Known()
    await way.sender.send(way.reply("Another answer."))
    assert way.seen == ["It takes two days.", "Another answer."]


async def test_a_card_is_found_by_its_note(way: Way) -> None:
    way.sender.begin_showing(way.conversation, mark=1, before=None, now=FIRST)
    posted = await way.sender.post_card(way.conversation, card(), mark=3)
    way.dies()
    way.sender.begin_showing(way.conversation, mark=1, before=FIRST, now=LATER)
    assert await way.sender.posted_card(way.conversation, mark=3) == posted
    assert await way.sender.posted_card(way.conversation, mark=4) is None


async def test_a_card_that_was_begun_and_has_not_left_is_no_second_one(way: Way) -> None:
    way.sender.begin_showing(way.conversation, mark=1, before=None, now=FIRST)
    way.dies()  # while it waits for its turn in the group
    way.sender.begin_showing(way.conversation, mark=1, before=FIRST, now=LATER)
    assert await way.sender.posted_card(way.conversation, mark=3) is None


async def test_a_card_of_which_another_machine_knows_more_is_not_known(way: Way) -> None:
    way.sender.begin_showing(way.conversation, mark=1, before=None, now=FIRST)
    await way.sender.post_card(way.conversation, card(), mark=3)
    way.sender.begin_showing(way.conversation, mark=1, before=LATER, now=LAST)
    with pytest.raises(NobodyKnows):
        await way.sender.posted_card(way.conversation, mark=3)


async def test_a_card_that_surely_was_refused_comes_later_as_the_first(office: Office) -> None:
    among_experts = {"where": lambda call: str(call["chat_id"]) == str(office.group.id)}
    office.helpdesk.telegram.faults.next("sendMessage", REFUSED, times=2, **among_experts)  # type: ignore[arg-type]
    id_ = await office.ticket()
    card = await office.card(id_, within_s=20)
    assert AGAIN not in card.text
    assert len(office.said()) == 1
    assert (await office.helpdesk.app.deliveries.counts())[1] == 0


async def test_of_a_card_that_has_left_without_an_answer_nobody_knows_until_one_stands_there(
    way: Way,
) -> None:
    way.telegram.faults.next("sendMessage", ResetAfter())
    way.telegram.faults.next("sendMessage", REFUSED)
    way.sender.begin_showing(way.conversation, mark=1, before=None, now=FIRST)
    for error, before, now in ((TelegramError, FIRST, LATER), (NotSent, LATER, LAST)):
        with pytest.raises(error):
            await way.sender.post_card(way.conversation, card(), mark=3)
        way.dies()
        way.sender.begin_showing(way.conversation, mark=1, before=before, now=now)
        with pytest.raises(NobodyKnows):
            await way.sender.posted_card(way.conversation, mark=3)
    posted = await way.sender.post_card(way.conversation, card(), mark=3)
    assert await way.sender.posted_card(way.conversation, mark=3) == posted


async def test_of_a_card_without_any_note_nobody_knows(way: Way) -> None:
    with pytest.raises(NobodyKnows):
        await way.sender.posted_card(way.conversation, mark=3)


async def test_a_remark_is_made_once_or_says_that_it_may_be_the_second(way: Way) -> None:
    remark, room = way.sender.remark, way.conversation
    way.telegram.faults.next("sendMessage", ResetAfter(), skip=1)
    way.sender.begin_showing(way.conversation, mark=5, before=None, now=FIRST)
    first = await remark(room, "1", "It is awake.", mark=5, is_again=False)
    way.sender.begin_showing(way.conversation, mark=5, before=FIRST, now=LATER)
    assert await remark(room, "1", "It is awake.", mark=5, is_again=True) == first
    way.sender.begin_showing(way.conversation, mark=6, before=None, now=FIRST)
    with pytest.raises(TelegramError):
        await remark(room, "1", "It sleeps.", mark=6, is_again=False)
    way.dies()
    way.sender.begin_showing(way.conversation, mark=6, before=FIRST, now=LATER)
    told = await way.sender.remark(room, "1", "It sleeps.", mark=6, is_again=True)
    assert told == Remark(told.message, is_again=True)
    assert way.seen == ["It is awake.", "It sleeps.", f"{AGAIN}\nIt sleeps."]


async def test_a_remark_that_was_begun_and_has_not_left_is_no_second_time(way: Way) -> None:
    way.sender.begin_showing(way.conversation, mark=6, before=None, now=FIRST)
    way.dies()
    way.sender.begin_showing(way.conversation, mark=6, before=FIRST, now=LATER)
    told = await way.sender.remark(way.conversation, "1", "It sleeps.", mark=6, is_again=True)
    assert (way.seen, told.is_again) == (["It sleeps."], False)


async def test_a_remark_of_which_another_machine_knows_more_says_that_it_may_be_the_second(way: Way) -> None:
    way.sender.begin_showing(way.conversation, mark=6, before=None, now=FIRST)
    way.sender.begin_showing(way.conversation, mark=6, before=LATER, now=LAST)
    told = await way.sender.remark(way.conversation, "1", "It sleeps.", mark=6, is_again=True)
    assert (way.seen, told.is_again) == ([f"{AGAIN}\nIt sleeps."], True)


async def test_who_comes_too_late_to_begin_it_takes_nothing_from_the_notes_of_who_has(way: Way) -> None:
    reply, first = way.reply("A long answer. " * 600), way.sender
    first.begin(reply, before=None, now=FIRST)
    way.dies()
    assert way.sender.begin(reply, before=None, now=LATER) == Known()  # the database will not let it go on
    await first.send(reply)
    assert len(way.seen) == 3
    way.dies()
    assert way.sender.begin(reply, before=FIRST, now=LAST) == Known(has_arrived=True)


async def test_notes_that_go_while_it_begins_are_not_missed(way: Way) -> None:
    reply = way.reply(" ".join(f"Sentence {number}." for number in range(400)))
    way.telegram.faults.next("sendMessage", ResetAfter(), skip=1)
    way.sender.begin(reply, before=None, now=FIRST)
    with pytest.raises(TelegramError):
        await way.sender.send(reply)
    assert way.sender.begin(reply, before=FIRST, now=LATER).is_again
    way.open_.close()  # and with it the file
    await way.sender.send(replace(reply, is_again=True))
    assert len(way.seen) == 3
    assert AGAIN in way.seen[-1]


async def test_without_notes_a_file_says_so_too(way: Way) -> None:
    files = File("webinar.ics", b"BEGIN:VCALENDAR"), File("webinar.ics", b"BEGIN:VCALENDAR 2")
    reply = way.reply("You are signed up.", *files)
    way.sender.begin(reply, before=FIRST, now=LATER)
    await way.sender.send(replace(reply, is_again=True))
    assert way.ana.sees().count("webinar.ics") == 2
    assert way.ana.sees().count(AGAIN) == 3


@pytest.mark.parametrize("noted", [{}, {"left": "", "there": []}], ids=str)
async def test_notes_of_another_version_say_nothing(way: Way, noted: dict[str, object]) -> None:
    reply = way.reply()
    with closing(Receipts(way.file)) as receipts:
        receipts.put(f"delivery 7 of {FIRST.isoformat()}", noted)
    assert way.sender.begin(reply, before=FIRST, now=LATER) == Known(is_again=True)


async def test_in_the_experts_group_a_second_card_says_that_it_is_one_and_is_counted(office: Office) -> None:
    office.helpdesk.telegram.faults.next(
        "sendMessage", ResetAfter(), where=lambda call: str(call["chat_id"]) == str(office.group.id)
    )
    id_ = await office.ticket("Who signs? " * 400)
    card = await office.card(id_, AGAIN, within_s=20)
    first = office.said()[0]
    assert first is not card
    assert AGAIN not in first.text
    await until(lambda: counts_one(office))
    await office.anna.presses("Take it", on=card, waits=True)
    assert AGAIN not in (await office.card(id_, "with Anna")).text, "once it has changed it is no news"


async def test_in_the_experts_group_a_second_word_on_a_ticket_says_that_it_is_one_and_is_counted(
    office: Office,
) -> None:
    id_ = await office.ticket()
    await office.anna.says(f"snooze #{id_} 1h", in_=office.group, topic=office.topic)
    await office.card(id_, "Asleep until")
    office.helpdesk.telegram.faults.next(
        "sendMessage", ResetAfter(), where=lambda call: "awake again" in str(call["text"])
    )
    office.helpdesk.clock.passes(hours=2)
    seen = await office.sees(AGAIN)
    assert seen.count("awake again") == 2
    await office.remark(id_, AGAIN)
    await until(lambda: counts_one(office))


async def lost(way: Way, reply: Outgoing) -> None:
    """Have it arrive with no answer that says so."""
    way.telegram.faults.next("sendMessage", ResetAfter())
    way.sender.begin(reply, before=None, now=FIRST)
    with pytest.raises(TelegramError):
        await way.sender.send(reply)


async def counts_one(office: Office) -> bool:
    return await office.helpdesk.app.deliveries.counts() == (0, 1)


def card() -> Card:
    return Card(12, 1, "Ticket #12", "Who signs visa letters?")
