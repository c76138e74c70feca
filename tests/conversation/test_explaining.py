"""What members get around an answer: its reasons, its note, and whether it helped."""

import re
from collections.abc import AsyncIterator
from io import BytesIO
from itertools import count

import pytest
import pytest_asyncio
from docx import Document

from bot.messages import Action, Reply
from bot.storage.answers import SqlAnswers, Verdict
from escalation.experts import Expert, ExpertId
from tests.conversation.talking import Talker, talking
from tests.deployment import PAGES, Deployment

QUESTION = "What is a peer review?"
UNKNOWN = "Who signs visa letters for the Mars delegation?"
ADVICE = "How should our county design a voucher for repair shops?"
ANNA = Expert(ExpertId("e1"), "Anna")

pytestmark = pytest.mark.asyncio(loop_scope="module")
numbers = count(1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def helpdesk(small: Deployment, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Talker]:
    async with talking(small, tmp_path_factory.mktemp("why") / "data") as talker:
        yield talker


@pytest.fixture
def ana(helpdesk: Talker) -> Talker:
    """A member whom nobody has seen before."""
    return helpdesk.named(f"test:ana-{next(numbers)}")


def commands(reply: Reply) -> dict[str, str]:
    """The commands of a reply's buttons, by their first word."""
    return {button.command.split()[0]: button.command for button in reply.buttons}


async def test_an_answer_has_its_buttons_and_a_refusal_those_that_make_sense(ana: Talker) -> None:
    answer = await ana.says(QUESTION)
    assert list(commands(answer)) == ["/solved", "/unsolved", "/why", "/note", "/expert"]
    assert all(command.endswith(f" {answer.answer_id}") for command in commands(answer).values())
    assert list(commands(await ana.says(ADVICE))) == ["/expert", "/why"]
    assert (await ana.says("thanks!")).buttons == ()


async def test_why_names_the_pages_the_sentences_how_sure_and_how_old(ana: Talker) -> None:
    answer = await ana.says(QUESTION)
    why = await ana.says(commands(answer)["/why"])
    assert QUESTION in why.text
    assert PAGES[0].title in why.text
    for citation in answer.citations:
        assert f"“{citation.quote}” [{citation.n}]" in why.text
    assert why.citations == answer.citations
    [percent] = re.findall(r"at (\d+)%", why.text)
    assert abs(int(percent) - 100 * answer.confidence) <= 1
    assert "as of 8 January 2026" in why.text


@pytest.mark.parametrize(
    "words", ["why this answer?", "How do you know that?", "where did you get that from?"]
)
async def test_why_can_be_asked_in_words(ana: Talker, words: str) -> None:
    answer = await ana.says(QUESTION)
    assert (await ana.says(words)).text == (await ana.says(commands(answer)["/why"])).text


async def test_why_of_a_refusal_says_what_was_not_found(ana: Talker) -> None:
    refused = await ana.says(UNKNOWN)
    assert refused.action is Action.ESCALATE
    why = await ana.says("/why")
    assert "“visa”" in why.text
    assert "I do not answer" in why.text
    assert "word for word" not in why.text


async def test_why_is_about_the_last_question_and_not_about_thanks(ana: Talker) -> None:
    await ana.says(QUESTION)
    await ana.says("thank you")
    assert QUESTION in (await ana.says("/why")).text


async def test_without_an_answer_there_is_nothing_to_explain(ana: Talker) -> None:
    for command in ("/why", "/note", "/solved", "/unsolved", "/why a-000000", "/why <b>$(rm)</b> \u202e"):
        reply = await ana.says(command)
        assert reply.action is Action.CLARIFY
        assert reply.files == ()


async def test_another_members_answer_is_neither_explained_nor_noted_nor_judged(ana: Talker) -> None:
    answer = await ana.says(QUESTION)
    eve = ana.named(f"{ana.name}:eve")
    for command in commands(answer).values():
        heard = await eve.says(command, member="m-eve")
        assert "peer review" not in heard.text.lower()
        assert (heard.files, heard.citations) == ((), ())
    assert await ana.app.memory.answers.judge(str(answer.answer_id), Verdict.SOLVED)


async def test_an_answer_from_members_pages_is_explained_only_where_these_may_be_shown(ana: Talker) -> None:
    answer = await ana.says("Who hosts the next study visit?", is_member=True)
    assert "Porto" in answer.text
    for command in ("/why", "/note"):
        heard = await ana.says(f"{command} {answer.answer_id}")
        assert heard.action is Action.DECLINE
        assert "Porto" not in heard.text
        assert heard.files == ()
    assert "Porto" in (await ana.says("/why", is_member=True)).text


async def test_a_note_has_the_quotations_their_references_and_what_to_mind_in_both_files(ana: Talker) -> None:
    answer = await ana.says("What did the travel voucher scheme pay?")
    note = await ana.says(commands(answer)["/note"])
    markdown, word = note.files
    assert [markdown.name, word.name] == [f"briefing-{answer.answer_id}.{kind}" for kind in ("md", "docx")]
    texts = [markdown.content.decode(), _read(word.content)]
    for text in texts:
        assert "The travel voucher scheme paid 85 percent of a journey." in text
        assert "https://example.eu/voucher" in text
        assert "as of May 2019, 2014" in text
        assert "8 January 2026" in text
        assert "No expert has looked at this question" in text
        assert str(answer.answer_id) in text.replace("\\", "")


async def test_a_note_keeps_the_experts_judgement_apart_from_the_quotations(ana: Talker) -> None:
    answer = await ana.says(QUESTION)
    await ana.says("/expert")
    opened = await ana.says("yes")
    desk = ana.app.desk
    await desk.enrol(ANNA)
    [ticket] = (await desk.status_for(conversation=ana.name)).tickets
    await desk.answer(ticket.id, "For you I would ask for three peers.", by=ANNA, claims=True)
    await desk.close(ticket.id, by=ANNA)
    text = (await ana.says(f"/note {answer.answer_id}")).files[0].content.decode()
    quoted, judged = text.split("## Judgement of experts")
    assert "three peers" not in quoted
    assert "**Anna**, " in judged
    assert "> For you I would ask for three peers." in judged
    assert opened.ticket == ticket.id


async def test_feedback_is_kept_and_counted_once(ana: Talker) -> None:
    answer = await ana.says(QUESTION)
    before = await SqlAnswers(ana.app.database).verdicts()
    first = await ana.says(commands(answer)["/solved"])
    again = await ana.says(commands(answer)["/solved"])
    assert first.text != again.text
    kept = await ana.app.memory.answers.find(str(answer.answer_id))
    assert kept is not None
    assert kept.verdict == Verdict.SOLVED
    after = await SqlAnswers(ana.app.database).verdicts()
    assert after[Verdict.SOLVED] == before[Verdict.SOLVED] + 1


async def test_the_second_answer_that_did_not_help_offers_an_expert(ana: Talker) -> None:
    await ana.says(QUESTION)
    assert (await ana.says("/unsolved")).action is Action.SMALLTALK
    assert (await ana.says("/unsolved")).action is Action.SMALLTALK, "the same answer counts once"
    await ana.says("How long does a peer review take?")
    offered = await ana.says("/unsolved")
    assert offered.action is Action.ESCALATE
    assert [button.command for button in offered.buttons] == ["yes", "no"]
    assert (await ana.says("yes")).ticket is not None
    [ticket] = (await ana.app.desk.status_for(conversation=ana.name)).tickets
    assert ticket.question == "How long does a peer review take?"


async def test_an_answer_that_helped_in_between_starts_the_count_anew(ana: Talker) -> None:
    for question, verdict in ((QUESTION, "/unsolved"), ("What does a peer review cost the host?", "/solved")):
        await ana.says(question)
        await ana.says(verdict)
    await ana.says("How long does a peer review take?")
    assert (await ana.says("/unsolved")).action is Action.SMALLTALK


def _read(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)
