"""From a run's lines to the figures that are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.datasets import Dataset, Question
from benchmarks.measures import (
    auroc,
    holds,
    mean,
    ndcg,
    percentile,
    recall,
    reciprocal_rank,
    right_at_coverage,
)
from benchmarks.runs import Line, Variant
from benchmarks.systems import DOCUMENTS, Ingested, Quote, Reply

COVERAGE = 0.7


@dataclass(frozen=True)
class Ranking:
    """How well relevant pages are ranked, over the questions that have any."""

    questions: int
    ndcg_10: float
    recall_5: float
    mrr_10: float


@dataclass(frozen=True)
class Refusal:
    """How well the probability tells answerable questions from others: areas under the ROC curve."""

    paragraph_removed: float | None
    subject_removed: float | None
    out_of_domain: float | None
    unanswerable: float | None
    """against questions that the gold file calls unanswerable"""


@dataclass(frozen=True)
class Cost:
    """Of one question (milliseconds; only of the full content) and of ingestion."""

    wall_ms_p50: float
    wall_ms_p95: float
    cpu_ms_p50: float
    cpu_ms_p95: float
    chars_a_second: float
    chars_a_cpu_second: float
    ingestion_s: float
    calibration_s: float
    memory_mb: float | None


@dataclass(frozen=True)
class Figures:
    """Everything about one system; None where the data or the system has nothing to say."""

    first_turns: Ranking | None
    follow_ups: Ranking | None
    answer_in_1: float | None
    answer_in_3: float | None
    span_in_5_passages: float | None
    refusal: Refusal
    right_at_70: float | None
    answerable_answered: float | None
    out_of_domain_answered: float | None
    cost: Cost


def figures(lines: Sequence[Line], dataset: Dataset, ingested: Ingested) -> Figures:
    """Sum up the lines of one system."""
    by_variant: dict[Variant, dict[str, Reply]] = {variant: {} for variant in Variant}
    for line in lines:
        by_variant[line.variant][line.question] = line.reply
    full = by_variant[Variant.FULL]
    answerable = [q for q in dataset.questions if dataset.relevant.get(q.id)]
    with_answers = [q for q in answerable if q.id in dataset.gold and dataset.gold[q.id].answers]
    foreign = list(by_variant[Variant.OUT_OF_DOMAIN].values())
    return Figures(
        first_turns=_ranking([q for q in answerable if not q.is_follow_up], full, dataset),
        follow_ups=_ranking([q for q in answerable if q.is_follow_up], full, dataset),
        answer_in_1=mean([_says(full[q.id].sentences[:1], q, dataset) for q in with_answers]),
        answer_in_3=mean([_says(full[q.id].sentences, q, dataset) for q in with_answers]),
        span_in_5_passages=mean([_says(full[q.id].passages, q, dataset) for q in with_answers]),
        refusal=_refusal(by_variant, [q.id for q in answerable], dataset),
        right_at_70=_right_at_70(answerable, full, dataset),
        answerable_answered=mean([full[q.id].answered for q in answerable]),
        out_of_domain_answered=mean([reply.answered for reply in foreign]),
        cost=_cost(list(full.values()), dataset, ingested),
    )


def _ranking(questions: Sequence[Question], full: Mapping[str, Reply], dataset: Dataset) -> Ranking | None:
    if not questions:
        return None
    pairs = [([page for page, _ in full[q.id].ranked], dataset.relevant[q.id]) for q in questions]
    return Ranking(
        questions=len(pairs),
        ndcg_10=mean([ndcg(ranked, relevant, at=DOCUMENTS) for ranked, relevant in pairs]) or 0.0,
        recall_5=mean([recall(ranked, relevant, at=5) for ranked, relevant in pairs]) or 0.0,
        mrr_10=mean([reciprocal_rank(ranked, relevant, at=DOCUMENTS) for ranked, relevant in pairs]) or 0.0,
    )


def _says(quotes: Sequence[Quote], question: Question, dataset: Dataset) -> bool:
    """Whether a quote from a relevant page holds one of the gold answers."""
    answers, relevant = dataset.gold[question.id].answers, dataset.relevant[question.id]
    return any(quote.doc_id in relevant and holds(quote.text, answers) for quote in quotes)


def _refusal(
    by_variant: Mapping[Variant, Mapping[str, Reply]], answerable: Sequence[str], dataset: Dataset
) -> Refusal:
    full = by_variant[Variant.FULL]
    unanswerable = [name for name in full if name in dataset.gold and not dataset.gold[name].answerable]
    positives = _probabilities([full[name] for name in answerable])

    def against(replies: Sequence[Reply]) -> float | None:
        return auroc(positives, _probabilities(replies))

    return Refusal(
        paragraph_removed=against(list(by_variant[Variant.PARAGRAPH_REMOVED].values())),
        subject_removed=against(list(by_variant[Variant.SUBJECT_REMOVED].values())),
        out_of_domain=against(list(by_variant[Variant.OUT_OF_DOMAIN].values())),
        unanswerable=against([full[name] for name in unanswerable]),
    )


def _probabilities(replies: Sequence[Reply]) -> list[float]:
    return [reply.probability for reply in replies if reply.probability is not None]


def _right_at_70(answerable: Sequence[Question], full: Mapping[str, Reply], dataset: Dataset) -> float | None:
    """Right is a sentence that holds the answer, or a relevant page on top where no answer is known."""
    answers = []
    for question in answerable:
        reply = full[question.id]
        if reply.probability is None:
            continue
        gold = dataset.gold.get(question.id)
        if gold is not None and gold.answers:
            right = _says(reply.sentences, question, dataset)
        else:
            right = bool(reply.ranked) and reply.ranked[0][0] in dataset.relevant[question.id]
        answers.append((reply.probability, right))
    return right_at_coverage(answers, coverage=COVERAGE)


def _cost(full: Sequence[Reply], dataset: Dataset, ingested: Ingested) -> Cost:
    wall, cpu = [reply.wall_ms for reply in full], [reply.cpu_ms for reply in full]
    return Cost(
        wall_ms_p50=percentile(wall, 50),
        wall_ms_p95=percentile(wall, 95),
        cpu_ms_p50=percentile(cpu, 50),
        cpu_ms_p95=percentile(cpu, 95),
        chars_a_second=dataset.chars / ingested.seconds,
        chars_a_cpu_second=dataset.chars / ingested.cpu_s,
        ingestion_s=ingested.seconds,
        calibration_s=ingested.calibration_s,
        memory_mb=ingested.memory_mb,
    )
