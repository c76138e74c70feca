"""Passages: whole sentences of one section, short enough to be found by their meaning."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.chunking import MAX_CHARS, MAX_SENTENCE, MAX_WHOLE, passages
from knowledge.documents import Document, Section
from knowledge.sentences import sentences
from tests.making import document


def sentence(length: int = 60, mark: str = "Word") -> str:
    return (f"{mark} " + "word " * length)[: length - 1].strip() + "."


def section(length: int, *, of: int = 60) -> str:
    """Distinct sentences, about so many characters together."""
    return " ".join(sentence(of, f"N{number}") for number in range(length // (of + 1)))


def test_a_passage_carries_title_and_heading() -> None:
    one, two = passages(document("/a", "Peer review", "It is free.", "Deadline\nThere is none."))
    assert (one.lead, one.heading, one.sentences) == ("Peer review", "", ("It is free.",))
    assert (two.lead, two.heading, two.sentences) == (
        "Peer review – Deadline",
        "Deadline",
        ("There is none.",),
    )
    assert [one.ordinal, two.ordinal] == [0, 1]


def test_a_section_that_fits_the_model_stays_whole() -> None:
    (whole,) = passages(document("/a", "Title", section(MAX_WHOLE - 20)))
    assert len(whole.text) > MAX_CHARS


def test_a_long_section_is_cut_evenly() -> None:
    cut = passages(document("/a", "Title", section(MAX_WHOLE + 900)))
    lengths = [len(passage.text) for passage in cut]
    assert len(cut) >= 3
    assert max(lengths) <= MAX_CHARS
    assert min(lengths) > MAX_CHARS / 3, "the last one is no crumb"
    assert [passage.ordinal for passage in cut] == list(range(len(cut)))


def test_an_overlong_sentence_is_cut_between_words() -> None:
    long = "word " * 300
    cut = passages(document("/a", "Title", long.strip() + "."))
    pieces = [piece for passage in cut for piece in passage.sentences]
    assert " ".join(pieces).split() == (long.strip() + ".").split()
    assert max(map(len, pieces)) <= MAX_SENTENCE


def test_a_word_without_end_is_cut_all_the_same() -> None:
    cut = passages(document("/a", "Title", "w" * 5000))
    assert "".join(piece for passage in cut for piece in passage.sentences) == "w" * 5000
    assert max(len(passage.text) for passage in cut) <= MAX_WHOLE


def test_a_section_without_sentences_gives_no_passage() -> None:
    assert passages(document("/a", "Title", " \n\n ", "H\n")) == []
    assert passages(Document("/a", "Title", ())) == []


TEXTS = st.text(alphabet=st.sampled_from("abc DE é.!?\n-"), max_size=1500)


@given(st.lists(st.tuples(st.sampled_from(["", "One", "Two"]), TEXTS), max_size=5))
def test_every_word_of_a_section_is_in_its_passages_and_none_crosses_a_heading(
    written: list[tuple[str, str]],
) -> None:
    made = Document(
        "/a", "Title", tuple(Section(f"{number} {h}", t) for number, (h, t) in enumerate(written))
    )
    cut = passages(made)
    assert [passage.ordinal for passage in cut] == list(range(len(cut)))
    for each in made.sections:
        held = [passage for passage in cut if passage.heading == each.heading]
        said = "".join(" ".join(passage.text for passage in held).split())
        assert said == "".join("".join(sentences(each.text)).split())
        assert all(len(passage.text) <= MAX_WHOLE for passage in held)
    assert sum(len(passage.sentences) for passage in cut) >= sum(
        1 for each in made.sections for _ in sentences(each.text)
    )


@pytest.mark.parametrize("piece", ["a", "word ", "A sentence. ", "- item\n", "."])
def test_a_million_hostile_characters_take_a_moment(piece: str) -> None:
    before = time.process_time()
    passages(document("/a", "Title", (piece * 10**6)[: 10**6]))
    assert time.process_time() - before < 5
