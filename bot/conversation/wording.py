"""Puts outcomes into words: the sentences of the content with their numbers, or what is said without them."""

import re
from collections.abc import Mapping
from datetime import date

from babel.dates import format_date

from bot.conversation.language import detect
from bot.messages import Button, Citation, Reply
from bot.texts import FALLBACK, Texts
from knowledge.answering import Answer, NotKnown, Statement
from knowledge.answering import Citation as Source
from knowledge.documents import AsOf, Period


def answer_text(answer: Answer, texts: Texts) -> str:
    """The answer's sentences, each with its number; what is of the old programme says so.

    To a member who writes in another language English sentences are quoted, and it says why.
    """
    sources = {source.n: source for source in answer.citations}
    said = " ".join(_statement(statement, sources, texts) for statement in answer.statements)
    if _is_foreign(answer.statements[0], texts):
        return f"{texts.say('answer-in-english')}\n\n{said}"
    return said


def _is_foreign(statement: Statement, texts: Texts) -> bool:
    """Whether a sentence is English and the member is not."""
    return texts.language != FALLBACK and detect(statement.text, known=FALLBACK) == FALLBACK


def _statement(statement: Statement, sources: Mapping[int, Source], texts: Texts) -> str:
    cited = (statement.n, *statement.also)
    text = f"“{statement.text}”" if _is_foreign(statement, texts) else statement.text
    marked = text + "".join(f" [{n}]" for n in cited)
    says_when = re.search(r"\b(2014|201[5-9]|2020)\b", statement.text)
    if any(sources[n].period is Period.P2014 for n in cited) and not says_when:
        marked += " " + texts.say("period-label")
    return marked


def not_known_text(outcome: NotKnown, texts: Texts, *, documents: int) -> str:
    """What was searched, the nearest page, and who could answer."""
    parts = [texts.say("not-known", documents=documents)]
    if outcome.nearest is not None:
        parts.append(
            texts.say(
                "not-known-nearest", title=outcome.nearest.title, dated=dated(outcome.nearest.as_of, texts)
            )
        )
    parts.append(texts.say("offer-expert"))
    return " ".join(parts)


def advice_text(nearest: Source | None, texts: Texts) -> str:
    """Why this is a question for an expert, and what background there is."""
    parts = [texts.say("expert-advice")]
    if nearest is not None:
        parts.append(texts.say("expert-nearest", title=nearest.title, dated=dated(nearest.as_of, texts)))
    parts.append(texts.say("offer-expert"))
    return " ".join(parts)


def buttons(reply: Reply, texts: Texts, *, is_answer: bool) -> tuple[Button, ...]:
    """What a member may do with an answer, or with the news that there is none."""
    names = ("solved", "unsolved", "why", "note", "expert") if is_answer else ("expert", "why")
    return tuple(Button(texts.say(f"button-{name}"), f"/{name} {reply.answer_id}") for name in names)


def citation(source: Source) -> Citation:
    """A source in the form that every platform shows."""
    return Citation(
        n=source.n,
        title=source.title,
        url=source.url,
        as_of=str(source.as_of) if source.as_of else None,
        period=source.period,
        quote=source.quote,
    )


def dated(as_of: AsOf | None, texts: Texts) -> str:
    """Words that follow a title: ", as of June 2020", or nothing for an undated source."""
    return texts.say("dated", date=spoken(as_of, texts.language_of("dated"))) if as_of else ""


def spoken(as_of: AsOf, language: str) -> str:
    """A day, a month or a year as it is read aloud."""
    numbers = [int(part) for part in as_of.text.split("-")]
    moment = date(numbers[0], *[*numbers[1:], 1, 1][:2])
    pattern = ("yyyy", "MMMM yyyy", "d MMMM yyyy")[len(numbers) - 1]
    return format_date(moment, pattern, locale=language)
