from pathlib import Path

import pytest

from benchmarks.datasets import BadData, read, read_texts
from tests.benchmarks.making import write_set, write_texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_set(tmp_path / "set")


def test_titles_of_addresses_are_shown_with_spaces(folder: Path) -> None:
    assert read(folder).pages[0].title == "The harbour"


def test_only_the_members_turns_are_history(folder: Path) -> None:
    follow_up = next(question for question in read(folder).questions if question.is_follow_up)
    assert follow_up.history == ("Tell me about the tower of the harbour.",)


def test_a_limit_keeps_the_first_questions_and_all_pages(folder: Path) -> None:
    data = read(folder, limit=2)
    assert [question.id for question in data.questions] == ["q-harbour-ticket", "q-harbour-tower"]
    assert len(data.pages) == 60


def test_a_subject_is_every_page_of_the_same_title(folder: Path) -> None:
    data = read(folder)
    assert len(data.same_subject("q-harbour-ticket")) == 6
    assert all(page.startswith("harbour") for page in data.same_subject("q-harbour-ticket"))


def test_pages_without_a_title_share_no_subject(folder: Path) -> None:
    with (folder / "corpus.jsonl").open("a") as corpus:
        corpus.write('{"_id": "x", "text": "One."}\n{"_id": "y", "title": "", "text": "Two."}\n')
    with (folder / "qrels.tsv").open("a") as qrels:
        qrels.write("q-none\tx\t1\n")
    assert read(folder).same_subject("q-none") == {"x"}


def test_judgements_of_zero_are_not_relevant(folder: Path) -> None:
    with (folder / "qrels.tsv").open("a") as qrels:
        qrels.write("q-none\tharbour-ticket\t0\n")
    assert "q-none" not in read(folder).relevant


def test_answers_may_be_missing(tmp_path: Path) -> None:
    assert read(write_set(tmp_path / "bare", gold=False)).gold == {}


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BadData, match=f"{name} is missing"):
        read(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="nowhere is not a folder"):
        read(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("corpus.jsonl", "", "corpus.jsonl is empty"),
        ("corpus.jsonl", "{", "corpus.jsonl, line 1: this is not JSON"),
        ("corpus.jsonl", "[1]", "line 1: there should be a JSON object"),
        ("corpus.jsonl", '{"_id": "a", "text": 3}', 'line 1: "text" should be a text'),
        ("corpus.jsonl", '{"_id": "a", "text": "b"}\n' * 2, "line 2: the page a stands there twice"),
        ("queries.jsonl", '{"_id": "a"}', 'line 1: "text" should be a text'),
        ("queries.jsonl", '{"_id": "a", "text": "b", "history": "user:c"}', '"history" should be a list'),
        ("queries.jsonl", '\n{"_id": "a", "text": "b"}\n' * 2, "line 4: the question a stands there twice"),
        ("qrels.tsv", "a b 1", "line 1: there should be a question, a page and a score"),
        ("qrels.tsv", "a\tb\tmuch", "line 1: the score should be a whole number"),
        ("gold.jsonl", '{"query_id": "a", "answers": []}', '"answerable" should be true or false'),
        ("gold.jsonl", '{"query_id": "a", "answerable": true, "answers": "b"}', '"answers" should be a list'),
    ],
)
def test_a_bad_line_is_named_with_its_fault(folder: Path, name: str, content: str, said: str) -> None:
    (folder / name).write_text(content)
    with pytest.raises(BadData, match=said):
        read(folder)


def test_what_is_not_utf_8_is_refused(folder: Path) -> None:
    (folder / "corpus.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(BadData, match="not UTF-8"):
        read(folder)


def test_loose_texts_are_read_in_order(tmp_path: Path) -> None:
    file = write_texts(tmp_path / "loose.jsonl", ["one", "two", "three"])
    assert read_texts(file, limit=2) == ["one", "two"]
