from math import log2

import pytest

from benchmarks.measures import (
    auroc,
    holds,
    mean,
    ndcg,
    normalised,
    percentile,
    recall,
    reciprocal_rank,
    right_at_coverage,
)


def test_a_relevant_page_on_top_is_perfect() -> None:
    assert ndcg(["a", "b"], {"a": 1}, at=10) == 1.0


def test_ndcg_discounts_by_the_logarithm_of_the_place() -> None:
    assert ndcg(["x", "y", "a"], {"a": 1}, at=10) == pytest.approx(1 / log2(4))


def test_ndcg_weighs_grades_linearly() -> None:
    gained = 1 / log2(2) + 2 / log2(3)
    ideal = 2 / log2(2) + 1 / log2(3)
    assert ndcg(["a", "b"], {"a": 1, "b": 2}, at=10) == pytest.approx(gained / ideal)


def test_ndcg_looks_no_further_than_asked() -> None:
    assert ndcg(["x", "a"], {"a": 1}, at=1) == 0.0


def test_recall_is_a_share_of_all_relevant_pages() -> None:
    assert recall(["a", "x", "b"], {"a": 1, "b": 1}, at=2) == 0.5


def test_the_reciprocal_rank_is_that_of_the_first_relevant_page() -> None:
    assert reciprocal_rank(["x", "b", "a"], {"a": 1, "b": 1}, at=10) == 0.5
    assert reciprocal_rank(["x", "a"], {"a": 1}, at=1) == 0.0


def test_auroc_counts_pairs_in_the_right_order_and_half_of_the_ties() -> None:
    # 0.9 beats both, 0.4 beats one and ties with none; 0.4 against 0.4 is half.
    assert auroc([0.9, 0.4], [0.1, 0.5]) == pytest.approx(3 / 4)
    assert auroc([0.4], [0.4]) == pytest.approx(0.5)


def test_auroc_is_unknown_without_both_kinds() -> None:
    assert auroc([0.9], []) is None
    assert auroc([], [0.1]) is None


def test_only_the_most_confident_share_of_the_answers_counts() -> None:
    answers = [(0.1, False), (0.9, True), (0.8, False), (0.7, True)]
    assert right_at_coverage(answers, coverage=0.5) == 0.5
    assert right_at_coverage(answers, coverage=0.7) == pytest.approx(2 / 3)
    assert right_at_coverage([], coverage=0.7) is None


def test_case_punctuation_articles_and_white_space_do_not_matter() -> None:
    assert normalised("  The “Normans”,\n in A.D. 911 ") == "normans in d 911"
    assert holds("It was, in the 10th and 11th centuries.", ["10th and  11th Centuries"])


@pytest.mark.parametrize(
    ("text", "answer"),
    [("In 2010 it ended.", "10"), ("Nothing of that kind.", "the"), ("Nothing.", "")],
)
def test_an_answer_is_held_word_for_word(text: str, answer: str) -> None:
    assert not holds(text, [answer])


def test_no_values_have_no_mean() -> None:
    assert mean([]) is None
    assert mean([1.0, 2.0]) == 1.5


def test_a_percentile_lies_between_values() -> None:
    assert percentile([1.0, 2.0, 3.0], 50) == 2.0
    assert percentile([0.0, 10.0], 95) == pytest.approx(9.5)
