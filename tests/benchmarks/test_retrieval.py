import io
import json
from typing import Any

import pytest

from benchmarks.datasets import Dataset, read
from benchmarks.retrieval import Comparison, compare
from benchmarks.table import table
from tests.benchmarks.making import write_set
from tests.fakes.embedder import WordEmbedder

Row = dict[str, Any]
Lines = list[Row]
Both = tuple[Comparison, Lines, list[tuple[str, int, int]]]

FOREIGN = ["will it rain tomorrow", "sing me a song", "who won the match", "what is seven times nine"]
REQUESTS = ["how do I boil an egg", "play some jazz"]
KEYS = {
    "query_id",
    "system",
    "variant",
    "ranked",
    "probability",
    "answered",
    "sentences",
    "wall_ms",
    "cpu_ms",
}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return read(write_set(tmp_path_factory.mktemp("sets") / "small"))


@pytest.fixture(scope="module")
def run_of_both(dataset: Dataset) -> Both:
    written, steps = io.StringIO(), []
    result = compare(
        dataset,
        WordEmbedder(dims=384),
        out_of_domain=REQUESTS,
        foreign=FOREIGN,
        threshold=0.5,
        run_file=written,
        watch=lambda what, done, total: steps.append((what, done, total)),
    )
    return result, [json.loads(line) for line in written.getvalue().splitlines()], steps


@pytest.fixture(scope="module")
def result(run_of_both: Both) -> Comparison:
    return run_of_both[0]


@pytest.fixture(scope="module")
def lines(run_of_both: Both) -> Lines:
    return run_of_both[1]


def line(lines: Lines, system: str, variant: str, question: str) -> Row:
    found = [
        row
        for row in lines
        if (row["system"], row["variant"], row["query_id"]) == (system, variant, question)
    ]
    assert len(found) == 1
    return found[0]


def test_each_line_has_the_promised_form(lines: Lines) -> None:
    for row in lines:
        assert set(row) == KEYS
        assert row["system"] in {"ours", "quick_start"}
        assert row["probability"] is None or 0 <= row["probability"] <= 1
        assert isinstance(row["answered"], bool)
        assert len(row["sentences"]) <= 3
        assert row["wall_ms"] > 0
        assert row["cpu_ms"] >= 0


def test_every_question_is_asked_in_every_variant_it_allows(lines: Lines) -> None:
    for system in ("ours", "quick_start"):
        asked = [(row["variant"], row["query_id"]) for row in lines if row["system"] == system]
        assert len(asked) == len(set(asked))
        counts = {variant: sum(found == variant for found, _ in asked) for variant, _ in asked}
        assert counts == {"full": 61, "paragraph_removed": 60, "subject_removed": 60, "out_of_domain": 2}
        assert ("out_of_domain", "ood-1") in asked
        assert ("out_of_domain", "ood-2") in asked


def test_ten_different_pages_are_ranked_with_falling_scores(lines: Lines) -> None:
    for row in lines:
        pages, scores = zip(*row["ranked"], strict=True)
        assert len(set(pages)) == 10
        assert list(scores) == sorted(scores, reverse=True)


@pytest.mark.parametrize("system", ["ours", "quick_start"])
def test_removed_pages_are_neither_ranked_nor_quoted(lines: Lines, system: str) -> None:
    without_page = line(lines, system, "paragraph_removed", "q-harbour-ticket")
    without_subject = line(lines, system, "subject_removed", "q-harbour-ticket")
    assert "harbour-ticket" not in dict(without_page["ranked"])
    for row in (without_page, without_subject):
        assert all(said["doc_id"] != "harbour-ticket" for said in row["sentences"])
    assert not any(page.startswith("harbour") for page, _ in without_subject["ranked"])


@pytest.mark.parametrize("system", ["ours", "quick_start"])
def test_sentences_stand_in_their_pages_word_for_word(lines: Lines, dataset: Dataset, system: str) -> None:
    texts = {page.id: page.text for page in dataset.pages}
    for row in lines:
        if row["system"] == system:
            assert row["sentences"]
            assert all(said["text"] in texts[said["doc_id"]] for said in row["sentences"])


def test_the_best_sentence_comes_first(lines: Lines) -> None:
    first = line(lines, "ours", "full", "q-harbour-ticket")["sentences"][0]
    assert first == {"doc_id": "harbour-ticket", "text": "The ticket of the harbour was opened in 1807."}


def test_only_ours_reads_a_follow_up_with_its_history(result: Comparison) -> None:
    assert result.ours.follow_ups
    assert result.quick_start.follow_ups
    assert result.ours.follow_ups.questions == 10
    assert result.ours.follow_ups.recall_5 == 1.0
    assert result.quick_start.follow_ups.recall_5 < 0.5


def test_only_ours_judges_whether_it_knows(result: Comparison, lines: Lines) -> None:
    assert (result.ours.refusal.out_of_domain or 0) > 0.9
    assert result.ours.refusal.unanswerable is not None
    assert result.quick_start.refusal.paragraph_removed is None
    assert result.quick_start.out_of_domain_answered == 1.0
    assert line(lines, "quick_start", "out_of_domain", "ood-1")["probability"] is None


def test_answers_are_found_and_costs_are_counted(result: Comparison) -> None:
    assert (result.ours.answer_in_3 or 0) > 0.9
    assert (result.ours.span_in_5_passages or 0) > 0.9
    assert result.ours.cost.chars_a_second > 0
    assert result.ours.cost.wall_ms_p95 >= result.ours.cost.wall_ms_p50 > 0


def test_progress_is_told(run_of_both: Both) -> None:
    assert ("asking ours", 0, 63) in run_of_both[2]
    assert ("asking quick_start", 63, 63) in run_of_both[2]


def test_the_table_has_a_row_for_each_figure_that_there_is(result: Comparison) -> None:
    rows = list(table(result).columns[0].cells)
    assert rows.count("nDCG@10") == 2
    assert "AUROC, subject removed" in rows
    json.dumps(result.as_dict())
