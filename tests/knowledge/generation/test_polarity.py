"""Denials, restrictions and duties: the same in a sentence and in its source."""

import pytest

from knowledge.generation.polarity import disagreement
from knowledge.generation.substitution import substituted

SOURCE = "Only public authorities can apply, and private companies are not eligible unless they are invited."


@pytest.mark.parametrize(
    "text",
    [
        "Only public authorities can apply.",
        "Private companies aren't eligible unless they are invited.",
        "Private companies are not eligible unless invited, and only public authorities can apply.",
    ],
)
def test_what_agrees_passes(text: str) -> None:
    assert disagreement(text, SOURCE) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Public authorities can apply.", "only"),
        ("Private companies are eligible unless they are invited.", "not"),
        ("Only public authorities cannot apply.", "not"),
        ("Private companies are not eligible, and they are invited.", "except"),
        ("Public authorities must apply.", "only"),
        ("All private companies are not eligible unless they are invited.", "all"),
    ],
)
def test_what_disagrees_is_named(text: str, word: str) -> None:
    assert disagreement(text, SOURCE) == word


@pytest.mark.parametrize(
    ("text", "source", "word"),
    [
        ("Applicants must register first.", "Applicants may register first.", "must"),
        ("It is open to everyone.", "It is open to members.", "everyone"),
        ("The service is currently free.", "The service is free.", "currently"),
        ("That is possible.", "That is impossible.", "possible"),
    ],
)
def test_strong_words_need_a_strong_source(text: str, source: str, word: str) -> None:
    assert disagreement(text, source) == word


def test_duties_may_be_put_otherwise() -> None:
    assert disagreement("Applicants must register.", "Applicants have to register.") is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The forum of 2024 took place in Lille on 9 June.", "2024"),
        ("The forum of 2020 took place in Copenhagen on 9 June.", "Copenhagen"),
        ("The forum of 2020 took place in Lille on 19 June.", "19"),
    ],
)
def test_one_thing_in_the_place_of_another_is_named(text: str, word: str) -> None:
    assert substituted(text, "The forum of 2020 took place in Lille on 9 June.") == word


def test_the_same_number_in_another_form_is_no_substitute() -> None:
    assert substituted("It had 2 600 good practices then.", "It had 2,600 good practices then.") is None
    assert substituted("It lasts 2 hours each time.", "It lasts two hours each time.") is None


def test_a_sentence_of_the_same_build_nearby_is_a_source_of_its_own() -> None:
    source, other = "In 2019 there were 12 calls.", "In 2020 there were 15 calls."
    assert substituted("In 2020 there were 15 calls.", source) is not None
    assert substituted("In 2020 there were 15 calls.", source, [other]) is None
