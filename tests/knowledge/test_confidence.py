"""Confidence: what ships fits today's signals, and what is learned tells held-in from held-out."""

import json
from dataclasses import fields

import numpy as np
import pytest

from knowledge.calibration import MIN_PASSAGES, Practice, calibrate, practice
from knowledge.chunking import passages
from knowledge.confidence import THRESHOLD, Confidence, Signals
from knowledge.documents import Document, Passage
from knowledge.index.search import PassageIndex, Scope
from knowledge.index.weighing import Query
from tests.fakes.embedder import WordEmbedder
from tests.making import document, index_of

EMBEDDER = WordEmbedder(dims=256)
SYLLABLES = "ba ke li mo nu ra se ti vo zu pla gre stu dri".split()


def corpus(count: int = 60) -> list[Document]:
    """Pages on a subject each, in made-up words that no two pages share."""
    random = np.random.default_rng(7)

    def word() -> str:
        return "".join(random.choice(SYLLABLES, 4))

    made = []
    for number in range(count):
        subject = [word() for _ in range(12)]
        said = [f"The {' '.join(random.permutation(subject)[:7])}." for _ in range(3)]
        made.append(document(f"/{number}", subject[0], " ".join(said)))
    return made


async def trained(documents: list[Document]) -> tuple[Confidence, PassageIndex, list[Passage]]:
    index = await index_of(*documents, embedder=EMBEDDER)
    cut = [passage for each in documents for passage in passages(each)]
    return calibrate(index, EMBEDDER, cut)[0], index, cut


def signals(index: PassageIndex, text: str, scope: Scope) -> Signals:
    query = Query(text, EMBEDDER.question(text))
    return Signals.of(query, index.search(query, limit=10, scope=scope), index, scope)


def test_confidence_comes_back_as_it_was_written() -> None:
    shipped = Confidence.shipped()
    assert Confidence.from_json(shipped.to_json()) == shipped


def test_the_shipped_one_matches_todays_signals() -> None:
    shipped = Confidence.shipped()
    count = len(fields(Signals))
    assert len(shipped.weights) == len(shipped.means) == len(shipped.scales) == count
    assert all(scale > 0 for scale in shipped.scales)


@pytest.mark.parametrize("change", ["renamed", "reordered", "fewer"])
def test_one_trained_on_other_signals_is_refused(change: str) -> None:
    read = json.loads(Confidence.shipped().to_json())
    names = read["signals"]
    read["signals"] = {
        "renamed": ["other", *names[1:]], "reordered": names[::-1], "fewer": names[:-1]
    }[change]  # fmt: skip
    with pytest.raises(ValueError, match="other signals"):
        Confidence.from_json(json.dumps(read))


def test_a_probability_stays_between_none_and_all() -> None:
    shipped = Confidence.shipped()
    for value in (-1e9, -1.0, 0.0, 1.0, 1e9):
        probability = shipped.probability(Signals(*(value,) * len(fields(Signals))))
        assert 0 < probability < 1 or probability in {0.0, 1.0}


async def test_a_search_without_result_has_unknown_words_alone() -> None:
    index = await index_of()
    nothing = Signals.of(Query("peer review", EMBEDDER.question("x")), [], index, Scope())
    assert nothing.unknown == 1
    assert nothing.words > 0
    assert nothing.score == nothing.covered == 0


async def test_learned_confidence_tells_held_in_from_held_out() -> None:
    documents = corpus()
    confidence, index, cut = await trained(documents)
    held_in, held_out = [], []
    for made in practice(cut, count=80, random=np.random.default_rng(99)):
        # Asked by the subject's own words, of everything and then without the page.
        document_id = int(index.snapshot.documents[made.row])
        without = Scope(without_documents=frozenset({document_id}))
        held_in.append(confidence.probability(signals(index, made.meaning, Scope())))
        held_out.append(confidence.probability(signals(index, made.meaning, without)))
    assert np.mean(np.array(held_in) >= THRESHOLD) > 0.9
    assert np.mean(np.array(held_out) >= THRESHOLD) < 0.1


async def test_learning_twice_gives_the_same() -> None:
    documents = corpus(MIN_PASSAGES)
    one, _, _ = await trained(documents)
    other, _, _ = await trained(documents)
    assert one == other
    assert one != Confidence.shipped()


async def test_with_too_few_passages_the_shipped_one_serves() -> None:
    confidence, _, _ = await trained(corpus(MIN_PASSAGES - 1))
    assert confidence == Confidence.shipped()


async def test_real_questions_and_foreign_requests_are_learned_from() -> None:
    documents = corpus(MIN_PASSAGES)
    index = await index_of(*documents, embedder=EMBEDDER)
    cut = [passage for each in documents for passage in passages(each)]
    real = [Practice(passage.sentences[0], passage.sentences[0], row) for row, passage in enumerate(cut)]
    plain, _ = calibrate(index, EMBEDDER, cut)
    taught, _ = calibrate(index, EMBEDDER, cut, foreign=["book me a flight"] * 20, held_out=real)
    assert taught != plain
    asked = signals(index, "book me a flight", Scope())
    assert taught.probability(asked) < THRESHOLD


def test_practice_questions_are_the_same_each_time_and_never_empty() -> None:
    cut = [passage for each in corpus(20) for passage in passages(each)]
    one = practice(cut, count=50, random=np.random.default_rng(1))
    assert one == practice(cut, count=50, random=np.random.default_rng(1))
    assert len(one) == 50
    assert all(made.text and made.meaning and 0 <= made.row < len(cut) for made in one)


def test_content_without_words_gives_no_practice() -> None:
    marks = passages(document("/a", "–", "!!! ???"))
    assert practice(marks, count=5, random=np.random.default_rng(1)) == []
    short = passages(document("/a", "Title", "Too short. Yes."))
    assert practice(short, count=5, random=np.random.default_rng(1)) == []
