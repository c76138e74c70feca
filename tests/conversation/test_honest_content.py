"""Answers that say how far they hold: old programmes, sources that disagree, days gone by, experts, and topics."""

from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio

from bot.messages import Action, Reply
from knowledge.documents import APPROVED, AsOf, Period, Visibility
from tests.conversation.talking import Talker, talking
from tests.deployment import Deployment
from tests.making import document, embed, shelve

PAGES = [
    document(
        "/gp/2020.md", "The database of good practices", "The database holds 1,562 good practices.",
        as_of=AsOf("2020-06"), period=Period.P2014,
    ),
    document(
        "/gp/2025.md", "Good practices in the database", "The database holds over 3,500 good practices.",
        as_of=AsOf("2025-11"), period=Period.P2021,
    ),
    document(
        "/grants/old.md", "Study grants", "A study grant covers 300 euros of travel for each partner.",
        as_of=AsOf("2018"), period=Period.P2014,
    ),
    document(
        "/grants/new.md", "Study grants today", "A study grant covers the travel of each partner by train.",
        as_of=AsOf("2025"), period=Period.P2021,
    ),
    document(
        "/calls/solar.md", "Call for solar villages",
        "The call for solar villages is open from 1 September to 30 November 2025.", as_of=AsOf("2025-09"),
    ),
    document(
        "/approved/drones.md", "Drones over harbours",
        "You need the leave of the harbour master. Ask for it two weeks ahead. Photographs of ships are free.",
        kind=APPROVED, expert="Anna", as_of=AsOf("2025-10-06"),
        asked=("May we fly drones over our harbour?", "do we need leave for a drone flight over the harbour"),
    ),
    document(
        "/pages/drones.md", "Flying drones over a harbour",
        "May we fly drones over our harbour? Flying drones over a harbour is a matter of the port.",
    ),
    document(
        "/approved/salaries.md", "Salaries of referees", "A referee earns 77 euros a match.",
        kind=APPROVED, expert="Anna", as_of=AsOf("2025-10-06"), visibility=Visibility.MEMBERS,
        asked=("What does a referee of the regional league earn?",),
    ),
    document(
        "/green/moss.md", "Moss roofs", "A moss roof cools a bus stop by four degrees.", topic="Green",
    ),
    document(
        "/smart/chips.md", "Chip libraries", "A chip library lends sensors to schools.", topic="Smart",
    ),
]  # fmt: skip

pytestmark = pytest.mark.asyncio(loop_scope="module")
numbers = count(1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def helpdesk(small: Deployment, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Talker]:
    async with talking(small, tmp_path_factory.mktemp("honest") / "data") as talker:
        await shelve(talker.app.library, *PAGES)
        await embed(talker.app.library, talker.app.models.embedder)
        yield talker


@pytest.fixture
def ana(helpdesk: Talker) -> Talker:
    """A member whom nobody has seen before."""
    return helpdesk.named(f"test:ana-{next(numbers)}")


def titles(reply: Reply) -> list[str]:
    return [citation.title for citation in reply.citations]


async def test_sources_that_disagree_stand_side_by_side_with_their_dates(ana: Talker) -> None:
    reply = await ana.says("How many good practices does the database hold?")
    new, old = reply.text.index("As of November 2025:"), reply.text.index("As of June 2020:")
    assert new < reply.text.index("over 3,500 good practices. [1]") < old
    assert reply.text.index("1,562 good practices. [2] (2014-2020 programme)") > old
    assert [citation.as_of for citation in reply.citations] == ["2025-11", "2020-06"]
    note = (await ana.says("/note")).files[0].content.decode()
    assert "The sources do not agree" in note


async def test_today_is_answered_from_todays_programme_first(ana: Talker) -> None:
    reply = await ana.says("What does a study grant cover?")
    assert titles(reply)[0] == "Study grants today"
    assert "partner. [2] (2014-2020 programme)" in reply.text


async def test_a_question_about_the_past_gets_no_label_for_it(ana: Talker) -> None:
    reply = await ana.says("What did the travel voucher scheme pay in the 2014-2020 programme?")
    assert "85 percent" in reply.text
    assert "(2014-2020 programme)" not in reply.text


async def test_a_call_that_has_closed_is_told_as_closed(ana: Talker) -> None:
    reply = await ana.says("When is the call for solar villages open?")
    assert "30 November 2025. [1] (The call closed on 30 November 2025.)" in reply.text


async def test_an_approved_answer_goes_before_pages_whole_and_under_its_experts_name(ana: Talker) -> None:
    reply = await ana.says("May we fly drones over our harbour?")
    assert reply.action is Action.ANSWER
    assert reply.text.startswith("Anna, an expert, has answered this question before.")
    assert "approved on 6 October 2025" in reply.text
    assert reply.text.endswith(f"{PAGES[5].sections[0].text} [1]")
    assert titles(reply) == ["Drones over harbours"]
    why = await ana.says("/why")
    assert "I did not write this: Anna" in why.text
    note = (await ana.says("/note")).files[0].content.decode()
    quoted, judged = note.split("## Judgement of experts")
    assert "harbour master" not in quoted
    assert "harbour master" in judged


@pytest.mark.parametrize(
    "question", ["May we fly kites over our harbour?", "May we sell drones in our harbour shop to tourists?"]
)
async def test_an_approved_answer_to_another_question_does_not(ana: Talker, question: str) -> None:
    assert "has answered this question before" not in (await ana.says(question)).text


async def test_an_approved_answer_for_members_is_told_to_members_in_private_alone(ana: Talker) -> None:
    question = "What does a referee of the regional league earn?"
    assert "77" not in (await ana.says(question)).text
    in_public = ana.named(f"{ana.name}:public")
    assert "77" not in (await in_public.says(question, is_member=True, is_public=True)).text
    assert "77" in (await ana.named(f"{ana.name}:private").says(question, is_member=True)).text


async def test_a_conversation_on_one_topic_cites_no_other_and_says_where_to_ask(ana: Talker) -> None:
    green = frozenset({"Green"})
    assert titles(await ana.says("What cools a bus stop?", topics=green)) == ["Moss roofs"]
    for question in ("What does a chip library lend?", "What is a peer review?"):
        kept_out = await ana.says(question, topics=green)
        assert kept_out.citations == ()
        assert "(Green)" in kept_out.text
        assert "private chat" in kept_out.text
    assert "Chip libraries" in titles(await ana.says("What does a chip library lend?"))


async def test_an_answer_given_elsewhere_is_not_explained_where_topics_are_limited(ana: Talker) -> None:
    answer = await ana.says("What does a chip library lend?")
    channel = ana.named(f"{ana.name}:channel")
    heard = await channel.says(f"/why {answer.answer_id}", topics=frozenset({"Green"}))
    assert (heard.action, heard.citations) == (Action.DECLINE, ())
