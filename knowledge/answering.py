"""From found passages to what is said: one to three sentences with their sources, or that nothing is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.approved import approved, is_approved
from knowledge.disagreeing import disagree
from knowledge.documents import AsOf, Document, Period
from knowledge.index.weighing import Evidence
from knowledge.library import Shelved
from knowledge.questions import Asks, asks, gives, is_of_the_past
from knowledge.retrieval import Found

MAX_SENTENCES = 3
MAX_CHARS = 700  # of the sentences together; the whole reply stays below 900
ANOTHER = 0.2  # the most that an approved answer to another question is worth, as a probability
PASSAGES = 5  # from which sentences are taken
FITTING = 0.05  # added to a sentence that has what the question asks for: a number, a date, a condition
OUTDATED = 0.1  # taken from one of the programme before, where the question is about today
NEAR = 0.6  # of the best sentence's value, that one which disagrees must have


@dataclass(frozen=True)
class Citation:
    """Where a sentence comes from."""

    n: int
    passage_id: int
    title: str
    url: str | None
    as_of: AsOf | None
    period: Period
    quote: str
    expert: str | None = None
    """whose approved answer it is"""


@dataclass(frozen=True)
class Statement:
    """A sentence, and the number of its citation; a written one may draw on several sources."""

    text: str
    n: int
    also: tuple[int, ...] = ()
    """the numbers of further citations"""


@dataclass(frozen=True)
class Answer:
    """Sentences in reading order, each with its citation."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    probability: float
    differs: bool = False
    """whether its statements are different answers, of sources that do not agree; newest first"""

    @property
    def approved(self) -> Citation | None:
        """The approved answer that is repeated here."""
        return self.citations[0] if self.citations[0].expert else None


@dataclass(frozen=True)
class NotKnown:
    """The content does not answer the question."""

    nearest: Citation | None
    """the page that comes closest, without being an answer"""
    probability: float


@dataclass(frozen=True)
class _Candidate:
    sentence: str
    position: int
    shelved: Shelved
    value: float


def answer(found: Found, shelved: Mapping[int, Shelved], *, threshold: float) -> Answer | NotKnown:
    """Answer from the passages found if their probability reaches the threshold."""
    human = approved(found.question.text, found.evidence, shelved)
    if human is not None:
        return _as_it_stands(shelved[human.id], max(found.probability, human.lead))
    aside = _answers_another(found, shelved)
    if aside is not None:
        return NotKnown(_cite(1, aside), min(found.probability, ANOTHER))
    candidates = _candidates(found, shelved)
    if not candidates:
        return NotKnown(None, found.probability)
    if found.probability < threshold:
        return NotKnown(_cite(1, candidates[0]), found.probability)
    differing = _differing(found.question.text, candidates)
    if differing is not None:
        return _side_by_side(differing, found.probability)
    return _compose(_choose(candidates), found.probability)


def _as_it_stands(shelved: Shelved, probability: float) -> Answer:
    """An approved answer, unshortened as far as its passage goes."""
    whole = _Candidate(shelved.passage.text, 0, shelved, 1.0)
    statements = tuple(Statement(sentence, 1) for sentence in shelved.passage.sentences)
    return Answer(statements, (_cite(1, whole),), probability)


def _answers_another(found: Found, shelved: Mapping[int, Shelved]) -> _Candidate | None:
    """The best passage, where it is an approved answer to another question: nobody takes sentences out of it."""
    best = shelved.get(found.evidence[0].id) if found.evidence else None
    if best is None or not is_approved(best.document):
        return None
    return _Candidate(best.passage.sentences[0], 0, best, 0.0)


def _differing(question: str, candidates: Sequence[_Candidate]) -> tuple[_Candidate, _Candidate] | None:
    """The best sentence and one that answers otherwise, from a page of another date."""
    best = candidates[0]
    for other in candidates[1:]:
        if other.value < NEAR * best.value:
            return None
        if other.shelved.document.as_of == best.shelved.document.as_of:
            continue
        if disagree(question, best.sentence, other.sentence):
            return best, other
    return None


def _side_by_side(pair: tuple[_Candidate, _Candidate], probability: float) -> Answer:
    """Two answers, the newer one first; an undated one counts as the older."""
    ordered = sorted(pair, key=lambda each: str(each.shelved.document.as_of or ""), reverse=True)
    statements = tuple(Statement(each.sentence, n) for n, each in enumerate(ordered, start=1))
    citations = tuple(_cite(n, each) for n, each in enumerate(ordered, start=1))
    return Answer(statements, citations, probability, differs=True)


def preferred(found: Found, shelved: Mapping[int, Shelved]) -> list[tuple[Shelved, str]]:
    """The sentences that an answer is made of, best first, however probable; for measuring."""
    return [(chosen.shelved, chosen.sentence) for chosen in _choose(_candidates(found, shelved))]


def _candidates(found: Found, shelved: Mapping[int, Shelved]) -> list[_Candidate]:
    """The sentences of the best passages, best first."""
    question = found.question.text
    kind, of_the_past = asks(question), is_of_the_past(question)
    made = []
    for evidence in found.evidence[:PASSAGES]:
        source = shelved.get(evidence.id)
        if source is not None and not is_approved(source.document):
            made += [
                replace(each, value=each.value + _merit(each, kind, of_the_past=of_the_past))
                for each in _sentences(evidence, source, behind=found.evidence[0].score - evidence.score)
            ]
    return sorted(made, key=lambda candidate: -candidate.value)


def _merit(candidate: _Candidate, kind: Asks | None, *, of_the_past: bool) -> float:
    """What speaks for a sentence beside its nearness: that it has what is asked for, and that it is of today."""
    merit = FITTING if kind is not None and gives(candidate.sentence, kind) else 0.0
    is_old = candidate.shelved.document.period is Period.P2014
    return merit - OUTDATED if is_old and not of_the_past else merit


def _sentences(evidence: Evidence, source: Shelved, *, behind: float) -> list[_Candidate]:
    """A passage's sentences; `behind` is how far its score lies below the best passage's."""
    pairs = zip(evidence.sentence_similarities, evidence.sentence_overlaps, strict=True)
    made = []
    for position, (sentence, (similarity, overlap)) in enumerate(
        zip(source.passage.sentences, pairs, strict=True)
    ):
        value = 0.45 * similarity + 0.45 * overlap - 0.2 * behind
        if source.document.asked and source.passage.ordinal == 0 and position == 0:
            # A document that says what it is asked answers that in its first sentence.
            value += 0.1 + 0.3 * max(0.0, evidence.lead - 0.5)
        made.append(_Candidate(sentence, position, source, value))
    return made


def _choose(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The best sentence and up to two more that add to it."""
    chosen: list[_Candidate] = []
    length = 0
    for candidate in candidates:
        if len(chosen) == MAX_SENTENCES:
            break
        if length + len(candidate.sentence) > MAX_CHARS and chosen:
            continue
        if any(_says_the_same(candidate.sentence, other.sentence) for other in chosen):
            continue
        chosen.append(candidate)
        length += len(candidate.sentence)
    return chosen


def _says_the_same(one: str, other: str) -> bool:
    a, b = set(one.lower().split()), set(other.lower().split())
    return len(a & b) >= 0.8 * min(len(a), len(b))


def _compose(chosen: Sequence[_Candidate], probability: float) -> Answer:
    """Put sentences into reading order: the best one's document first, each document from top to bottom."""
    first: dict[str, int] = {}
    for place, candidate in enumerate(chosen):
        first.setdefault(candidate.shelved.document.source, place)
    ordered = sorted(
        chosen,
        key=lambda c: (first[c.shelved.document.source], c.shelved.passage.ordinal, c.position),
    )
    numbers: dict[str, int] = {}
    statements, citations = [], []
    for candidate in ordered:
        source = candidate.shelved.document.source
        if source not in numbers:
            numbers[source] = len(numbers) + 1
            citations.append(_cite(numbers[source], candidate))
        statements.append(Statement(candidate.sentence, numbers[source]))
    return Answer(tuple(statements), tuple(citations), probability)


def _cite(n: int, candidate: _Candidate) -> Citation:
    document: Document = candidate.shelved.document
    return Citation(
        n=n,
        passage_id=candidate.shelved.id,
        title=document.title,
        url=document.url,
        as_of=document.as_of,
        period=document.period,
        quote=candidate.sentence,
        expert=document.expert if is_approved(document) else None,
    )
