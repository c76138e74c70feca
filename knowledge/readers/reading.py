"""What comes out of reading one file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.documents import AsOf, Document, Period, Section, Visibility


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents of a file, and one clause for people about each part that could not be read."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...] = ()


def to_json(reading: Reading) -> dict[str, Any]:
    """The reading as plain values, to cross the border between two processes."""
    return {
        "documents": [
            {
                "source": document.source,
                "title": document.title,
                "sections": [[section.heading, section.text] for section in document.sections],
                "url": document.url,
                "kind": document.kind,
                "topic": document.topic,
                "period": document.period.value,
                "as_of": document.as_of.text if document.as_of else None,
                "visibility": document.visibility.value,
                "asked": list(document.asked),
                "expert": document.expert,
            }
            for document in reading.documents
        ],
        "problems": list(reading.problems),
    }


def from_json(values: Mapping[str, Any]) -> Reading:
    """The reading that `to_json` wrote; anything else raises KeyError, TypeError or ValueError."""
    return Reading(tuple(map(_document, values["documents"])), tuple(map(str, values["problems"])))


def _document(values: Mapping[str, Any]) -> Document:
    return Document(
        source=values["source"],
        title=values["title"],
        sections=tuple(Section(heading, text) for heading, text in values["sections"]),
        url=values["url"],
        kind=values["kind"],
        topic=values["topic"],
        period=Period(values["period"]),
        as_of=AsOf(values["as_of"]) if values["as_of"] else None,
        visibility=Visibility(values["visibility"]),
        asked=tuple(map(str, values["asked"])),
        expert=str(values["expert"]) if values["expert"] is not None else None,
    )
