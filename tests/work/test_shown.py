"""What is seen of a reply while it is made, and what takes its place however the making ends."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.conversation import Conversation
from bot.messages import Preview, Reply, Said
from bot.storage.inbox import Inbound, SqlInbox
from tests.adapters.writing import ASKED, FIRST, INVENTED, ON_SQLITE, SECOND, by_model, two_and_an_invention
from tests.deployment import Deploy
from tests.fakes.language_model import FakeLanguageModel, Mode
from tests.work.making import ADVICE, ANNA, Chat, Office, office, until

pytestmark = ON_SQLITE


@dataclass
class Screen(Chat):
    """A platform that shows replies in the making, by the number of their message."""

    shows: dict[int, list[str]] = field(default_factory=dict)
    discarded: list[int] = field(default_factory=list)

    async def preview(self, conversation: str, number: int, origin: Mapping[str, Any]) -> Preview | None:
        return OnScreen(self, number)

    def has_shown(self, words: str) -> bool:
        return any(words in text for shown in self.shows.values() for text in shown)


@dataclass
class OnScreen:
    screen: Screen
    number: int
    is_closed: bool = False

    def show(self, reply: Reply) -> None:
        assert not self.is_closed
        self.screen.shows.setdefault(self.number, []).append(reply.text)

    async def close(self) -> bool:
        self.is_closed = True
        return self.number in self.screen.shows

    async def discard(self) -> None:
        self.screen.discarded.append(self.number)


@pytest.fixture
def fake() -> Iterator[FakeLanguageModel]:
    with FakeLanguageModel() as running:
        running.write, running.stops_after = two_and_an_invention, 1
        yield running


@pytest.fixture
async def ana(deploy: Deploy, tmp_path: Path, fake: FakeLanguageModel) -> AsyncIterator[Office]:
    async with office(by_model(deploy(tmp_path / "talk"), fake), chat=Screen("test:")) as at_work:
        yield at_work


def screen_of(ana: Office) -> Screen:
    assert isinstance(ana.chat, Screen)
    return ana.chat


async def asks(ana: Office, *, key: str = "asked") -> int:
    """Ask, and wait until the first sentence is to be seen; the number of the message."""
    number = await ana.work.turns.accept(Inbound("test:ana", ASKED, dedup_key=key, platform="test"))
    ana.work.engine.start("turn", number)

    async def is_shown() -> bool:
        return screen_of(ana).has_shown(FIRST)

    await until(is_shown, within_s=20)
    return number


async def test_the_reply_takes_the_place_of_what_was_seen_of_it(ana: Office, fake: FakeLanguageModel) -> None:
    number = await asks(ana)
    assert ana.chat.heard == []
    assert "[1]" in screen_of(ana).shows[number][0]
    fake.go_on.set()
    await ana.chat.hears(SECOND, within_s=20)
    [told] = ana.chat.heard
    assert told.preview == number
    assert told.reply.text.startswith(FIRST)
    assert not screen_of(ana).has_shown(INVENTED)
    assert screen_of(ana).discarded == []


async def test_a_reply_of_which_nothing_was_seen_takes_nobodys_place(
    ana: Office, fake: FakeLanguageModel
) -> None:
    fake.mode = Mode.BROKEN
    await ana.says(ASKED)
    assert ana.chat.heard[-1].preview is None
    await ana.says("hello")
    assert ana.chat.heard[-1].preview is None


async def test_what_an_attempt_left_is_replaced_by_the_next_whatever_that_says(
    ana: Office, fake: FakeLanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Breaks(Conversation):
        async def reply(self, said: Said) -> Reply:
            await super().reply(said)
            raise RuntimeError("it breaks after all was written")

    monkeypatch.setattr("bot.app.Conversation", Breaks)
    number = await asks(ana)
    fake.go_on.set()
    await ana.chat.hears("Something went wrong", within_s=20)
    [told] = ana.chat.heard
    assert told.preview == number


async def test_what_a_dead_process_may_have_left_is_replaced(ana: Office, fake: FakeLanguageModel) -> None:
    fake.mode = Mode.BROKEN
    number, _ = await SqlInbox(ana.app.database).accept(
        Inbound("test:ana", ASKED, dedup_key="1", platform="test"), at=ana.clock.now()
    )
    await ana.work.engine.run("turn", number)
    await ana.work.tell("test:ana")
    assert [each.preview for each in ana.chat.heard] == [number], "it was not this process that took it in"


async def test_a_message_that_is_taken_back_takes_along_what_was_seen_of_its_reply(
    ana: Office, fake: FakeLanguageModel
) -> None:
    number = await asks(ana)
    inbound = Inbound("test:ana", ASKED, dedup_key="asked", platform="test")
    await SqlInbox(ana.app.database).withdraw(inbound, at=ana.clock.now())
    fake.go_on.set()

    async def is_gone() -> bool:
        return screen_of(ana).discarded == [number]

    await until(is_gone, within_s=20)
    await ana.work.tell("test:ana")
    assert ana.chat.heard == []


async def test_a_person_who_takes_over_is_not_spoken_over_by_what_was_seen(
    ana: Office, fake: FakeLanguageModel
) -> None:
    await ana.says(ADVICE)
    await ana.says("yes")
    [ticket] = (await ana.app.desk.status_for(conversation="test:ana")).tickets
    await ana.app.desk.enrol(ANNA)
    number = await asks(ana)
    await ana.app.desk.claim(ticket.id, by=ANNA)
    fake.go_on.set()

    async def is_gone() -> bool:
        return number in screen_of(ana).discarded

    await until(is_gone, within_s=20)
    await asyncio.sleep(0.3)
    assert not any(FIRST in text for text in ana.chat.texts)
