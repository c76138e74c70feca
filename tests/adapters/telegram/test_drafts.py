"""Answers that a language model writes, shown in private chats while they come into being."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import pairwise

import pytest

from bot.messages import Action, Reply
from bot.settings import Settings
from tests.adapters.telegram.seeing import told
from tests.adapters.telegram.serving import Served, served
from tests.adapters.writing import ASKED, FIRST, INVENTED, ON_SQLITE, SECOND, by_model, two_and_an_invention
from tests.fakes.language_model import FakeLanguageModel
from tests.fakes.slack.faults import Fault
from tests.fakes.slack.waiting import until
from tests.fakes.telegram import Failing, Person, RateLimited, ResetAfter, ResetBefore, Slow, Telegram

pytestmark = ON_SQLITE


@pytest.fixture
def fake() -> Iterator[FakeLanguageModel]:
    with FakeLanguageModel() as running:
        running.write = two_and_an_invention
        yield running


@pytest.fixture
async def helpdesk(settings: Settings, telegram: Telegram, fake: FakeLanguageModel) -> AsyncIterator[Served]:
    async with served(by_model(settings, fake), telegram) as running:
        yield running


async def drafted(ana: Person, words: str) -> str:
    await until(lambda: words in ana.draft(), lambda: f"never drafted {words!r}: {ana.sees()}", within_s=20)
    return ana.draft()


def drafts(telegram: Telegram) -> list[str]:
    return [
        str(call.arguments["text"]) for call in telegram.calls_of("sendMessageDraft") if call.status == 200
    ]


async def test_sentences_are_seen_before_the_last_is_written_and_the_answer_takes_their_place(
    helpdesk: Served, fake: FakeLanguageModel
) -> None:
    fake.stops_after = 2
    ana = helpdesk.telegram.person("Ana")
    await ana.says(ASKED)
    seen = await drafted(ana, FIRST)
    assert "[1] How long a peer review takes" in seen, "its source is there too"
    assert SECOND not in seen
    assert FIRST not in "".join(told(helpdesk, ana.chat))
    fake.go_on.set()
    whole = await ana.waits_to_see(SECOND, within_s=20)
    assert FIRST in whole
    assert "[That helped]" in await ana.waits_to_see("[That helped]")
    await asyncio.sleep(0.3)
    assert ana.draft() == ""
    assert len([text for text in told(helpdesk, ana.chat) if FIRST in text]) == 1
    assert not [text for text in drafts(helpdesk.telegram) if INVENTED in text]
    assert INVENTED not in ana.sees()


async def test_what_a_model_has_not_finished_is_replaced_by_the_quotation(
    settings: Settings, telegram: Telegram, fake: FakeLanguageModel
) -> None:
    fake.stops_after = 1
    async with served(by_model(settings, fake, timeout_s=3), telegram):
        ana = telegram.person("Ana")
        await ana.says(ASKED)
        await drafted(ana, FIRST)
        await ana.waits_to_see("A peer review lasts two days", within_s=20)
        await asyncio.sleep(0.3)
        assert ana.draft() == ""
        assert FIRST not in ana.sees()


async def test_drafts_come_at_most_once_a_second_and_the_latest_comes(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    preview = await helpdesk.connection.sender.preview(f"telegram:{ana.id}", 7, {})
    assert preview is not None
    for number in range(12):
        preview.show(Reply(Action.ANSWER, f"Sentence {number}"))
        await asyncio.sleep(0.1)
    await drafted(ana, "Sentence 11")
    await preview.close()
    preview.show(Reply(Action.ANSWER, "Too late"))
    await asyncio.sleep(1.2)
    at = [call.at for call in helpdesk.telegram.calls_of("sendMessageDraft")]
    assert all(later - one >= 1 for one, later in pairwise(at))
    assert len(at) <= 3
    assert ana.draft() == "Sentence 11"


FAULTS = [
    RateLimited(30),
    Failing(404, "Not Found: method not found"),
    Failing(400, "Bad Request: TEXTDRAFT_PEER_INVALID"),
    Failing(502, "Bad Gateway"),
    ResetBefore(),
    ResetAfter(),
    Slow(1.0),
]


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
async def test_whatever_becomes_of_a_draft_the_answer_comes_once_and_in_time(
    fault: Fault, helpdesk: Served, fake: FakeLanguageModel
) -> None:
    fake.stops_after = 1
    helpdesk.telegram.faults.share("sendMessageDraft", fault, 1.0)
    ana = helpdesk.telegram.person("Ana")
    await ana.says(ASKED)
    await until(lambda: bool(helpdesk.telegram.faults.struck), within_s=20)
    fake.go_on.set()
    await ana.waits_to_see(SECOND, within_s=10)
    await asyncio.sleep(1.2)
    assert ana.draft() == ""
    assert len(told(helpdesk, ana.chat)) == 2, "the greeting, and the answer"
    assert (await helpdesk.app.deliveries.counts())[1] == 0


async def test_a_server_that_knows_no_drafts_is_not_asked_again(
    helpdesk: Served, fake: FakeLanguageModel
) -> None:
    helpdesk.telegram.faults.share("sendMessageDraft", Failing(404, "Not Found: method not found"), 1.0)
    ana = helpdesk.telegram.person("Ana")
    for number in (2, 3, 4):
        await ana.says(ASKED)
        await until(lambda number=number: len(told(helpdesk, ana.chat)) == number, within_s=20)  # type: ignore[misc]
    assert len(helpdesk.telegram.calls_of("sendMessageDraft")) <= 1


async def test_in_a_group_nothing_is_drafted(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    group = helpdesk.telegram.group("Office", ana)
    await ana.says(f"/ask@{helpdesk.telegram.bot.username} {ASKED}", in_=group)
    await ana.waits_to_see(FIRST, in_=group, within_s=20)
    assert helpdesk.telegram.calls_of("sendMessageDraft") == []


async def test_without_a_model_nothing_is_drafted(settings: Settings, telegram: Telegram) -> None:
    async with served(settings, telegram):
        ana = telegram.person("Ana")
        await ana.says(ASKED)
        await ana.waits_to_see("two days")
    assert telegram.calls_of("sendMessageDraft") == []
