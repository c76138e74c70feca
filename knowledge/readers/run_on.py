"""Finds the content of a web page whose whole text stands on one line, menus and sentences mixed.

Cards are divided by what pictures leave behind. In a card, everything before the last start of a sentence is
its title; what follows the last end mark is a carousel's entries, a row of figures, or navigation.
"""

import re
from collections.abc import Iterator

from knowledge.readers.blocks import Block, heading, item, paragraph
from knowledge.readers.labels import is_button, is_call, opens_phrase, reads_as_english, split_labels

MIN_WORDS = 120
MIN_STARTS = 0.06  # starts of labels a word, measured inside sentences; articles stay below 0.03
MAX_TITLE = 12  # words
MIN_SENTENCE = 4  # words; less is an exclamation or a label with a mark
MIN_EXCLAMATION = 7
MANY_LABELS = 4
MIN_FIGURES = 3

_PICTURE = re.compile(r"(?:^|(?<=\s))(?:Image|Picture|Photo|Icon|Thumbnail)(?=\s+[A-ZÀ-Þ\d]|\s*$)")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)['\"”’]?\s+(?=['\"“‘(]?[A-ZÀ-Þ\d#])")
_CAROUSEL = re.compile(r"\s*\b(?:Previous\s+Next|Prev\s+Next)\b.*$", re.DOTALL)
_FIGURE = re.compile(r"(?<![\w/.-])(\d[\d.,]*(?:\s?[%+])?(?:\s+(?![A-Z\d])[^\s\d]+){1,6})(?=\s|$)")


def is_run_on(text: str) -> bool:
    """Whether a line is a whole page: long, with many labels between and inside its sentences."""
    words = text.split()
    if len(words) < MIN_WORDS or not reads_as_english(text):
        return False
    starts = sum(len(split_labels(chunk)) - 1 for chunk in _SENTENCE_END.split(text))
    return starts / len(words) >= MIN_STARTS


def opening_label(text: str) -> str:
    """What a page calls itself in its first words."""
    return split_labels(text)[0].strip()


def content_of(text: str) -> list[Block]:
    """Headings, sentences, entries and figures of such a line, in its order."""
    text = re.sub(r"\s+([.!?])(?=\s|$)", r"\1", text)
    pictures = list(_PICTURE.finditer(text))
    cards = _PICTURE.split(text) if len(pictures) >= 3 else [text]
    return [block for card in cards for block in _card(card.strip())]


def _card(card: str) -> Iterator[Block]:
    chunks = [chunk.strip() for chunk in _SENTENCE_END.split(card) if chunk.strip()]
    trailing = chunks.pop() if chunks and not re.search(r"[.!?]['\"”’]?$", chunks[-1]) else ""
    said: list[str] = []
    for number, chunk in enumerate(chunks):
        before, sentence = _divided(chunk, opens_card=number == 0)
        figures = list(_around(" ".join(before)))
        title = _title(before, opens_card=number == 0)
        if said and (title or figures):
            yield paragraph(" ".join(said))
            said = []
        yield from figures
        if _is_said(sentence, labelled=bool(before)):
            if title:
                yield heading(title, level=2)
            said.append(sentence)
    if said:
        yield paragraph(" ".join(said))
    yield from _around(trailing)


def _divided(chunk: str, *, opens_card: bool) -> tuple[list[str], str]:
    """The labels before a sentence, possibly none, and the sentence.

    After another sentence a capital may be a name in the midst: only words that open phrases, or many labels
    in a row, move the start then.
    """
    labels = split_labels(chunk)
    strong = [
        number for number, label in enumerate(labels) if number and opens_phrase(label.split(maxsplit=1)[0])
    ]
    is_mixed = opens_card or len(labels) > MANY_LABELS
    start = len(labels) - 1 if is_mixed else max(strong, default=0)
    if not chunk.endswith("!"):
        while start and len(" ".join(labels[start:]).split()) < MIN_SENTENCE:
            start -= 1
    return labels[:start], " ".join(labels[start:])


def _is_said(sentence: str, *, labelled: bool) -> bool:
    """Whether a sentence tells something; a question among labels is a label itself."""
    words = len(sentence.split())
    if sentence.endswith("?"):
        return not labelled and words > MAX_TITLE
    if sentence.endswith("!") and (labelled or len(split_labels(sentence)) > 1):
        return words > MIN_EXCLAMATION
    return words >= MIN_SENTENCE


def _title(before: list[str], *, opens_card: bool) -> str:
    labels = [label for label in before if not is_button(label)]
    if opens_card and sum(len(label.split()) for label in labels) <= MAX_TITLE:
        return " ".join(labels)
    titles = [label for label in labels if not is_call(label)]
    return titles[-1] if titles else ""


def _around(text: str) -> Iterator[Block]:
    """The entries of a carousel, or figures with their words; anything else around sentences is navigation."""
    if _CAROUSEL.search(text):
        for label in split_labels(_CAROUSEL.sub("", text) or "Next"):
            if not is_call(label) and not is_button(label):
                yield item(label)
        return
    figures = list(_FIGURE.finditer(text))
    if len(figures) >= MIN_FIGURES:
        before = text[: figures[0].start()].strip()
        titles = [label for label in split_labels(before) if not is_call(label)] if before else []
        lead = f"{titles[-1]}: " if titles else ""
        yield paragraph(lead + ", ".join(figure[1] for figure in figures) + ".")
