"""The measures of retrieval, of answers and of refusals. All are 0 to 1, higher is better."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int], *, at: int) -> float:
    """Normalised discounted cumulative gain with linear gains, as trec_eval's ndcg_cut."""
    gains = [relevant.get(page, 0) for page in ranked[:at]]
    ideal = sorted(relevant.values(), reverse=True)[:at]
    return _discounted(gains) / _discounted(ideal) if relevant else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def recall(ranked: Sequence[str], relevant: Mapping[str, int], *, at: int) -> float:
    """The share of the relevant pages that are among the first."""
    return len(relevant.keys() & set(ranked[:at])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranked: Sequence[str], relevant: Mapping[str, int], *, at: int) -> float:
    """One over the place of the first relevant page, or nothing when it is not among the first."""
    places = (place for place, page in enumerate(ranked[:at], start=1) if page in relevant)
    return 1 / next(places, math.inf)


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """The chance that a positive scores above a negative, a tie being half; None when there is no such pair."""
    if not positives or not negatives:
        return None
    from sklearn.metrics import roc_auc_score

    labels = [True] * len(positives) + [False] * len(negatives)
    return float(roc_auc_score(labels, [*positives, *negatives]))


def right_at_coverage(answers: Sequence[tuple[float, bool]], *, coverage: float) -> float | None:
    """Of the most confident share of the answers, how many are right; `answers` are (confidence, right)."""
    ordered = sorted(answers, key=lambda answer: -answer[0])
    given = ordered[: math.ceil(coverage * len(ordered))]
    return mean([right for _, right in given])


def normalised(text: str) -> str:
    """Lower-case words, without punctuation, articles and white space of another kind."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return " ".join(word for word in re.findall(r"\w+", folded) if word not in {"a", "an", "the"})


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether a text contains one of the answers, word for word."""
    padded = f" {normalised(text)} "
    return any(f" {wanted} " in padded for answer in answers if (wanted := normalised(answer)))


def mean(values: Sequence[float]) -> float | None:
    """None for no values."""
    return sum(values) / len(values) if values else None


def percentile(values: Sequence[float], share: int) -> float:
    """The value that `share` percent of the values do not exceed, between two of them where need be."""
    return float(np.percentile(values, share))
