"""A small set: ten subjects of six pages, each page with one question that it alone answers."""

import json
from pathlib import Path
from typing import Any

SUBJECTS = "harbour glacier orchard railway museum lighthouse vineyard quarry observatory monastery".split()
THINGS = "ticket tower garden bridge archive kitchen".split()


def write_set(folder: Path, *, gold: bool = True) -> Path:
    """Write the four files; the second question of each subject is a follow-up."""
    folder.mkdir(parents=True)
    judged = ["query-id\tcorpus-id\tscore"]
    pages: list[dict[str, Any]] = []
    questions: list[dict[str, Any]] = []
    answers: list[dict[str, Any]] = []
    for subject in SUBJECTS:
        for number, thing in enumerate(THINGS):
            name = f"{subject}-{thing}"
            opened = 1800 + 10 * number + len(subject)
            pages.append(
                {
                    "_id": name,
                    "title": f"The_{subject}",
                    "text": f"The {thing} of the {subject} was opened in {opened}. "
                    f"Visitors of the {thing} are asked to be quiet. It is closed in winter.",
                }
            )
            question: dict[str, Any] = {
                "_id": f"q-{name}",
                "text": f"When was the {thing} of the {subject} opened?",
            }
            if number == 1:
                turns = [f"user:Tell me about the {thing} of the {subject}.", "agent:It is quiet there."]
                question |= {"text": "And when was it opened?", "history": turns}
            questions.append(question)
            judged.append(f"q-{name}\t{name}\t1")
            answers.append({"query_id": f"q-{name}", "answerable": True, "answers": [str(opened)]})
    questions.append({"_id": "q-none", "text": "Who painted the ceiling?"})
    answers.append({"query_id": "q-none", "answerable": False, "answers": []})
    _write(folder / "corpus.jsonl", pages)
    _write(folder / "queries.jsonl", questions)
    (folder / "qrels.tsv").write_text("\n".join(judged) + "\n")
    if gold:
        _write(folder / "gold.jsonl", answers)
    return folder


def write_texts(file: Path, texts: list[str]) -> Path:
    _write(file, [{"text": text} for text in texts])
    return file


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
