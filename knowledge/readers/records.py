"""Reads good practices from CSV, JSON and JSON Lines: one document for each record.

Columns may be called in many ways; authors and contacts are left out, because they are persons. A record
that can't be used becomes a problem of the reading, and the others come through.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from knowledge.documents import Document, Period, Visibility
from knowledge.errors import Unreadable
from knowledge.readers.blocks import Block, heading, item, sections_of
from knowledge.readers.characters import on_one_line
from knowledge.readers.cleaning import clean
from knowledge.readers.dates import parse_date
from knowledge.readers.files import read_text
from knowledge.readers.front_matter import TOPICS, checked_url
from knowledge.readers.prose import blocks_of
from knowledge.readers.reading import Reading

MAX_FIELD = 5_000_000  # characters
SAMPLE = 65_536  # characters that the delimiter is guessed from
MAX_PROBLEMS = 50

_NAMES = {
    "id": "id nid uuid identifier slug reference ref",
    "title": "title name practice good_practice good_practice_title practice_title",
    "subtitle": "subtitle tagline headline short_description teaser",
    "about": "about description summary text body detailed_information practice_description about_this_good_practice",
    "opinion": "expert_opinion opinion expert_comment expert_validation",
    "evidence": "evidence evidence_of_success results success impact",
    "resources": "resources resources_needed budget costs",
    "lessons": "challenges lessons lessons_learnt lessons_learned potential_for_learning transferability potential",
    "location": "location region country place city nuts territory regions countries",
    "level": "level scope geographical_scope scale",
    "topic": "topic theme policy_topic policy_objective thematic_objective",
    "institution": "institution main_institution organisation organization main_organisation",
    "project": "project project_acronym",
    "start": "start start_date started from_date",
    "end": "end end_date ended to_date",
    "as_of": "as_of published publication_date date updated last_updated modified created",
    "url": "url link website web_page address_of_page",
    "period": "period programme_period programming_period",
    "visibility": "visibility access",
}
_FIELD = {name: field for field, names in _NAMES.items() for name in names.split()}
_TEXTS = {
    "about": "About",
    "opinion": "Expert opinion",
    "evidence": "Evidence of success",
    "resources": "Resources needed",
    "lessons": "Lessons and potential for learning",
}
_FACTS = {
    "location": "Location",
    "level": "Level",
    "topic": "Topic",
    "institution": "Main institution",
    "project": "Project",
    "start": "Start date",
    "end": "End date",
}
_T = TypeVar("_T")
_D = TypeVar("_D")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def read_csv(path: Path) -> Reading:
    """Records with a header line, whatever divides the columns."""
    text = read_text(path)
    csv.field_size_limit(MAX_FIELD)
    rows = csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text))
    try:
        header = next(rows)
        if "title" not in map(_field, header):
            raise Unreadable("no column is called title")
        return _reading(path, _csv_records(header, rows))
    except (csv.Error, StopIteration) as error:
        raise Unreadable("it is not a valid CSV file") from error


def read_json(path: Path) -> Reading:
    """A list of records, an object that holds such a list, or one record."""
    try:
        values = json.loads(read_text(path))
    except ValueError as error:
        raise Unreadable("it is not valid JSON") from error
    if isinstance(values, dict):
        lists = [value for value in values.values() if _is_records(value)]
        values = lists[0] if lists else [values]
    if not isinstance(values, list):
        raise Unreadable("it is not a list of records")
    return _reading(path, ((f"record {number}", value) for number, value in enumerate(values, 1)))


def read_json_lines(path: Path) -> Reading:
    """One record a line."""
    return _reading(path, _json_lines(read_text(path)))


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def _csv_records(header: list[str], rows: Iterable[list[str]]) -> Iterator[tuple[str, Any]]:
    for number, cells in enumerate(rows, 2):
        if any(cell.strip() for cell in cells):
            values: Any = dict(zip(header, cells, strict=False))
            yield f"row {number}", values if len(cells) <= len(header) else "more cells than columns"


def _json_lines(text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield f"line {number}", json.loads(line)
            except ValueError:
                yield f"line {number}", "not valid JSON"


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.split("\n", 1)[0]

    class Counted(csv.excel):
        """What the first line suggests when the guess fails or is odd."""

        delimiter = max(",;\t|", key=first.count)

    try:
        sniffed = csv.Sniffer().sniff(text[:SAMPLE], delimiters=",;\t|")
    except csv.Error:
        return Counted
    # The guess may take a comma inside sentences for the delimiter.
    if first.count(sniffed.delimiter) < first.count(Counted.delimiter):
        return Counted
    sniffed.doublequote = True
    return sniffed


def _reading(path: Path, records: Iterable[tuple[str, Any]]) -> Reading:
    documents: dict[str, Document] = {}
    problems: list[str] = []
    for place, values in records:
        try:
            document = _document(path, _known(values), place=place)
            if document.source in documents:
                raise ValueError(f"{document.source.rsplit('#', 1)[1]!r} has stood in it before")
            documents[document.source] = document
        except ValueError as error:
            problems.append(f"{place}: {error}")
    if not documents:
        raise Unreadable(
            f"no record in it can be used ({problems[0]})" if problems else "it holds no records"
        )
    if len(problems) > MAX_PROBLEMS:
        problems = [*problems[:MAX_PROBLEMS], f"and {len(problems) - MAX_PROBLEMS} more records"]
    return Reading(tuple(documents.values()), tuple(problems))


def _known(values: Any) -> dict[str, str]:
    """The fields of a record that are known, as text; of two names for one field the first that says something."""
    if isinstance(values, str):
        raise ValueError(values)  # noqa: TRY004 – the words of what is wrong with it
    if not isinstance(values, Mapping):
        raise ValueError("not an object")  # noqa: TRY004 – a record of the user, not a programmer's mistake
    found: dict[str, list[str]] = {}
    for name, value in values.items():
        field = _field(str(name))
        text = _text(value)
        if field and text:
            found.setdefault(field, []).append(text)
    joined = {field: texts[0] for field, texts in found.items()}
    if "location" in found:
        joined["location"] = ", ".join(dict.fromkeys(found["location"]))
    return joined


def _field(name: str) -> str | None:
    return _FIELD.get(re.sub(r"\W+", "_", name.strip().lower()).strip("_"))


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        value = [entry for key, entry in value.items() if "mail" not in str(key).lower()]
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if value is None or isinstance(value, bool):
        return ""
    return str(value).strip()


def _document(path: Path, record: Mapping[str, str], *, place: str) -> Document:
    title = on_one_line(record.get("title", ""))
    if not title:
        raise ValueError("no title")
    blocks = clean(_blocks(record), from_web=False)
    if not any(field in record for field in _TEXTS):
        raise ValueError("no text besides its title")
    key = re.sub(r"\s+", "-", record.get("id", place.rsplit(maxsplit=1)[-1]))
    topics = {topic.lower(): topic for topic in TOPICS}
    topic = record.get("topic")
    return Document(
        source=f"{path}#{key}",
        title=title,
        sections=sections_of(blocks, title=title),
        url=_checked("url", record, checked_url, None),
        kind="good_practice",
        topic=topics.get(topic.lower(), on_one_line(topic)) if topic else None,
        period=_checked("period", record, _period, Period.ANY),
        as_of=_checked("as_of", record, parse_date, None),
        visibility=_checked("visibility", record, lambda value: Visibility(value.lower()), Visibility.PUBLIC),
    )


def _blocks(record: Mapping[str, str]) -> Iterator[Block]:
    if "subtitle" in record:
        yield from _prose(record["subtitle"])
    for field, name in _TEXTS.items():
        if field in record:
            yield heading(name)
            yield from _prose(record[field])
    facts = [item(f"{name}: {record[field]}") for field, name in _FACTS.items() if field in record]
    if facts:
        yield heading("Key facts")
        yield from facts


def _prose(text: str) -> Iterator[Block]:
    """A field's text, which may be HTML, without headings of its own."""
    if _TAG.search(text):
        from knowledge.readers.html import to_markdown
        from knowledge.readers.markdown import blocks_of as markdown_blocks

        found = markdown_blocks(to_markdown(text))
    else:
        found = blocks_of(text, from_web=False)
    for block in found:
        yield Block(block.kind, block.text, level=block.level + 1, linked=block.linked)


def _period(value: str) -> Period:
    return Period(re.sub(r"\s*[-–—/]\s*", "-", value.strip().lower()))


def _checked(field: str, record: Mapping[str, str], reader: Callable[[str], _T], default: _D) -> _T | _D:
    if field not in record:
        return default
    try:
        return reader(record[field])
    except ValueError as error:
        raise ValueError(f"{field} can't be {record[field][:60]!r}") from error
