"""What is said around answers and instead of them: sources, dates, buttons, and that nothing is known."""

from collections.abc import Collection
from datetime import date

from babel.dates import format_date

from bot.messages import Action, Button, Citation, Reply
from bot.texts import Texts
from knowledge.answering import Citation as Source
from knowledge.answering import NotKnown
from knowledge.documents import AsOf


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


def not_here_text(topics: Collection[str], texts: Texts) -> str:
    """That a conversation is kept to its topics, and where to ask instead."""
    return texts.say("topics-only", count=len(topics), topics=", ".join(sorted(topics)))


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


def start(texts: Texts, *, is_first: bool) -> Reply:
    """Who speaks here; at the very start with three ways to begin."""
    if not is_first:
        return Reply(Action.SMALLTALK, texts.say("about-bot"))
    buttons = (
        Button(texts.say("prompt-events"), texts.say("prompt-events-said")),
        Button(texts.say("prompt-services"), texts.say("prompt-services-said")),
        Button(texts.say("button-expert"), "/expert"),
    )
    return Reply(Action.SMALLTALK, texts.say("greeting"), buttons=buttons)


def citation(source: Source) -> Citation:
    """A source in the form that every platform shows."""
    return Citation(
        n=source.n,
        title=source.title,
        url=source.url,
        as_of=str(source.as_of) if source.as_of else None,
        period=source.period,
        quote=source.quote,
        expert=source.expert,
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
