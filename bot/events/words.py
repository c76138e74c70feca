"""What words say about which event is meant: titles and topics, and "the first", "both", "all three"."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz
from Stemmer import Stemmer

from bot.events.catalogue import Event, Kind
from bot.events.places import folded

ALIKE = 86  # of 100, from which two words count as one misspelt; "mobilty" is 93 like "mobility"

_STOP = frozenset(
    """
    a about above able according action add after again against agenda ahead all already also always am an and announce
    announced another answer any anybody anyone anything apply are around as ask at attend attending attendance away
    back be been before being best better between book booked booking both but by calendar call came can cancel
    cancelled cancellation cannot cant check clock colleague colleagues come coming confirm confirmed count could day
    days daylight dear delete deregister did diary didn do does doing don done down drop during each either else enlist
    enrol enroll enrolled enter etc europe european even ever every everyone everything except few file find first fifth
    following for form forth fourth free friday from full get getting give given go going good got great had half happen
    happening has have hear hello help her here hey hi him his hold hope hour hours how i ics if im in include info
    information inscribe interested interreg into invitation invite is isn it its join joining just keep kind kindly
    know last later latest leave left let like link list listed live ll long look looking lot love make many may maybe
    me mean meet member members mind mine minute moment monday month months more morning most much must my name near
    need next no nobody none nor normal not nothing now number of off on once one ones only open or order other others
    our out outlook over part participant participants participate participation past people person personal place
    places plan planned please pls plus position possible programme put queue question quick re ready really
    receive record recorded recording register registered registering registration registrations release remind
    remove reserve room s same saturday saving say scheduled seat seats second see send series service set shall she
    should show sign signed signup sit sixth skip slot so some somebody someone something soon sorry spot start starts
    still stuff subscribe such summary sunday sure t take taking team tell than thank thanks that the their them then
    there these they thing things think third this those though thursday time times title to today together tomorrow
    too topic topics tuesday tell two three four five six seven u until unable unregister unfortunately unsubscribe up
    upcoming update us use user using ve very via wait waiting waitlist waitlisted want wanted was we wednesday week
    weekend weeks welcome well went were what when where whether which while who whole why will willing wish with
    within without won work would write year years yes yet you your yours thx ok okay
    """.split()
)

KINDS = {
    "webinar": Kind.WEBINAR, "webinars": Kind.WEBINAR, "discussion": Kind.DISCUSSION, "discussions": Kind.DISCUSSION,
    "talk": Kind.DISCUSSION, "training": Kind.TRAINING, "trainings": Kind.TRAINING, "course": Kind.TRAINING,
    "courses": Kind.TRAINING, "workshop": Kind.WORKSHOP, "workshops": Kind.WORKSHOP, "forum": Kind.FORUM,
    "conference": Kind.FORUM,
}  # fmt: skip
_GENERIC = frozenset(
    {*KINDS, "event", "events", "session", "sessions", "meeting", "meetings", "online", "seminar"}
)

_ORDINALS = {
    1: "first|1st|erste[nrsm]?|premi[eè]re?|primer[oa]?|prim[oa]|primeir[oa]|eerste|första|første|ensimmäinen",
    2: "second|2nd|zweite[nrsm]?|deuxi[eè]me|segund[oa]|second[oa]|tweede|andra|anden|toinen",
    3: "third|3rd|dritte[nrsm]?|troisi[eè]me|tercer[oa]?|terz[oa]|terceir[oa]|derde|tredje|kolmas",
    4: "fourth|4th|vierte[nrsm]?|quatri[eè]me|cuart[oa]|quart[oa]",
    5: "fifth|5th|fünfte[nrsm]?|cinqui[eè]me|quint[oa]",
    -1: "last|latter|letzte[nrsm]?|derni[eè]re?|[uú]ltim[oa]|laatste|sista|sidste|viimeinen",
}
_ORDINAL = {n: re.compile(rf"\b(?<!\bjust a )(?<!\ba )(?:{words})\b") for n, words in _ORDINALS.items()}
_NUMBERED = re.compile(
    r"(?:\b(?:number|no\.?|nr\.?|option|part|session|choice|nummer|partie|parte|teil)\s*|#)([1-9])\b(?![\d:/])"
)
_ONLY_NUMBERS = re.compile(r"\W*[1-9](?:\W+(?:(?:and|und|et|y|e)\W+)?[1-9])*\W*")
_BOTH = re.compile(r"\b(?:both|beide[ns]?|les deux|ambos|ambas|entrambi|entrambe)\b")
_ALL = re.compile(
    r"\b(?:all (?:of )?(?:them|three|four|five|the|these|those|sessions|dates|parts|events)|all\W*$|every(?:thing)?"
    r"|each (?:one|of|session)|whole series|entire series|the series|alle|tous|toutes|todos|todas|tutti|tutte|three of them)\b"
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """What a text picks out of several: numbers from 1, -1 for the last; or both, or all."""

    numbers: tuple[int, ...] = ()
    both: bool = False
    all: bool = False

    def of(self, events: Sequence[Event]) -> list[Event] | None:
        """The events picked; None where nothing is picked, or not out of so many."""
        if self.both:
            return list(events) if len(events) == 2 else None
        if self.all:
            return list(events)
        if not self.numbers or any(number > len(events) for number in self.numbers) or not events:
            return None
        return list(dict.fromkeys(events[number - 1 if number > 0 else -1] for number in self.numbers))

    def __bool__(self) -> bool:
        return bool(self.numbers) or self.both or self.all


def choice(text: str) -> Choice:
    """What a text picks, if it does."""
    small = text.casefold()
    numbers = [n for n, pattern in _ORDINAL.items() if pattern.search(small)]
    numbers += [int(found) for found in _NUMBERED.findall(small)]
    if _ONLY_NUMBERS.fullmatch(small):
        numbers += [int(found) for found in re.findall(r"[1-9]", small)]
    return Choice(tuple(dict.fromkeys(numbers)), both=bool(_BOTH.search(small)), all=bool(_ALL.search(small)))


def content(text: str) -> list[str]:
    """The words of a text that can tell events apart, in their order."""
    words = folded(text.replace("'", "’").replace("’", " ")).split()
    return [word for word in words if word not in _STOP and word not in _GENERIC and not word.isdecimal()]


def without_words(text: str, words: Collection[str]) -> str:
    """A text without the words, as `content` gives them, wherever they stand in it."""
    return " ".join(word for word in text.split() if not set(content(word)) & set(words))


def kinds(text: str) -> set[Kind]:
    """The sorts of events that a text names."""
    return {KINDS[word] for word in folded(text).split() if word in KINDS}


@dataclass(frozen=True)
class Match:
    """How well words fit an event. Higher is nearer; 1 is one word that only this event (or its series) has."""

    event: Event
    score: float
    by: frozenset[str]
    """the words that fit"""
    by_name: bool
    """whether one of them stands in the title, the series or the keywords, and not in the topic alone"""


def matches(words: Sequence[str], events: Sequence[Event]) -> list[Match]:
    """The events that share a word with the text, misspelt ones too, best first."""
    names = {event.id: _names(event) for event in events}
    topics = {event.id: frozenset(content(event.topic or "")) for event in events}
    group = {event.id: event.series or event.id for event in events}
    found = []
    fits = {
        word: {e.id: near for e in events if (near := _near(word, names[e.id], topics[e.id]))}
        for word in set(words)
    }
    spread = Counter({word: len({group[id_] for id_ in near}) for word, near in fits.items()})
    for event in events:
        by = frozenset(word for word, near in fits.items() if event.id in near)
        if by:
            score = sum(fits[word][event.id] / spread[word] for word in by)
            found.append(Match(event, score, by, any(fits[word][event.id] == 1 for word in by)))
    return sorted(found, key=lambda match: -match.score)


def _near(word: str, names: frozenset[str], topic: frozenset[str]) -> float:
    if _is_among(word, names):
        return 1
    return 0.4 if _is_among(word, topic) else 0


def _is_among(word: str, others: frozenset[str]) -> bool:
    if word in others:
        return True
    stem = _stem(word)
    return any(
        _stem(other) == stem
        or (len(word) > 4 and len(other) > 4 and word[:2] == other[:2] and fuzz.ratio(word, other) >= ALIKE)
        for other in others
    )


def _names(event: Event) -> frozenset[str]:
    return frozenset(content(" ".join([event.title, event.series or "", *event.keywords, event.place or ""])))


@cache
def _stemmer() -> Stemmer:
    return Stemmer("english")


def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))
