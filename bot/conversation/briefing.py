"""A briefing note: an answer with its quotations and references, in a shape that every file format takes.

Three voices are kept apart: what pages say, what a model made of them, and what an expert judges.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.dates import format_date

from bot.conversation.wording import spoken
from bot.storage.answers import KeptAnswer
from bot.texts import Texts
from escalation.tickets import Author, Ticket
from knowledge.documents import AsOf, Period

DAY = "d MMMM yyyy"
LOW = 0.8  # confidence below which a note says that the answer is not sure
OLD_YEARS = 3


@dataclass(frozen=True)
class Quotation:
    """Words of a page as they stand there, and the number of its reference."""

    text: str
    n: int


@dataclass(frozen=True)
class Judgement:
    """What an expert wrote about the question."""

    alias: str
    text: str
    on: str
    """the day, as it is read aloud; empty where it is not known"""


@dataclass(frozen=True)
class Reference:
    """A source."""

    n: int
    title: str
    url: str | None
    details: str
    """its date and programme period, in words"""


@dataclass(frozen=True)
class Briefing:
    """All that a note says."""

    id: str
    question: str
    answered_on: str
    synthesis: str | None
    """the answer, where a language model worded it"""
    quotations: tuple[Quotation, ...]
    judgements: tuple[Judgement, ...]
    references: tuple[Reference, ...]
    caveats: tuple[str, ...]


def briefing(kept: KeptAnswer, tickets: Sequence[Ticket], texts: Texts, *, now: datetime) -> Briefing:
    """The note about an answer; `tickets` are those that were opened about it."""
    record = kept.record
    writing = record.get("writing") or {}
    is_written = bool(writing.get("shown"))
    cited = [{**source, "title": _inert(source["title"])} for source in record["citations"]]
    return Briefing(
        id=kept.id,
        question=_inert(kept.question),
        answered_on=_day(kept.created_at, texts),
        synthesis=_inert(record["text"]) if is_written else None,
        quotations=tuple(_quotations(record, is_written=is_written)),
        judgements=(*_approved(record, texts), *_judgements(tickets, texts)),
        references=tuple(
            Reference(
                source["n"], source["title"], _inert(source["url"] or "") or None, _details(source, texts)
            )
            for source in cited
        ),
        caveats=tuple(_caveats(kept, cited, texts, now=now, is_written=is_written)),
    )


def _quotations(record: dict[str, Any], *, is_written: bool) -> list[Quotation]:
    """The sentences of pages that the answer is made of, or rests on."""
    approved = {source["n"] for source in record["citations"] if source.get("expert")}
    said = [(each["text"], each["cites"][0]) for each in record.get("statements", ())]
    if is_written or not said:
        said = [(source["quote"], source["n"]) for source in record["citations"]]
    return [Quotation(_inert(text), n) for text, n in said if n not in approved]


def _approved(record: dict[str, Any], texts: Texts) -> list[Judgement]:
    """What an expert once answered to others, and was quoted here."""
    made = []
    for source in record["citations"]:
        if source.get("expert"):
            words = [each["text"] for each in record.get("statements", ()) if source["n"] in each["cites"]]
            on = spoken(AsOf(source["as_of"]), texts.language) if source["as_of"] else ""
            made.append(Judgement(_inert(source["expert"]), _inert(" ".join(words) or source["quote"]), on))
    return made


def _judgements(tickets: Sequence[Ticket], texts: Texts) -> list[Judgement]:
    """What experts replied to this member."""
    return [
        Judgement(_inert(said.alias or ""), _inert(said.text), _day(said.at, texts))
        for ticket in tickets
        for said in ticket.messages
        if said.author is Author.EXPERT and not said.is_question
    ]


def _details(source: dict[str, Any], texts: Texts) -> str:
    """How old a source is, and of which programme."""
    date = spoken(AsOf(source["as_of"]), texts.language) if source["as_of"] else None
    parts = [texts.say("note-as-of", date=date) if date else texts.say("note-undated")]
    if source.get("period", Period.ANY) != Period.ANY:
        parts.append(texts.say("note-period", period=source["period"]))
    return ", ".join(parts)


def _caveats(
    kept: KeptAnswer, cited: list[dict[str, Any]], texts: Texts, *, now: datetime, is_written: bool
) -> list[str]:
    """What a reader should know before relying on the note."""
    record, said = kept.record, []
    if not record.get("statements"):
        said.append(texts.say("note-no-answer"))
    elif record["confidence"] < LOW:
        said.append(texts.say("note-unsure", percent=round(100 * record["confidence"])))
    if record.get("differs"):
        said.append(texts.say("note-differs"))
    if any(source.get("period") == Period.P2014 for source in cited):
        said.append(texts.say("note-old-programme"))
    for source in cited:
        if source["as_of"] is None:
            said.append(texts.say("note-no-date", n=source["n"]))
        elif now.year - AsOf(source["as_of"]).year >= OLD_YEARS:
            said.append(
                texts.say("note-old", n=source["n"], date=spoken(AsOf(source["as_of"]), texts.language))
            )
    if record.get("not_found"):
        said.append(texts.say("note-not-found", words=_inert(", ".join(record["not_found"]))))
    if is_written:
        said.append(texts.say("note-written", model=_inert(record["writing"]["model"])))
    return [*said, texts.say("note-made-by", id=kept.id)]


def _day(moment: datetime, texts: Texts) -> str:
    return str(format_date(moment, DAY, locale=texts.language))


def _inert(text: str) -> str:
    """One line that no file format chokes on: no control or direction characters, and no characters that are none."""
    kept = ("" if unicodedata.category(char) in {"Cf", "Cs", "Cn", "Co"} else char for char in text)
    visible = (" " if unicodedata.category(char) == "Cc" else char for char in kept if char)
    return " ".join("".join(visible).split())
