"""Answers that a language model writes, seen in direct messages while they come into being."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.messages.sending import Previewing
from bot.settings import Settings
from tests.adapters.slack.serving import Served, served
from tests.adapters.slack.several import served_to_all
from tests.adapters.slack.test_killed import serve
from tests.adapters.slack.test_traps import told
from tests.adapters.writing import ASKED, FIRST, INVENTED, ON_SQLITE, SECOND, by_model, two_and_an_invention
from tests.fakes.language_model import FakeLanguageModel
from tests.fakes.slack import (
    Failing,
    Message,
    Person,
    RateLimited,
    ResetAfter,
    Slack,
)
from tests.fakes.slack.faults import Fault
from tests.faults.killing import stage

pytestmark = ON_SQLITE


@pytest.fixture
def fake() -> Iterator[FakeLanguageModel]:
    with FakeLanguageModel() as running:
        running.write, running.stops_after = two_and_an_invention, 1
        yield running


@pytest.fixture
async def helpdesk(settings: Settings, slack: Slack, fake: FakeLanguageModel) -> AsyncIterator[Served]:
    async with served(by_model(settings, fake), slack) as running:
        yield running


async def greeted(helpdesk: Served) -> Person:
    """Somebody who has been welcomed already."""
    ana = helpdesk.slack.person("Ana")
    await ana.says("hello")
    await helpdesk.slack.until(lambda: len(told(ana.dm)) == 2)
    return ana


def own(person: Person) -> list[Message]:
    return [each for each in person.dm.messages.values() if each.bot_id]


def shown(slack: Slack) -> str:
    """All that was ever to be seen."""
    methods = ("chat.postMessage", "chat.update")
    return json.dumps([call.arguments for method in methods for call in slack.calls_of(method)])


async def test_one_message_grows_into_the_answer(helpdesk: Served, fake: FakeLanguageModel) -> None:
    ana = await greeted(helpdesk)
    await ana.says(ASKED)
    seen = await ana.waits_to_see(FIRST, within_s=20)
    assert "✍️" in seen
    assert "[1] " in seen
    assert SECOND not in seen
    [preview] = own(ana)[2:]
    fake.go_on.set()
    seen = await ana.waits_to_see("[That helped]", within_s=20)
    assert FIRST in seen
    assert SECOND in seen
    assert "✍️" not in seen
    assert own(ana)[2:] == [preview], "it is the same message"
    assert preview.metadata is not None
    assert preview.metadata["event_type"] == "helpdesk_reply"
    assert INVENTED[:20] not in shown(helpdesk.slack)
    assert helpdesk.slack.calls_of("chat.delete") == []
    await asyncio.sleep(0.5)
    assert len(own(ana)) == 3


async def test_in_the_assistants_thread_the_answer_grows_too(
    helpdesk: Served, fake: FakeLanguageModel
) -> None:
    ana = await greeted(helpdesk)
    thread = await ana.opens_assistant()
    await ana.says(ASKED, thread=thread)
    await ana.waits_to_see(FIRST, thread=thread, within_s=20)
    fake.go_on.set()
    seen = await ana.waits_to_see("[That helped]", thread=thread, within_s=20)
    assert seen.count(FIRST) == 1
    assert "looking it up" not in seen


async def test_who_comes_for_the_first_time_is_greeted_above_the_answer(
    helpdesk: Served, fake: FakeLanguageModel
) -> None:
    ana = helpdesk.slack.person("Ana")
    await ana.says(ASKED)
    await ana.waits_to_see(FIRST, within_s=20)
    fake.go_on.set()
    await ana.waits_to_see("[That helped]", within_s=20)
    greeting, answer = told(ana.dm)
    assert "a bot, not a person" in greeting
    assert FIRST in answer


async def test_a_quotation_takes_the_place_of_what_a_model_has_not_finished(
    settings: Settings, slack: Slack, fake: FakeLanguageModel
) -> None:
    async with served(by_model(settings, fake, timeout_s=3), slack) as helpdesk:
        ana = await greeted(helpdesk)
        await ana.says(ASKED)
        await ana.waits_to_see(FIRST, within_s=20)
        seen = await ana.waits_to_see("[That helped]", within_s=20)
        assert FIRST not in seen
        assert "A peer review lasts two days" in seen
        assert len(own(ana)) == 3


@pytest.mark.parametrize("fault", [RateLimited(20), Failing("edit_window_closed"), ResetAfter()], ids=repr)
async def test_where_the_preview_cannot_be_edited_the_answer_comes_at_once_and_alone(
    fault: Fault, helpdesk: Served, fake: FakeLanguageModel
) -> None:
    helpdesk.slack.faults.next("chat.update", fault)
    ana = await greeted(helpdesk)
    await ana.says(ASKED)
    await ana.waits_to_see(FIRST, within_s=20)
    fake.go_on.set()
    await ana.waits_to_see("[That helped]", within_s=12)
    await helpdesk.slack.until(lambda: len(own(ana)) == 3)
    await asyncio.sleep(0.3)
    seen = ana.sees()
    assert seen.count(FIRST) == 1, seen
    assert "✍️" not in seen


async def test_a_question_that_is_deleted_takes_the_preview_along(
    helpdesk: Served, fake: FakeLanguageModel
) -> None:
    ana = await greeted(helpdesk)
    asked = await ana.says(ASKED)
    await ana.waits_to_see(FIRST, within_s=20)
    await ana.deletes(asked)
    await helpdesk.slack.settled()
    fake.go_on.set()
    await helpdesk.slack.until(lambda: len(own(ana)) == 2, within_s=20)
    assert FIRST not in ana.sees()


async def test_where_others_read_along_nothing_is_previewed(
    helpdesk: Served, fake: FakeLanguageModel
) -> None:
    ana = helpdesk.slack.person("Ana")
    channel = helpdesk.slack.channel("general", ana)
    fake.go_on.set()
    asked = await ana.says(f"@Helpdesk {ASKED}", in_=channel)
    await ana.waits_to_see("[That helped]", in_=channel, thread=asked, within_s=20)
    assert "helpdesk_preview" not in shown(helpdesk.slack)


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # the SDK's use of aiohttp
async def test_each_workspace_sees_its_own_replies_in_the_making(
    settings: Settings, slack: Slack, fake: FakeLanguageModel
) -> None:
    async with served_to_all(by_model(settings, fake), slack) as helpdesk:
        second = slack.add_team("Second")
        await helpdesk.install(second)
        zoe = slack.person("Zoe", team=second)
        await zoe.says(ASKED)
        await zoe.waits_to_see(FIRST, within_s=20)
        fake.go_on.set()
        assert (await zoe.waits_to_see("[That helped]", within_s=20)).count(FIRST) == 1
        sender = helpdesk.platforms.senders[0]
        assert isinstance(sender, Previewing)
        assert await sender.preview(f"slack:{slack.team.id}:D1", 1, {}) is None, "it is not installed there"


@pytest.mark.timeout(240)
async def test_a_process_that_dies_in_the_middle_leaves_one_answer(
    settings: Settings, slack: Slack, fake: FakeLanguageModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("SLACK_BOT_TOKEN", slack.bot_token),
        ("SLACK_APP_TOKEN", slack.app_token),
        ("SLACK_API_URL", slack.api_url),
        ("SLACK_SOCKETS", "1"),
        ("LLM", "openai:any"),
        ("LLM_BASE_URL", fake.address),
        ("LLM_API_KEY", "key-of-test"),
        ("LLM_TIMEOUT_S", "45"),
    ):
        monkeypatch.setenv(f"HELPDESK_{name}", value)
    async with stage(settings, tmp_path / "out", 0) as on:
        running = await serve(on, slack, "0")
        ana = slack.person("Ana")
        await ana.says("hello")
        await slack.until(lambda: len(told(ana.dm)) == 2, within_s=60)
        await ana.says(ASKED)
        await ana.waits_to_see(FIRST, within_s=60)
        assert running.kill()
        await slack.until(lambda: not slack.sockets.sockets)
        assert "✍️" in ana.sees(), "what the dead have left"
        fake.go_on.set()
        running = await serve(on, slack, "1")
        await ana.waits_to_see("[That helped]", within_s=60)
        await asyncio.sleep(1)
        os.kill(running.process, 15)
        assert await running.ends(within_s=15)
    assert ana.sees().count(FIRST) == 1
    assert "✍️" not in ana.sees()
    assert len(own(ana)) == 3
    assert [each for each in slack.violations if "rate limit" not in each] == []
