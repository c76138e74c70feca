"""Where sentences end, and that nothing is lost between them."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "Costs, e.g. travel, are covered by the host etc. and shared.",
        "Ask Dr. Novak or Ms. Rossi before the session.",
        "The share is 79.5 million euro, ca. 80 million.",
        "See Art. 5 and no. 12 of the manual.",
        "It is based in St. Gallen for J. R. Weber.",
        "Das Treffen ist am 9. Juni in Lille.",
        "Anträge, z.B. für ein Treffen, sind bis 15. November möglich.",
        "Les frais, p.ex. le voyage, sont couverts.",
        "Wait … then write again.",
        "Bring the form; the annex; the letter.",
        "Is it free? asks everybody.",
        "Visit www.interregeurope.eu for version 2.1 of the form.",
    ],
)
def test_what_looks_like_an_end_and_is_none(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is free. Peers travel.", ["It is free.", "Peers travel."]),
        ("Is it free? Yes! Really…  Really.", ["Is it free?", "Yes!", "Really…", "Really."]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("The hosts pay. [3] Peers don't.", ["The hosts pay. [3]", "Peers don't."]),
        ("It began in 2014. The end is open.", ["It began in 2014.", "The end is open."]),
        ("There were peers of 12. The rest stayed.", ["There were peers of 12.", "The rest stayed."]),
        ("Es ist gratis. Übrigens auch online.", ["Es ist gratis.", "Übrigens auch online."]),
        ("C'est gratuit. Écrivez-nous.", ["C'est gratuit.", "Écrivez-nous."]),
        ("Είναι δωρεάν. Γράψτε μας.", ["Είναι δωρεάν.", "Γράψτε μας."]),
        ("Безплатно е. Пишете ни.", ["Безплатно е.", "Пишете ни."]),
        ("To jest za darmo. Łódź też.", ["To jest za darmo.", "Łódź też."]),
        ("É grátis. ¿Quién paga? Nadie.", ["É grátis.", "¿Quién paga?", "Nadie."]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_list_items_and_blank_lines_end_sentences() -> None:
    text = "Bring with you:\n- the form\n- a letter. And a stamp\n1. first\n2) second\n\nafter all"
    assert sentences(text) == [
        "Bring with you:",
        "the form",
        "a letter.",
        "And a stamp",
        "first",
        "second",
        "after all",
    ]


def test_lines_of_a_paragraph_are_one_text() -> None:
    assert sentences("A peer review\n  takes two\tdays.\nIt is free.") == [
        "A peer review takes two days.",
        "It is free.",
    ]


@given(st.text(alphabet=st.sampled_from("aB é9.!?…;:-\n\t[]\"'\u00a0ß"), max_size=300))
def test_joining_gives_back_all_words(text: str) -> None:
    found = sentences(text)
    assert all(sentence == " ".join(sentence.split()) and sentence for sentence in found)
    # Marks before a list item are the list's, not the text's.
    assert re.findall(r"[^\W\d]+", " ".join(found)) == re.findall(r"[^\W\d]+", text)


@given(st.text(max_size=500))
def test_no_text_whatever_gives_an_empty_sentence(text: str) -> None:
    assert all(sentence.strip() for sentence in sentences(text))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        ".",
        ". ",
        "A. ",
        '."',
        ". [1",
        "word ",
        "- \n",
        "- item\n",
        "line\n",
        "\n\n",
        "\x00\x1b\u200b",
        "9. Juni ",
        "e.g. ",
        "\u2028",
        "…!?",
    ],
)
def test_a_million_hostile_characters_take_a_moment(piece: str) -> None:
    text = (piece * (10**6 // len(piece) + 1))[: 10**6]
    before = time.process_time()
    sentences(text)
    assert time.process_time() - before < 5
