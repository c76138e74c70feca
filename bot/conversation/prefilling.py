"""What a message says already, so that a form need not ask for it."""

import re
from itertools import pairwise
from pathlib import Path

import numpy as np

from bot.conversation.forms.checks import emails
from bot.conversation.forms.filling import Answer
from bot.conversation.learned import Learned, said
from bot.conversation.services import Service
from bot.events.catalogue import Kind
from bot.events.places import place_named
from bot.events.words import kinds
from bot.messages import Form
from knowledge.embeddings import Embedder

ORGANISATIONS = (
    "local_authority",
    "national_authority",
    "agency",
    "association",
    "research",
    "company",
    "person",
)
TOPICS = ("smart", "green", "connected", "social", "citizens", "governance")

SURE = 0.5  # of one kind of organisation
ALIKE = 0.35  # cosine to what a topic holds, from which the topic is meant …
APART = 0.04  # … where it is so much nearer than the next one

# What the website of January 2026 puts under each topic.
_HOLDS = {
    "smart": "research, innovation, digitalisation, start-ups, small firms, industry, skills",
    "green": "energy, climate, nature, waste, circular economy, cycling, pollution, heritage of nature",
    "connected": "transport, rural mobility, roads, railways, broadband connections",
    "social": "tourism, culture, health, employment, education, care, inclusion",
    "citizens": "citizens, participation, public services close to people, urban and local development",
    "governance": "cooperation between authorities, administration, borders, outermost regions, management",
}

_CLAUSE = re.compile(r"[,.;:!?()–]+\s*|\s+(?:and|but|who|which|because|so)\s+", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:\b(?:on|about|regarding|concerning|around)\s+|\b(?:subject|topic|theme)\s*(?::|is)?\s+)"
    r"(?P<subject>[^,.;:!?()]{3,200})",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(r"\s+(?:with|how|what|where|please|for us|in autumn|next)\b.*$", re.IGNORECASE)


class Prefilling:
    """Reads organisations, places, subjects, topics and addresses out of messages."""

    def __init__(self, organisations: Learned, embedder: Embedder) -> None:
        self.organisations = organisations
        self.embedder = embedder
        self._topics = embedder.texts([f"{topic}: {_HOLDS[topic]}" for topic in TOPICS])

    @classmethod
    def load(cls, embedder: Embedder, *, folder: Path) -> "Prefilling":
        """Learn from the examples, or take up what was learned before."""
        texts, numbers = [], []
        for number, name in enumerate((*ORGANISATIONS, "none")):
            lines = said(f"organisations/{name}")
            texts += lines
            numbers += [number] * len(lines)
        learned = Learned.load("organisations", texts, numbers, embedder=embedder, folder=folder)
        return cls(learned, embedder)

    def answers(self, form: Form, text: str, *, service: Service, leans: bool) -> dict[str, Answer]:
        """What this message answers of a form."""
        given: dict[str, Answer] = {}
        clause = self._own_clause(text)
        if clause is not None:
            organisation, words = clause
            given["organisation"] = organisation
            if (place := place_named(words)) is not None:
                given["place"] = place.name
        if (subject := subject_named(text)) is not None:
            given |= {"challenge": subject, "subject": subject, "experience": subject}
        if topics := topics_named(text, changes=service is Service.DIGEST_CHANGE):
            given["topics"] = list(topics)
        if len(found := emails(text)) == 1:
            given["email"] = found[0]
        if len(formats := kinds(text) & {Kind.WEBINAR, Kind.DISCUSSION}) == 1:
            given["format"] = next(iter(formats)).value
        if service is Service.INTRODUCTION and not leans and len(text) <= 120:
            given["whom"] = text
        return {each.key: given[each.key] for each in form.fields if each.key in given}

    def organisation(self, text: str) -> str | None:
        """The kind of organisation that a text tells of."""
        shares = self.organisations.shares(self.embedder.question(text))
        best = int(np.argmax(shares))
        return ORGANISATIONS[best] if best < len(ORGANISATIONS) and shares[best] >= SURE else None

    def topic(self, text: str) -> str | None:
        """The topic under which a subject falls; None where two are about as near."""
        nearness = self._topics @ self.embedder.question(text)
        first, second = np.argsort(-nearness)[:2]
        is_clear = nearness[first] >= ALIKE and nearness[first] - nearness[second] >= APART
        return TOPICS[int(first)] if is_clear else None

    def _own_clause(self, text: str) -> tuple[str, str] | None:
        """The kind of organisation that a message says it comes from, and the words that say so."""
        found = []
        for clause in filter(None, _CLAUSE.split(text[:1000])):
            place = place_named(clause)
            # Without its place: where somebody works says nothing of what it is.
            kind = clause.replace(place.name, "") if place else clause
            shares = self.organisations.shares(self.embedder.question(kind))
            best = int(np.argmax(shares))
            if best < len(ORGANISATIONS) and shares[best] >= SURE:
                found.append((shares[best], ORGANISATIONS[best], clause))
        return max(found)[1:] if found else None


def subject_named(text: str) -> str | None:
    """The words after "on" or "about", to the end of the clause."""
    found = _SUBJECT.search(text)
    if found is None:
        return None
    subject = _LEADS_ON.sub("", found["subject"]).strip()
    return subject if sum(map(str.isalpha, subject)) >= 3 else None


def topics_named(text: str, *, changes: bool = False) -> list[str]:
    """The topics whose names stand in a text; of a change "from one to another", the other."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    named = [word for word in dict.fromkeys(words) if word in TOPICS]
    if changes and len(named) > 1:
        wanted = [word for before, word in pairwise(words) if before in {"to", "into"}]
        return [word for word in wanted if word in TOPICS] or []
    return named
