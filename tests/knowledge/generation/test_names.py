"""Names and addresses: found, and missed where the source lacks them."""

from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.generation.names import addresses, names, strange

SOURCE = "The joint secretariat in Lille belongs to Région Hauts-de-France. Write to plp@example.eu or see www.example.eu/a."


def test_names_are_capitals_inside_a_sentence_acronyms_and_words_with_digits() -> None:
    assert names("The NUTS2 region of Anna Berg's city meets in Lille.") == [
        ("NUTS2",), ("Anna", "Berg"), ("Lille",)]  # fmt: skip


def test_addresses_are_found_without_the_mark_that_ends_the_sentence() -> None:
    assert addresses(SOURCE) == {"plp@example.eu", "www.example.eu/a"}
    assert addresses("Ask @support at evil.example.org, now.") == {"@support", "evil.example.org"}
    assert addresses("It takes e.g. two days, i.e. not long.") == set()


def test_a_name_that_the_source_lacks_is_strange() -> None:
    assert strange("It is in Copenhagen.", SOURCE) == ["Copenhagen"]
    assert strange("It is in lille.", SOURCE) == []
    assert strange("See http://evil.example.org/x.", SOURCE) == ["http://evil.example.org/x"]


def test_parts_of_two_names_make_no_third() -> None:
    source = "Anna Berg leads the first topic, and after a long search among many people it was Carl Holm who took on the other."
    assert strange("It is Anna Holm.", source) == ["Anna Holm"]
    assert strange("It is Carl Holm.", source) == []


@given(st.text(max_size=300))
@example("_A")
@example("1\u0301Ⅷ")
def test_no_text_is_strange_to_itself(text: str) -> None:
    assert strange(text, text) == []
