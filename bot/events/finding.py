"""Which events a text speaks of: by name, by date, by order among those shown last, or by meaning."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.events.catalogue import PARIS, Event, EventId, State
from bot.events.dates import Spoken, spoken_dates
from bot.events.times import last_day
from bot.events.words import Match, choice, content, kinds, matches

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""How near a text is in meaning to each of others: -1 … 1, higher is nearer."""

ALIKE = 0.45  # from which a text and a title mean the same: in MiniLM "bikes" and "Cycling cities" are 0.63, unlike ones 0.2
CLOSE = 0.75  # of the best match; what is nearer to it than this counts as well
NEAREST = 3

_SPARED = re.compile(
    r"\b(?:leave me in|keep|stay(?:ing)? in|except|apart from|but not|(?<!can )not (?:for |on )?the)\b[^,;.]*?"
    r"(?=\bbut\b|[,;.]|\band (?:cancel|drop|skip|remove)\b|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """These are meant: one, or several where the text says so."""

    events: tuple[Event, ...]


@dataclass(frozen=True)
class Ambiguous:
    """One of these is meant; which one has to be asked."""

    candidates: tuple[Event, ...]


@dataclass(frozen=True)
class NothingFound:
    """No event is meant that is known. `nearest` are by name or date what comes nearest."""

    nearest: tuple[Event, ...] = ()
    dates: tuple[Spoken, ...] = ()
    """the days that the text speaks of, where these are why"""


Finding = Found | Ambiguous | NothingFound


@dataclass(frozen=True)
class Listing:
    """Events to show: those that a text asks for; where there are none, the nearest ones instead."""

    events: tuple[Event, ...]
    nearest: tuple[Event, ...] = ()
    dates: tuple[Spoken, ...] = ()
    words: tuple[str, ...] = ()
    """the words of the text by which events were chosen"""


def find(
    text: str,
    events: Sequence[Event],
    *,
    now: datetime,
    listed: Sequence[EventId] = (),
    similarity: Similarity | None = None,
    language: str = "en",
) -> Finding:
    """The events that a text refers to. `listed` are those shown last in the conversation, in their order.

    For a cancellation give as `events` those that the member is registered for.
    """
    spared = " ".join(found.group() for found in _SPARED.finditer(text))
    finding = _find(_SPARED.sub(" ", text), events, now, listed, similarity, language)
    if not spared or not isinstance(finding, Found):
        return finding
    kept = _find(spared, finding.events, now, [event.id for event in finding.events], None, language)
    left = tuple(e for e in finding.events if not isinstance(kept, Found) or e not in kept.events)
    return Found(left) if left else finding


def matching(
    text: str,
    events: Sequence[Event],
    *,
    now: datetime,
    similarity: Similarity | None = None,
    language: str = "en",
) -> Listing:
    """The coming events that a text asks for; all of them where it names neither days nor a subject."""
    coming = [
        event for event in _by_start(events) if not event.is_over(now) and event.state is not State.CANCELLED
    ]
    dates = spoken_dates(text, today=_today(now), language=language)
    on_days = _on(dates, coming) if dates else coming
    words = content(_without(text, dates))
    named = matches(words, coming)
    chosen = [match.event for match in named] or (_by_meaning(words, coming, similarity) if words else [])
    used = tuple(word for word in words if any(word in match.by for match in named))
    if not chosen:
        return Listing(tuple(on_days), () if on_days else _nearest(dates, coming), tuple(dates))
    both = tuple(event for event in on_days if event in chosen)
    return Listing(both, () if both else tuple(_by_start(chosen)[:NEAREST]), tuple(dates), used)


def _find(
    text: str,
    events: Sequence[Event],
    now: datetime,
    listed: Sequence[EventId],
    similarity: Similarity | None,
    language: str,
) -> Finding:
    by_id = {event.id: event for event in events}
    named_by_id = tuple(
        by_id[EventId(word)] for word in re.findall(r"[\w@.-]+", text) if EventId(word) in by_id
    )
    if named_by_id:
        return Found(tuple(dict.fromkeys(named_by_id)))
    dates = spoken_dates(text, today=_today(now), language=language)
    rest = _without(text, dates)
    words = content(rest)
    coming = [event for event in _by_start(events) if not event.is_over(now)]
    past = [event for event in _by_start(events)[::-1] if event.is_over(now)]
    shown = [by_id[id_] for id_ in listed if id_ in by_id]
    for pool in (coming, past):
        named = _best(matches(words, pool)) or (_alike(words, pool, similarity) if not shown else [])
        if dates:
            found = _with_dates(text, dates, pool, named)
        elif named:
            found = _decide(rest, [match.event for match in named], named)
        else:
            found = None
        if found is not None:
            return found
    if dates:
        named = _best(matches(words, coming))
        return NothingFound(
            tuple(_by_start([match.event for match in named])[:NEAREST]) or _nearest(dates, coming),
            tuple(dates),
        )
    return _without_name(rest, words, coming, shown)


def _with_dates(
    text: str, dates: Sequence[Spoken], pool: Sequence[Event], named: Sequence[Match]
) -> Finding | None:
    """What dates, with names or without, say of a pool; None where nothing in it fits."""
    on_days = _on(dates, pool)
    names = [match.event for match in named]
    both = [event for event in on_days if event in names] if names else on_days
    if not both:
        return None
    single = [
        hits for each in dates if each.is_one_day and (hits := [e for e in _on([each], pool) if e in both])
    ]
    if len(single) > 1 and all(len(hits) == 1 for hits in single):
        return Found(tuple(dict.fromkeys(event for hits in single for event in hits)))
    return _decide(_without(text, dates), both, named)


def _without_name(
    text: str, words: Sequence[str], coming: Sequence[Event], shown: Sequence[Event]
) -> Finding:
    """What is meant by a text without name and date: "the second one", "the webinar", "sign me up"."""
    picked = choice(text)
    if shown:
        if picked and (chosen := picked.of(shown)):
            return Found(tuple(chosen))
        of_kind = [event for event in shown if event.kind in kinds(text)] or list(shown)
        # Unknown words may name something else: then it is safer to ask.
        return Found((of_kind[0],)) if len(of_kind) == 1 and not words else Ambiguous(tuple(of_kind))
    of_kind = [event for event in coming if event.kind in kinds(text)]
    if re.search(
        r"\bnext (?:one|event|session|webinar|discussion|training|workshop|forum)\b", text.casefold()
    ):
        following = (of_kind or list(coming))[:1]
        return Found(tuple(following)) if following else NothingFound()
    if words or not of_kind:
        return NothingFound()
    return Found((of_kind[0],)) if len(of_kind) == 1 else Ambiguous(tuple(of_kind))


def _decide(text: str, hits: Sequence[Event], named: Sequence[Match]) -> Finding:
    """One hit is found; of several, those that the text picks, or else it has to be asked."""
    hits = _by_start(hits)
    if len(hits) == 1:
        return Found((hits[0],))
    picked = choice(text)
    chosen = picked.of(hits) if picked else None
    if chosen:
        return Found(tuple(chosen))
    by = [match.by for match in named if match.event in hits]
    apart = all(not one & other for number, one in enumerate(by) for other in by[:number])
    if (
        by
        and len(by) == len(hits)
        and apart
        and re.search(r"\b(?:and|und|et|y|e|plus)\b|[&+]", text.casefold())
    ):
        return Found(tuple(hits))
    if by and len({event.kind for event in hits}) > 1:
        of_kind = [event for event in hits if event.kind in kinds(text)]
        if len(of_kind) == 1:
            return Found((of_kind[0],))
    return Ambiguous(tuple(hits))


def _best(found: Sequence[Match]) -> list[Match]:
    """Those matched by name, near to the best."""
    by_name = [match for match in found if match.by_name]
    return [match for match in by_name if match.score >= CLOSE * by_name[0].score]


def _alike(words: Sequence[str], pool: Sequence[Event], similarity: Similarity | None) -> list[Match]:
    return [
        Match(event, 1.0, frozenset(words), by_name=True) for event in _by_meaning(words, pool, similarity)
    ]


def _by_meaning(words: Sequence[str], pool: Sequence[Event], similarity: Similarity | None) -> list[Event]:
    if similarity is None or not words or not pool:
        return []
    near = similarity(" ".join(words), [event.series or event.title for event in pool])
    best = max(near)
    return [event for event, each in zip(pool, near, strict=True) if each >= max(ALIKE, best - 0.05)]


def _on(dates: Sequence[Spoken], pool: Sequence[Event]) -> list[Event]:
    """The events on these days; where there are none, on days that the words may mean as well."""
    found: list[Event] = []
    for each in dates:
        exact = [event for event in pool if each.covers(event.local_start.date(), last_day(event))]
        found += exact or [event for event in pool if each.may_mean(event.local_start.date())][:1]
    return list(dict.fromkeys(found))


def _nearest(dates: Sequence[Spoken], pool: Sequence[Event]) -> tuple[Event, ...]:
    """What lies nearest to the first of these days, by date."""
    if not dates:
        return tuple(pool[:NEAREST])
    day = dates[0].first
    near = sorted(pool, key=lambda event: abs((event.local_start.date() - day).days))
    return tuple(_by_start(near[:NEAREST]))


def _without(text: str, dates: Sequence[Spoken]) -> str:
    for each in dates:
        text = text[: each.start] + " " * len(each.text) + text[each.start + len(each.text) :]
    return text


def _by_start(events: Sequence[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event.starts_at, event.id))


def _today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(PARIS)).date()
