"""Hybrid search: what is found in which scope, and how well it fits, by hand."""

from math import log, log1p

import pytest

from knowledge.documents import Document, Visibility
from knowledge.index.search import PassageIndex, Scope, Shares
from knowledge.index.weighing import Evidence, Query
from tests.fakes.embedder import WordEmbedder
from tests.making import document, index_of

EVERYTHING = Scope(members=True)
PUBLIC = Scope()


def query(text: str) -> Query:
    return Query(text, WordEmbedder().question(text))


def tiny() -> list[Document]:
    return [
        document("/a", "Review", "Peers travel. Days pass."),
        document("/b", "Other", "Peers rest."),
        document("/c", "Third", "Trees grow."),
    ]


def mixed_shelf() -> list[Document]:
    return [
        document("/free", "Costs", "A peer review is free for the host.", topic="Green"),
        document("/paid", "Costs of travel", "The host pays for no travel.", topic="Smart"),
        document("/names", "Names", "The host of a peer review is Ana.", visibility=Visibility.MEMBERS),
        document("/none", "History", "It began in Lille.", topic=None),
    ]


def sources(index: PassageIndex, found: list[Evidence], documents: list[Document]) -> list[str]:
    """Which documents were found; passages have ids in the order of the documents here."""
    return [documents[each.id - 1].source for each in found]


async def found_in(scope: Scope, text: str = "who is the host of a peer review?") -> list[str]:
    documents = mixed_shelf()
    index = await index_of(*documents)
    return sources(index, index.search(query(text), limit=10, scope=scope), documents)


async def test_members_only_passages_are_found_by_members_alone() -> None:
    assert (await found_in(EVERYTHING))[0] == "/names"
    assert "/names" not in await found_in(PUBLIC)
    assert sorted(await found_in(PUBLIC)) == ["/free", "/none", "/paid"]


async def test_a_scope_of_topics_holds_these_alone() -> None:
    assert await found_in(Scope(topics=frozenset({"Green"}))) == ["/free"]
    assert sorted(await found_in(Scope(topics=frozenset({"Green", "Smart"})))) == ["/free", "/paid"]
    assert await found_in(Scope(topics=frozenset({"Unheard of"}))) == []
    assert await found_in(Scope(topics=frozenset())) == []


async def test_documents_left_out_are_not_found() -> None:
    index = await index_of(*mixed_shelf())
    first = index.search(query("who is the host?"), limit=1, scope=PUBLIC)[0]
    without = Scope(without_documents=frozenset({first.document_id}))
    assert first.id not in [
        each.id for each in index.search(query("who is the host?"), limit=9, scope=without)
    ]


async def test_no_more_are_given_than_asked_for_and_the_best_come_first() -> None:
    index = await index_of(*mixed_shelf())
    found = index.search(query("host"), limit=2, scope=PUBLIC)
    assert len(found) == 2
    assert found == index.search(query("host"), limit=9, scope=PUBLIC)[:2]
    assert found[0].score >= found[1].score


async def test_a_word_held_only_out_of_scope_counts_as_unknown() -> None:
    index = await index_of(*mixed_shelf())
    assert min(index.word_weights("Ana", EVERYTHING)) >= 0
    assert max(index.word_weights("Ana", PUBLIC)) < 0


async def test_words_weigh_what_their_rarity_says() -> None:
    index = await index_of(*tiny())
    weights = index.word_weights("the peers, peer Days of zebras?", EVERYTHING)
    number = index.snapshot.vocabulary
    assert weights == {
        number["peer"]: pytest.approx(log1p(1.5 / 2.5)),
        number["day"]: pytest.approx(log1p(2.5 / 1.5)),
        -5: pytest.approx(log(8)),
    }


async def test_overlap_is_the_best_sentences_share_of_the_weight() -> None:
    index = await index_of(*tiny())
    peer, day, zebra = log1p(1.5 / 2.5), log1p(2.5 / 1.5), log(8)
    total = peer + day + zebra
    found = {each.id: each for each in index.search(query("peer days zebra"), limit=9, scope=EVERYTHING)}
    assert found[1].sentence_overlaps == pytest.approx((peer / total, day / total))
    assert found[1].overlap == pytest.approx(day / total)
    assert found[2].overlap == pytest.approx(peer / total)
    assert found[3].overlap == 0


async def test_a_word_of_the_title_counts_half_in_overlap() -> None:
    index = await index_of(*tiny())
    review, day = log1p(2.5 / 1.5), log1p(2.5 / 1.5)
    (first, *_) = index.search(query("review days"), limit=9, scope=EVERYTHING)
    assert first.sentence_overlaps == pytest.approx(
        (0.5 * review / (review + day), (0.5 * review + day) / (review + day))
    )


async def test_coverage_is_what_passages_cover_together_title_included() -> None:
    index = await index_of(*tiny())
    peer, day, tree, zebra = log1p(1.5 / 2.5), log1p(2.5 / 1.5), log1p(2.5 / 1.5), log(8)
    weights = index.word_weights("peer days tree zebra", EVERYTHING)
    total = peer + day + tree + zebra
    assert index.coverage(weights, [1]) == pytest.approx((peer + day) / total)
    assert index.coverage(weights, [2, 3]) == pytest.approx((peer + tree) / total)
    assert index.coverage(weights, [1, 2, 3]) == pytest.approx((peer + day + tree) / total)
    other = index.word_weights("other zebra", EVERYTHING)
    assert 0 < index.coverage(other, [2]) < 1
    assert index.coverage(index.word_weights("zebra", EVERYTHING), [1]) == 0


async def test_each_sentence_has_its_similarity() -> None:
    index = await index_of(*tiny())
    (first, *_) = index.search(query("Days pass."), limit=1, scope=EVERYTHING)
    assert first.id == 1
    assert first.sentence_similarities[1] == pytest.approx(1, abs=1e-3)
    assert first.sentence == max(first.sentence_similarities)


async def test_a_question_that_a_page_is_asked_counts_as_its_title() -> None:
    pages = [
        document("/a", "Reimbursement", "Nobody pays.", asked=("do i get my money back",)),
        document("/b", "Money", "The back office is in Lille."),
    ]
    index = await index_of(*pages)
    found = {each.id: each for each in index.search(query("do i get my money back"), limit=2, scope=PUBLIC)}
    assert found[1].lead == pytest.approx(1, abs=1e-3)
    assert found[1].score > found[2].score


async def test_in_a_talk_passages_are_weighed_by_question_and_talk() -> None:
    index = await index_of(*mixed_shelf())
    question, talk = query("and the travel?"), query("is a peer review free? and the travel?")

    def search(share: float) -> tuple[list[Evidence], list[Evidence], list[Evidence]]:
        shares = Shares(of_passages=share, of_sentences=share)
        found = index.search_in_talk(question, talk, shares=shares, limit=9, scope=PUBLIC)
        return found.mixed, found.by_question, found.by_talk

    alone, together = (index.search(each, limit=9, scope=PUBLIC) for each in (question, talk))
    mixed, by_question, by_talk = search(0.5)
    assert [each.id for each in mixed] == [each.id for each in by_question], "in the same order"
    assert [each.id for each in by_talk] == [each.id for each in together]
    of_question = {each.id: each for each in by_question}
    of_talk = {each.id: each for each in by_talk}
    for each in mixed:
        one, other = of_question[each.id], of_talk[each.id]
        assert each.score == pytest.approx((one.score + other.score) / 2)
        assert each.sentence_overlaps == pytest.approx(
            [(a + b) / 2 for a, b in zip(one.sentence_overlaps, other.sentence_overlaps, strict=True)]
        )
    assert [each.score for each in mixed] == sorted((each.score for each in mixed), reverse=True)
    found = index.search_in_talk(question, talk, shares=Shares(0.5, 0.5), limit=9, scope=PUBLIC)
    assert found.alone == alone
    assert [each.id for each in search(0)[0]] == [each.id for each in alone]
    assert [each.id for each in search(1)[0]] == [each.id for each in together]


async def test_in_a_talk_the_scope_holds_too() -> None:
    index = await index_of(*mixed_shelf())
    shares = Shares(of_passages=0.5, of_sentences=0.5)
    found = index.search_in_talk(
        query("the name?"), query("the host? the name?"), shares=shares, limit=9, scope=PUBLIC
    )
    assert 3 not in [each.id for each in [*found.mixed, *found.by_question, *found.by_talk]]
