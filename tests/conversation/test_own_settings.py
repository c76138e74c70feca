"""What members choose for themselves by talk: asked, agreed to, kept, told of, changed and deleted."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from bot.conversation.interests import Interests
from bot.conversation.talk import Purpose
from bot.messages import Action, Matters, Reply
from bot.storage.interests import SqlInterests
from tests.conversation.talking import Talker, talking
from tests.deployment import Deployment

RURAL, CYCLING = "Webinar on sustainable rural mobility", "Cycling cities, part 1"
EVENTS = "what events are coming up?"

pytestmark = pytest.mark.asyncio(loop_scope="module")
numbers = count(1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def helpdesk(small: Deployment, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Talker]:
    """One deployment for all talks of this module."""
    async with talking(small, tmp_path_factory.mktemp("own") / "data") as talker:
        await talker.app.stock_samples()
        yield talker


@pytest.fixture
def ana(helpdesk: Talker) -> Talker:
    """A member whom nobody has seen before."""
    return helpdesk.named(f"own:ana-{next(numbers)}")


async def say(talker: Talker, *texts: str, **more: object) -> Reply:
    """What is said to the last of these."""
    reply = None
    for text in texts:
        reply = await talker.says(text, member=talker.name, **more)
    assert reply is not None
    return reply


async def kept(talker: Talker) -> Interests | None:
    return await SqlInterests(talker.app.database).of(talker.name)


def ticked(reply: Reply) -> list[str]:
    return [each.label for each in reply.buttons if each.is_ticked]


async def test_topics_are_kept_after_a_yes_and_not_before(ana: Talker) -> None:
    asked = await say(ana, "/settings")
    assert "Which topics interest you?" in asked.text
    assert ticked(asked) == []
    summary = await say(ana, "green and citizens", "yes")
    assert "Topics that interest you: Green, Citizens" in summary.text
    assert "keep this choice until you delete it" in summary.text
    assert await kept(ana) is None
    assert not await ana.app.memory.talks.has_agreed(ana.name, Purpose.INTERESTS)

    told = await say(ana, "yes")

    assert await kept(ana) == Interests(frozenset({"Green", "Citizens"}))
    assert await ana.app.memory.talks.has_agreed(ana.name, Purpose.INTERESTS)
    assert told.is_personal
    assert CYCLING in told.text
    assert RURAL not in told.text
    assert "It is full" in told.text, "seats are counted"


@pytest.mark.parametrize("ending", [("no",), ("/cancel",), ("back", "cancel")])
async def test_without_the_yes_nothing_is_kept(ana: Talker, ending: tuple[str, ...]) -> None:
    assert (await say(ana, "/settings", "green", "yes", *ending)).action is Action.CANCEL
    assert await kept(ana) is None


async def test_what_is_set_is_shown_ticked_and_can_be_left_or_changed_one_by_one(ana: Talker) -> None:
    await say(ana, "/settings", "green, social", "yes", "yes")
    again = await say(ana, "/settings")
    assert "So far: Green, Social" in again.text
    assert ticked(again) == ["Green", "Social"]
    lead = await say(ana, "skip")
    assert "So far: yes" in lead.text
    await say(ana, "no", "yes")
    assert await kept(ana) == Interests(frozenset({"Green", "Social"}), lead=False)
    await say(ana, "/settings", "smart", "no", "yes")
    assert await kept(ana) == Interests(frozenset({"Smart"}), lead=False)


@pytest.mark.parametrize("way", [("/settings delete",), ("/SETTINGS Delete",), ("/settings", "none", "yes")])
async def test_what_is_kept_can_be_deleted_and_then_there_is_nothing(
    ana: Talker, way: tuple[str, ...]
) -> None:
    await say(ana, "/settings", "green", "yes", "yes")
    assert "I keep no settings of yours any more" in (await say(ana, *way)).text
    assert await kept(ana) is None
    assert (await say(ana, "/settings delete")).text == "I keep no settings of yours."
    assert ticked(await say(ana, "/settings")) == []


async def test_lists_begin_with_events_on_the_topics_if_the_member_wants_that(ana: Talker) -> None:
    plain = (await say(ana, EVENTS)).text
    assert plain.index(RURAL) < plain.index(CYCLING)
    await say(ana, "/settings", "green", "yes", "yes")
    own = (await say(ana, EVENTS)).text
    assert "1. “Online discussion hour" in own
    assert RURAL not in own or own.index(CYCLING) < own.index(RURAL)
    assert (await say(ana, EVENTS, is_public=True)).text == plain, "others read along"
    await say(ana, "/settings", "skip", "no", "yes")
    assert (await say(ana, EVENTS)).text == plain


async def test_events_for_me_are_those_on_the_topics_and_first_means_their_first(ana: Talker) -> None:
    await say(ana, "/settings", "connected", "yes", "yes")
    listed = await say(ana, "events for me")
    assert listed.action is Action.LIST_EVENTS
    assert listed.is_personal
    assert RURAL in listed.text
    assert CYCLING not in listed.text
    assert RURAL in (await say(ana, "sign me up for the first one")).text
    await say(ana, "no", "/settings", "social", "yes", "yes")
    assert "No events are announced on your topics (Social)" in (await say(ana, "events on my topics")).text


async def test_who_has_chosen_nothing_is_told_how(ana: Talker) -> None:
    listed = await say(ana, "events for me")
    assert RURAL in listed.text
    assert "“/settings”" in listed.text


@pytest.mark.parametrize(
    "text", ["", "\x00", "gardening", "0", "9", "77", "🙂", "'; DROP TABLE interests; --"]
)
async def test_what_is_no_topic_is_asked_again_and_kept_nowhere(ana: Talker, text: str) -> None:
    again = await say(ana, "/settings", text)
    assert "Which topics interest you?" in again.text
    assert await kept(ana) is None


@pytest.mark.parametrize(
    "interests", ["Gardening", "Green\nSmart; DROP TABLE interests", "x" * 100_000, "\x00", "Green, " * 5000]
)
async def test_a_forged_form_keeps_known_topics_at_most(ana: Talker, interests: str) -> None:
    await say(ana, "/settings", filled={"interests": interests, "events_lead": "Yes", "is_admin": "yes"})
    found = await kept(ana)
    assert found is None or found.topics <= {"Green", "Smart"}


async def test_a_form_that_was_shown_whole_is_done_by_sending_it_once_or_twice(ana: Talker) -> None:
    filled = {"interests": "Green, Smart", "events_lead": "no"}
    first = await say(ana, "/settings", filled=filled)
    again = await say(ana, "/settings", filled=filled)
    assert first.text == again.text
    assert await kept(ana) == Interests(frozenset({"Green", "Smart"}), lead=False)
    gone = await say(ana, "/settings", filled={"interests": "", "events_lead": "yes"})
    assert "Deleted." in gone.text
    assert await kept(ana) is None


async def test_another_form_and_an_open_question_wait_meanwhile(ana: Talker) -> None:
    filled = {"interests": "Green", "events_lead": "yes"}
    await say(ana, "I'd like to request a matchmaking session", "yes", "1")
    told = await say(ana, "/settings", filled=filled)
    assert "I have set that" in told.text
    assert "Which country are you in" in (await say(ana, "/continue")).text
    await say(ana, "/cancel", "sign me up for the rural mobility webinar")
    await say(ana, "/settings", filled=filled)
    assert "is confirmed" in (await say(ana, "yes")).text


async def matters(talker: Talker) -> Matters:
    async with talker.app.work() as work:
        return await talker.app.intake(work).matters(talker.name)


async def test_matters_show_the_events_on_the_topics_and_what_is_set(ana: Talker) -> None:
    before = await matters(ana)
    assert len(before.events) == 5
    assert (before.topics, before.settings) == ("", ())
    assert any("It is full" in line for line in before.events)
    await say(ana, "/settings", "connected", "yes", "yes")
    after = await matters(ana)
    assert [RURAL in line for line in after.events] == [True]
    assert after.topics == "Connected"
    assert "Topics that interest you: Connected." in after.settings
    assert (f"Register: {RURAL}", f"I would like to register for “{RURAL}”") in after.prompts
    assert ("Events on my topics", "Which events are coming up on my topics?") in after.prompts
    await say(ana, "/settings", "social", "yes", "yes")
    assert (await matters(ana)).events == ()


async def test_a_choice_outlasts_days_and_the_talk_that_made_it_does_not(
    small: Deployment, tmp_path: Path
) -> None:
    async with talking(small, tmp_path / "days") as ana:
        await say(ana, "/settings", "green")
    async with talking(small, tmp_path / "days") as ana:
        summary = await say(ana, "yes")
        assert "Topics that interest you: Green" in summary.text, "a restart loses no step"
        await say(ana, "yes")
        ana.clock.passes(days=40)
        assert await ana.app.forget_unconsented() > 0
        assert await ana.app.memory.turns.last(ana.name, limit=5) == []
        assert await kept(ana) == Interests(frozenset({"Green"}))
        ana.clock.passes(days=1)
        assert ticked(await say(ana, "/settings")) == ["Green"]
