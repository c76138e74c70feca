"""Retrieval with the local model: questions alone, follow-ups and new subjects."""

import asyncio

import pytest

from knowledge.confidence import Confidence
from knowledge.documents import Document
from knowledge.embeddings.minilm import MiniLM
from knowledge.index.search import Scope
from knowledge.retrieval import Found, Retriever, leans_on_history
from tests.fakes.embedder import WordEmbedder
from tests.making import index_of, starter_pages

PAGES = starter_pages(
    "peer-review/what-a-peer-review-is",
    "peer-review/how-long-a-peer-review-takes",
    "peer-review/what-a-peer-review-costs",
    "matchmaking/what-a-matchmaking-session-is",
    "matchmaking/how-long-a-session-takes",
    "programme/joint-secretariat-in-lille",
    "programme/budget",
    "accounts/forgot-password",
    "digest-newsletter/unsubscribe",
    "events/forum-2026-copenhagen",
)


@pytest.fixture(scope="module")
def retriever(model: MiniLM) -> Retriever:
    return Retriever(asyncio.run(index_of(*PAGES, embedder=model)), model, Confidence.shipped())


def title(retriever: Retriever, found: Found) -> str:
    """Of the page that was found first; ids stand in the order of the pages."""
    titles: dict[int, Document] = dict(enumerate(PAGES, start=1))
    return titles[found.evidence[0].document_id].title


async def test_a_question_finds_the_page_that_answers_it(retriever: Retriever) -> None:
    found = retriever.find("I don't remember my password any more")
    assert title(retriever, found) == PAGES[7].title
    assert not found.used_history
    assert found.query == found.question


async def test_a_follow_up_is_understood_from_the_talk(retriever: Retriever) -> None:
    alone = retriever.find("and how long does it take?")
    of_reviews = retriever.find("and how long does it take?", history=["what is a peer review?"])
    of_sessions = retriever.find("and how long does it take?", history=["what is a matchmaking session?"])
    assert title(retriever, of_reviews) == PAGES[1].title
    assert title(retriever, of_sessions) == PAGES[4].title
    assert of_reviews.used_history
    assert of_reviews.query.text == "what is a peer review? and how long does it take?"
    assert of_reviews.question.text == "and how long does it take?"
    assert of_reviews.probability > alone.probability


async def test_a_new_subject_forgets_the_old_one(retriever: Retriever) -> None:
    talk = ["what is a peer review?", "and how long does it take?"]
    for question, page in [
        ("Where is the joint secretariat of the programme?", PAGES[5]),
        ("I forgot my password, how do I get a new one?", PAGES[7]),
        ("How can I unsubscribe from the newsletter?", PAGES[8]),
    ]:
        found = retriever.find(question, history=talk)
        assert title(retriever, found) == page.title
        assert found.probability > 0.7


async def test_only_the_last_turns_of_a_long_talk_count(retriever: Retriever) -> None:
    old = ["what is a matchmaking session?"] * 30
    recent = ["what is a peer review?"] * 8
    assert retriever.find("how long?", history=[*old, *recent]).query.text.count("matchmaking") == 0


@pytest.mark.parametrize(
    "question",
    [
        "How do I renew my Slovenian driving licence?",
        "Which antibiotic helps against a sore throat?",
        "Can you book a table for four in a pizzeria tonight?",
        "qwertz uiopü asdfgh",
    ],
)
async def test_an_unknown_subject_is_improbable(retriever: Retriever, question: str) -> None:
    assert retriever.find(question).probability < 0.3
    assert retriever.find(question, history=["what is a peer review?"]).probability < 0.4


async def test_a_known_subject_is_probable(retriever: Retriever) -> None:
    assert retriever.find("What is a peer review?").probability > 0.7
    assert retriever.find("How long does a peer review take?").probability > 0.7


@pytest.mark.parametrize("history", [[], ["what is a peer review?"]])
async def test_texts_without_words_find_something_and_break_nothing(
    retriever: Retriever, history: list[str]
) -> None:
    for text in ("", " ", "???", "🙂🙂", "\x00", "a" * 5000, "the of and"):
        found = retriever.find(text, history=history)
        assert 0 <= found.probability <= 1
        assert len(found.evidence) <= 10


async def test_no_more_passages_are_kept_than_asked_for(retriever: Retriever) -> None:
    assert len(retriever.find("peer review", limit=3).evidence) == 3
    assert retriever.find("peer review", limit=3).probability == retriever.find("peer review").probability
    everything = Scope(without_documents=frozenset(range(100)))
    assert retriever.find("peer review", scope=everything).evidence == ()


async def test_without_content_nothing_is_probable() -> None:
    embedder = WordEmbedder()
    retriever = Retriever(await index_of(embedder=embedder), embedder, Confidence.shipped())
    for history in ([], ["before"]):
        found = retriever.find("What is a peer review?", history=history)
        assert found.evidence == ()
        assert found.probability < 0.5


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("and how long does it take?", True),
        ("how long?", True),
        ("who pays for it?", True),
        ("what about Slovenia", True),
        ("is it free for them?", True),
        ("why?", True),
        ("ok and the deadline for small towns in Austria?", True),
        ("", True),
        ("What is a peer review?", False),
        ("Who may apply for matchmaking in 2026?", False),
        ("How do I submit a good practice to the database?", False),
        ("Our region has a plan for its old mines and it needs experts of other regions", False),
    ],
)
def test_which_turns_lean_on_the_talk(text: str, leans: bool) -> None:
    assert leans_on_history(text) is leans
