"""Numbers in one form: what a text states, and what it bears out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.generation.numbers import claimed, digits_of, offered


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("1 000 members", "1,000 members"),
        ("It lasts two hours.", "a 2-hour session"),
        ("80% of it", "80 per cent of it"),
        ("on 8 January 2026", "from 2026-01-08 on"),
        ("in 2026", "on 8 January 2026"),
        ("in January 2026", "on January 8, 2026"),
        ("2 p.m.", "at 14:00"),
        ("3 million", "3,000,000"),
        ("one month", "1 month"),
        ("one month", "a month"),
        ("within one month", "up to 1 month"),
        ("two working days", "2 working days"),
        ("the 3rd call", "the third call"),
        ("50,000 EUR", "€50 000"),
    ],
)
def test_the_same_number_in_another_form_is_borne_out(written: str, source: str) -> None:
    assert claimed(written) <= offered(source)


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("two days", "two hours"),
        ("six peers", "up to six peers"),
        ("up to 90%", "over 90%"),
        ("9 January 2026", "8 January 2026"),
        ("8 March", "8 January and 15 March"),
        ("February 2026", "January 2026 and February 2025"),
        ("15:00", "14:00"),
        ("3,500", "3,200"),
        ("1.5 million", "1.5 billion"),
        ("the second call", "the third call"),
        ("394", "394.5"),
        ("one month", "two months"),
    ],
)
def test_another_number_unit_or_bound_is_not(written: str, source: str) -> None:
    assert not claimed(written) <= offered(source)


def test_what_only_looks_like_a_number_states_none() -> None:
    assert claimed("First, one of them is a guest; no one pays.") == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "am 8. Januar 2026 um 14:00 Uhr für 1.000 Personen"),
        ("fr", "le 8 janvier 2026 à 14h00 pour 1 000 personnes"),
        ("es", "el 8 de enero de 2026 a las 14:00 para 1.000 personas"),
        ("cs", "8. ledna 2026 ve 14:00 pro 1 000 osob"),
        ("fi", "8. tammikuuta 2026 klo 14:00 ja 1 000 henkilöä"),
        ("el", "στις 8 Ιανουαρίου 2026, 14:00, για 1.000 άτομα"),
    ],
)
def test_a_translation_has_the_same_numbers(language: str, text: str) -> None:
    assert digits_of(text, language=language) == digits_of("on 8 January 2026 at 14:00 for 1,000 people")


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_bears_itself_out(text: str) -> None:
    assert claimed(text) <= offered(text)
    digits_of(text, language="de")
