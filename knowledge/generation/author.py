"""From an answer that quotes to one that a model wrote: only what the passages say, or the quotation as it was."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.answering import Answer, Citation, Statement, preferred
from knowledge.embeddings import Embedder
from knowledge.generation import Assignment, Excerpt, NotWritten, Writer, Written, WrittenSentence
from knowledge.generation.meanwhile import Certain, verified_meanwhile
from knowledge.generation.names import addresses
from knowledge.generation.numbers import claimed, numbers_differ, offered
from knowledge.generation.orders import Orders
from knowledge.generation.remembering import RememberedTexts
from knowledge.generation.translation import mistranslated
from knowledge.generation.verification import Claim, Source, Support, Verdict, Verifier
from knowledge.library import Shelved
from knowledge.reading_room import Consultation
from knowledge.sentences import sentences

EXCERPTS = 6  # passages shown to the model
FOR_ENGLISH = 1 / 3  # of the time that a member may wait, for putting the question into English
MAX_CHARS = 820  # of what is shown; with citations and labels the reply stays below 900
KEY_KEPT = 0.7  # cosine from which a written sentence has the content of a quoted one
DISAGREE = 0.7  # cosine from which quoted sentences with other numbers speak of the same thing
RELEVANT = 0.5  # of the best quoted sentence's nearness to the question, that others must have

SaysLanguage = Callable[[str, str], str]
"""(text, presumed language) to language, ISO 639-1"""


@dataclass(frozen=True)
class Dropped:
    """A sentence that the model wrote and nobody is shown."""

    text: str
    why: str


@dataclass(frozen=True)
class Draft:
    """What the model made of an answer."""

    answer: Answer | None
    """None: the quotation stands"""
    model: str
    written: tuple[WrittenSentence, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    why_not: str = ""
    """why the quotation stands"""
    finds_no_answer: bool = False
    """the model read the passages and found no answer in them"""
    withheld: int = 0
    """passages not shown to the model, because they speak to it"""


@dataclass(frozen=True)
class _Desk:
    """What lies before the writer: excerpts by number, and what was quoted from them."""

    shelved: Mapping[int, Shelved]
    relevance: Mapping[tuple[int, str], float]
    quoted: Sequence[tuple[str, int]]
    key: str
    withheld: int

    def sources(self, cites: Sequence[int]) -> tuple[Source, ...]:
        return tuple(
            Source(n, self.shelved[n].passage.lead, self.shelved[n].passage.sentences)
            for n in cites
            if n in self.shelved
        )


@dataclass
class _Kept:
    statements: list[tuple[str, str, Verdict]] = field(default_factory=list)
    """(as shown, in English, what bears it out)"""
    dropped: list[Dropped] = field(default_factory=list)


class Author:
    """Has a model write, and verifies each sentence before anybody sees it."""

    def __init__(
        self, writer: Writer, embedder: Embedder, *, language_of: SaysLanguage, timeout_s: float
    ) -> None:
        self.writer = writer
        self._verifier = Verifier(RememberedTexts(embedder))
        self._orders = Orders(embedder)
        self._language_of = language_of
        self._timeout_s = timeout_s

    @property
    def model(self) -> str:
        """The model's name."""
        return self.writer.name

    async def in_english(self, question: str, talk: Sequence[str]) -> str | None:
        """A question for the search; None where the model gives none that can be used.

        It takes a third of the time that a member may wait, and leaves the rest for writing.
        """
        english = await self.writer.in_english(question, talk, until=_in(self._timeout_s * FOR_ENGLISH))
        if isinstance(english, NotWritten) or len(english) > max(120, 3 * len(question)):
            return None
        added = addresses(english) - addresses(" ".join([question, *talk]))
        return None if added or self._language_of(english, "en") != "en" else english

    async def write(
        self,
        question: str,
        talk: Sequence[str],
        consultation: Consultation,
        *,
        language: str,
        certain: Certain | None = None,
    ) -> Draft:
        """What the model makes of a quoted answer; with no answer in it, the quotation stands.

        `certain` is told, while the model writes, what would stand if it stopped there.
        """
        quotation = consultation.outcome
        assert isinstance(quotation, Answer)
        desk = await asyncio.to_thread(self._lay_out, consultation)
        if desk is None:
            return Draft(None, self.model, why_not="the passage quoted speaks to the model", withheld=1)
        excerpts = [_excerpt(n, shelved) for n, shelved in desk.shelved.items()]
        assignment = Assignment(question, talk, excerpts, desk.quoted, language)
        until = _in(self._timeout_s * (1.0 if language == "en" else 1.0 - FOR_ENGLISH))
        async with verified_meanwhile(
            lambda begun: self._verify(begun, desk, quotation, language).answer, certain
        ) as heard:
            written = await self.writer.write(assignment, until=until, heard=heard)
        if isinstance(written, NotWritten):
            detail = f" ({written.detail})" if written.detail else ""
            return Draft(None, self.model, why_not=written.reason + detail, withheld=desk.withheld)
        if not written.sentences:
            return Draft(
                None,
                self.model,
                why_not="it found no answer",
                finds_no_answer=True,
                withheld=desk.withheld,
            )
        return await asyncio.to_thread(self._verify, written, desk, quotation, language)

    def _lay_out(self, consultation: Consultation) -> _Desk | None:
        """The excerpts, those that speak to a model left out; None where the best sentence is from such a one."""
        found = [e for e in consultation.found.evidence if e.id in consultation.shelved][:EXCERPTS]
        shown: dict[int, Shelved] = {}
        relevance: dict[tuple[int, str], float] = {}
        for evidence in found:
            shelved = consultation.shelved[evidence.id]
            if self._orders.are_in(shelved.passage):
                continue
            n = len(shown) + 1
            shown[n] = shelved
            fits = zip(evidence.sentence_similarities, evidence.sentence_overlaps, strict=True)
            for sentence, (similarity, overlap) in zip(shelved.passage.sentences, fits, strict=True):
                relevance[n, sentence] = (similarity + overlap) / 2
        best, key = preferred(consultation.found, consultation.shelved)[0]
        if best.id not in {shelved.id for shelved in shown.values()}:
            return None
        assert isinstance(consultation.outcome, Answer)
        quoted = [
            (statement.text, n)
            for statement in consultation.outcome.statements
            for n, shelved in shown.items()
            if statement.text in shelved.passage.sentences
        ]
        return _Desk(shown, relevance, quoted, key, len(found) - len(shown))

    def _verify(self, written: Written, desk: _Desk, quotation: Answer, language: str) -> Draft:
        kept = self._kept(written, desk, language)
        why_not = self._insufficient([english for _, english, _ in kept.statements], desk, quotation)
        if not why_not and language != "en":
            shown = " ".join(text for text, _, _ in kept.statements)
            if self._language_of(shown, language) != language:
                why_not = "it wrote in another language"
        answer = None if why_not else _compose(kept, desk, quotation.probability)
        return Draft(
            answer, self.model, written.sentences, tuple(kept.dropped), why_not, withheld=desk.withheld
        )

    def _kept(self, written: Written, desk: _Desk, language: str) -> _Kept:
        """The sentences that are verified, relevant and not too many."""
        pieces = [piece for sentence in written.sentences for piece in _pieces(sentence, language)]
        claims = [Claim(english, desk.sources(cites)) for _, english, cites in pieces]
        allowed = addresses(" ".join(text for text, _ in desk.quoted))
        verdicts = self._verifier.check(claims, addresses_allowed=allowed)
        kept = _Kept()
        length = 0
        for (text, english, _), verdict in zip(pieces, verdicts, strict=True):
            why = _fault(verdict) or _beside(verdict, desk)
            if not why and language != "en":
                why = mistranslated(text, english, language=language) or ""
            if not why and length + len(text) > MAX_CHARS:
                why = "more than fits into a reply"
            if not why and any(english == other for _, other, _ in kept.statements):
                why = "said already"
            if why:
                kept.dropped.append(Dropped(text, why))
                continue
            length += len(text) + 1
            kept.statements.append((text, english, verdict))
        return kept

    def _insufficient(self, kept: Sequence[str], desk: _Desk, quotation: Answer) -> str:
        """Why what is left doesn't stand for the quotation; empty where it does."""
        if not kept:
            return "nothing that it wrote is borne out"
        needed = {desk.key, *self._disagreeing([statement.text for statement in quotation.statements])}
        has_numbers = offered(" ".join(kept))
        for sentence in sorted(needed):
            likeness = max(self._verifier.similarity(sentence, each) for each in [*kept, " ".join(kept)])
            if likeness < KEY_KEPT or claimed(sentence) - has_numbers:
                return "what is left lacks what the best sentence says"
        return ""

    def _disagreeing(self, quoted: Sequence[str]) -> set[str]:
        """Sentences that say the same thing with other numbers: none may stand without the others."""
        return {
            sentence
            for place, one in enumerate(quoted)
            for other in quoted[place + 1 :]
            if numbers_differ(one, other) and self._verifier.similarity(one, other) >= DISAGREE
            for sentence in (one, other)
        }


def _in(seconds: float) -> float:
    """A moment of the running loop's clock."""
    return asyncio.get_running_loop().time() + seconds


def _excerpt(n: int, shelved: Shelved) -> Excerpt:
    document = shelved.document
    dated = str(document.as_of) if document.as_of else ""
    return Excerpt(n, document.title, dated, document.period.value, shelved.passage.text)


def _pieces(sentence: WrittenSentence, language: str) -> list[tuple[str, str, tuple[int, ...]]]:
    """(as shown, in English, cites): several sentences written as one are looked at one by one."""
    if language == "en":
        return [(each, each, sentence.cites) for each in sentences(sentence.text)]
    return [(sentence.text, sentence.english or "", sentence.cites)]


def _fault(verdict: Verdict) -> str:
    if verdict.fault is None:
        return ""
    return verdict.fault + (f": {verdict.detail}" if verdict.detail else "")


def _beside(verdict: Verdict, desk: _Desk) -> str:
    """Whether what a sentence is drawn from is far from the question."""
    quoted = {text for text, _ in desk.quoted}
    least = RELEVANT * max(nearness for (_, text), nearness in desk.relevance.items() if text == desk.key)
    is_near = any(
        each.sentence in quoted or desk.relevance.get((each.source, each.sentence), 0.0) >= least
        for each in verdict.support
    )
    return "" if is_near else "beside the question"


def _compose(kept: _Kept, desk: _Desk, probability: float) -> Answer:
    """The answer, its citations numbered by document in the order of their use."""
    numbers: dict[str, int] = {}
    statements, citations = [], []
    for text, _, verdict in kept.statements:
        cited = []
        for support in verdict.support:
            shelved = desk.shelved[support.source]
            source = shelved.document.source
            if source not in numbers:
                numbers[source] = len(numbers) + 1
                citations.append(_cite(numbers[source], shelved, support))
            cited.append(numbers[source])
        first, *others = dict.fromkeys(cited)
        statements.append(Statement(text, first, tuple(others)))
    return Answer(tuple(statements), tuple(citations), probability)


def _cite(n: int, shelved: Shelved, support: Support) -> Citation:
    document = shelved.document
    return Citation(
        n=n,
        passage_id=shelved.id,
        title=document.title,
        url=document.url,
        as_of=document.as_of,
        period=document.period,
        quote=support.sentence,
    )
