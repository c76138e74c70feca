"""From evidence to sentences with citations, or to nothing known: values in, a value out."""

from dataclasses import replace as but

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering import MAX_CHARS, MAX_SENTENCES, Answer, NotKnown, answer, preferred
from knowledge.confidence import Signals
from knowledge.documents import AsOf, Passage, Period
from knowledge.index.weighing import Evidence, Query
from knowledge.library import Shelved
from knowledge.retrieval import Found
from tests.making import document

QUERY = Query("Who pays?", np.zeros(4, np.float32))
SIGNALS = Signals(*(0.5,) * 14)


def evidence(id_: int, *fits: float, document_id: int = 0, lead: float = 0.0) -> Evidence:
    """A passage whose sentences fit by these shares."""
    best = max(fits)
    return Evidence(
        id=id_, document_id=document_id or id_, dense=best, sentence=best, lead=lead, lexical=best,
        overlap=best, score=best, sentence_similarities=fits, sentence_overlaps=fits,
    )  # fmt: skip


def found(*passages: Evidence, probability: float = 0.9) -> Found:
    return Found(QUERY, QUERY, passages, SIGNALS, probability, used_history=False)


def shelved(
    id_: int, *sentences: str, source: str | None = None, ordinal: int = 0, **changed: object
) -> Shelved:
    source = source or f"/{id_}.md"
    page = but(document(source, f"Page {source}", **changed), sections=())
    return Shelved(id_, id_, Passage(page.title, "", sentences, ordinal), page)


def shelf(*passages: Shelved) -> dict[int, Shelved]:
    return {each.id: each for each in passages}


def texts(outcome: Answer | NotKnown) -> list[tuple[str, int]]:
    assert isinstance(outcome, Answer)
    return [(statement.text, statement.n) for statement in outcome.statements]


def test_an_answer_has_three_sentences_at_most_in_reading_order() -> None:
    kept = shelf(shelved(1, "First one here.", "Second follows it.", "Third comes next.", "Fourth ends all."))
    outcome = answer(found(evidence(1, 0.2, 0.9, 0.5, 0.7)), kept, threshold=0.5)
    assert texts(outcome) == [("Second follows it.", 1), ("Third comes next.", 1), ("Fourth ends all.", 1)]


def test_one_sentence_is_an_answer() -> None:
    outcome = answer(found(evidence(1, 0.4)), shelf(shelved(1, "Nobody pays.")), threshold=0.5)
    assert texts(outcome) == [("Nobody pays.", 1)]


def test_the_best_sentences_document_comes_first_and_each_document_has_one_number() -> None:
    kept = shelf(
        shelved(1, "From page one, below.", source="/one", ordinal=3),
        shelved(2, "The best sentence.", source="/two"),
        shelved(3, "From page one, above.", source="/one", ordinal=1),
    )
    outcome = answer(found(evidence(1, 0.5), evidence(2, 0.9), evidence(3, 0.4)), kept, threshold=0.5)
    assert texts(outcome) == [
        ("The best sentence.", 1),
        ("From page one, above.", 2),
        ("From page one, below.", 2),
    ]
    assert isinstance(outcome, Answer)
    assert [citation.n for citation in outcome.citations] == [1, 2]
    assert [citation.title for citation in outcome.citations] == ["Page /two", "Page /one"]


def test_a_citation_says_where_when_and_what() -> None:
    page = shelved(7, "Nobody pays.", url="https://example.eu/", as_of=AsOf("2020-06"), period=Period.P2014)
    outcome = answer(found(evidence(7, 0.9)), shelf(page), threshold=0.5)
    assert isinstance(outcome, Answer)
    (citation,) = outcome.citations
    assert (citation.passage_id, citation.title, citation.url) == (7, "Page /7.md", "https://example.eu/")
    assert (str(citation.as_of), citation.period, citation.quote) == ("2020-06", "2014-2020", "Nobody pays.")


def test_what_is_said_twice_is_quoted_once() -> None:
    kept = shelf(
        shelved(1, "A peer review is free of charge for all hosts."),
        shelved(2, "A peer review is FREE of charge for hosts.", "Peers travel from other regions."),
    )
    outcome = answer(found(evidence(1, 0.9), evidence(2, 0.88, 0.3)), kept, threshold=0.5)
    assert texts(outcome) == [
        ("A peer review is free of charge for all hosts.", 1),
        ("Peers travel from other regions.", 2),
    ]


def test_a_long_sentence_leaves_room_for_short_ones_only() -> None:
    long, other = "Alpha " * 90, "Beta " * 60
    kept = shelf(shelved(1, long.strip(), other.strip(), "Short one."))
    outcome = answer(found(evidence(1, 0.9, 0.8, 0.2)), kept, threshold=0.5)
    assert texts(outcome) == [(long.strip(), 1), ("Short one.", 1)]


def test_weak_evidence_gives_the_nearest_page_and_no_answer() -> None:
    kept = shelf(shelved(1, "Far away."), shelved(2, "Somewhat nearer."))
    outcome = answer(found(evidence(1, 0.2), evidence(2, 0.3), probability=0.4), kept, threshold=0.5)
    assert isinstance(outcome, NotKnown)
    assert outcome.probability == 0.4
    assert outcome.nearest is not None
    assert outcome.nearest.title == "Page /2.md"
    assert outcome.nearest.n == 1


def test_evidence_at_the_threshold_is_enough() -> None:
    outcome = answer(found(evidence(1, 0.5), probability=0.5), shelf(shelved(1, "Enough.")), threshold=0.5)
    assert isinstance(outcome, Answer)


def test_a_page_answers_in_its_first_sentence_what_it_is_asked() -> None:
    page = shelved(1, "Yes, it is free.", "The host pays nothing at all.", asked=("is it free",))
    fits = evidence(1, 0.5, 0.55, lead=0.9)
    assert preferred(found(fits), shelf(page))[0][1] == "Yes, it is free."
    unasked = shelved(1, "Yes, it is free.", "The host pays nothing at all.")
    assert preferred(found(fits), shelf(unasked))[0][1] == "The host pays nothing at all."
    later = shelved(1, "Yes, it is free.", "The host pays nothing at all.", ordinal=1, asked=("is it free",))
    assert preferred(found(fits), shelf(later))[0][1] == "The host pays nothing at all."


def test_a_passage_that_has_gone_since_is_not_quoted() -> None:
    outcome = answer(
        found(evidence(1, 0.9), evidence(2, 0.3)), shelf(shelved(2, "Still here.")), threshold=0.5
    )
    assert texts(outcome) == [("Still here.", 1)]
    gone = answer(found(evidence(1, 0.9)), {}, threshold=0.5)
    assert gone == NotKnown(None, 0.9)


def test_without_evidence_nothing_is_known() -> None:
    assert answer(found(probability=0.99), {}, threshold=0.0) == NotKnown(None, 0.99)


SENTENCES = st.lists(
    st.text(alphabet=st.sampled_from("ab cdé."), min_size=1, max_size=400).filter(str.strip),
    min_size=1,
    max_size=5,
)
FITS = st.floats(0, 1)


@given(st.lists(SENTENCES, min_size=1, max_size=8), st.data())
def test_every_number_resolves_to_a_passage_that_was_found(
    written: list[list[str]], data: st.DataObject
) -> None:
    sources = [data.draw(st.sampled_from("abc")) for _ in written]
    kept = shelf(*(shelved(n, *said, source=sources[n], ordinal=n) for n, said in enumerate(written)))
    order = data.draw(st.permutations(range(len(written))))
    search = found(*(evidence(n, *[data.draw(FITS) for _ in written[n]]) for n in order))
    outcome = answer(search, kept, threshold=0.5)
    assert isinstance(outcome, Answer)
    assert 1 <= len(outcome.statements) <= MAX_SENTENCES
    assert [citation.n for citation in outcome.citations] == list(range(1, len(outcome.citations) + 1))
    numbers = [statement.n for statement in outcome.statements]
    assert set(numbers) == {citation.n for citation in outcome.citations}
    assert len(outcome.citations) == len({citation.title for citation in outcome.citations})
    for citation in outcome.citations:
        assert citation.passage_id in order
        assert citation.quote in kept[citation.passage_id].passage.sentences
    length = sum(len(statement.text) for statement in outcome.statements)
    assert length <= max(MAX_CHARS, len(outcome.statements[0].text))
    assert all(
        any(statement.text in each.passage.sentences for each in kept.values())
        for statement in outcome.statements
    )


@pytest.mark.parametrize("count", [1, 4, 6, 12])
def test_only_the_best_passages_are_quoted(count: int) -> None:
    kept = shelf(*(shelved(n, f"Sentence number {n} of them.") for n in range(1, count + 1)))
    outcome = answer(found(*(evidence(n, 0.1 * n) for n in range(1, count + 1))), kept, threshold=0)
    assert isinstance(outcome, Answer)
    assert all(citation.passage_id <= 5 for citation in outcome.citations)
