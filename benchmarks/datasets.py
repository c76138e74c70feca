"""Reads a folder of pages, questions and judgements: the BEIR layout, with answers where they are known.

corpus.jsonl {_id, title, text}; queries.jsonl {_id, text, history?}, history items "user:…" or "agent:…";
qrels.tsv query-id, corpus-id, score; gold.jsonl {query_id, answerable, answers}, which may be missing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEMBER = "user:"


class BadData(Exception):
    """The folder can't be used; the message is a sentence that says which file and line, and why."""


@dataclass(frozen=True)
class Page:
    """What systems are given to know."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Question:
    """What systems are asked."""

    id: str
    text: str
    history: tuple[str, ...] = ()
    """the same person's earlier turns, oldest first"""
    is_follow_up: bool = False


@dataclass(frozen=True)
class Gold:
    """Whether the pages answer a question, and spans of them that do."""

    answerable: bool
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Dataset:
    """Pages, questions and what is known about them."""

    name: str
    pages: tuple[Page, ...]
    questions: tuple[Question, ...]
    relevant: Mapping[str, Mapping[str, int]]
    """by question, page and its grade, all above zero"""
    gold: Mapping[str, Gold]

    @property
    def chars(self) -> int:
        return sum(len(page.text) for page in self.pages)

    def same_subject(self, question: str) -> frozenset[str]:
        """The pages that bear the title of one that is relevant to the question."""
        relevant = self.relevant.get(question, {})
        titles = {page.title for page in self.pages if page.id in relevant and page.title}
        return frozenset(page.id for page in self.pages if page.id in relevant or page.title in titles)


def read(folder: Path, *, limit: int | None = None) -> Dataset:
    """Read a folder, of its questions the first `limit`. Raises BadData."""
    if not folder.is_dir():
        raise BadData(f"{folder} is not a folder.")
    pages = {}
    for where, row in _rows(folder / "corpus.jsonl"):
        # SQuAD's titles are those of Wikipedia's addresses.
        page = Page(
            _text(row, "_id", where),
            _text(row, "title", where, "").replace("_", " "),
            _text(row, "text", where),
        )
        if page.id in pages:
            raise BadData(f"{where}: the page {page.id} stands there twice.")
        pages[page.id] = page
    questions = {}
    for where, row in _rows(folder / "queries.jsonl"):
        question = _question(row, where)
        if question.id in questions:
            raise BadData(f"{where}: the question {question.id} stands there twice.")
        questions[question.id] = question
    for name, found in (("corpus.jsonl", pages), ("queries.jsonl", questions)):
        if not found:
            raise BadData(f"{folder / name} is empty.")
    relevant = _qrels(folder / "qrels.tsv")
    gold_file = folder / "gold.jsonl"
    gold = dict(_gold(row, where) for where, row in _rows(gold_file)) if gold_file.exists() else {}
    return Dataset(folder.name, tuple(pages.values()), tuple(questions.values())[:limit], relevant, gold)


def read_texts(file: Path, *, limit: int | None = None) -> list[str]:
    """The texts of a file of lines {text}, the first `limit` of them. Raises BadData."""
    return [_text(row, "text", where) for where, row in _rows(file)][:limit]


def _question(row: dict[str, Any], where: str) -> Question:
    history = row.get("history") or []
    if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
        raise BadData(f'{where}: "history" should be a list of texts.')
    mine = tuple(turn.removeprefix(MEMBER).strip() for turn in history if turn.startswith(MEMBER))
    return Question(_text(row, "_id", where), _text(row, "text", where), mine, bool(history))


def _gold(row: dict[str, Any], where: str) -> tuple[str, Gold]:
    answers, answerable = row.get("answers", []), row.get("answerable")
    if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers):
        raise BadData(f'{where}: "answers" should be a list of texts.')
    if not isinstance(answerable, bool):
        raise BadData(f'{where}: "answerable" should be true or false.')
    return _text(row, "query_id", where), Gold(answerable, tuple(answers))


def _qrels(file: Path) -> dict[str, dict[str, int]]:
    relevant: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(file), start=1):
        parts = line.rstrip("\n").split("\t")
        if number == 1 and parts[-1].strip() == "score":
            continue
        if not line.strip():
            continue
        if len(parts) != 3:
            raise BadData(
                f"{file}, line {number}: there should be a question, a page and a score, with tabs between."
            )
        question, page, score = (part.strip() for part in parts)
        try:
            grade = int(score)
        except ValueError:
            raise BadData(f"{file}, line {number}: the score should be a whole number.") from None
        if grade > 0:
            relevant.setdefault(question, {})[page] = grade
    return relevant


def _rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's object, and where it stands."""
    for number, line in enumerate(_lines(file), start=1):
        where = f"{file}, line {number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise BadData(f"{where}: this is not JSON.") from None
        if not isinstance(row, dict):
            raise BadData(f"{where}: there should be a JSON object.")
        yield where, row


def _lines(file: Path) -> list[str]:
    try:
        # Not splitlines: texts may hold other line ends than \n.
        return file.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise BadData(f"{file} is missing.") from None
    except OSError as error:
        raise BadData(f"{file} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadData(f"{file} is not UTF-8 text.") from error


def _text(row: dict[str, Any], name: str, where: str, default: str | None = None) -> str:
    value = row.get(name, default)
    if isinstance(value, int) and name.endswith("id"):
        value = str(value)
    if not isinstance(value, str):
        raise BadData(f'{where}: "{name}" should be a text.')
    return value
