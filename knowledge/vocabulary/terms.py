"""The term lists: how a language says the platform's words, one file a language in the folder `terms`.

A line is an English rendering, a colon, and the forms that mean it, parted by commas. A form is one word or
several; one that ends in a star stands for every word that begins so. The rendering "-" is for words that say
nothing in a question (articles and the like). Inflected forms are found by stemming.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = tuple("bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv uk".split())
SAYS_NOTHING = "-"


@dataclass(frozen=True)
class Term:
    """An English rendering and one form that means it."""

    english: str
    form: str


@cache
def terms(language: str) -> tuple[Term, ...]:
    """The terms of one language in the order of its file.

    Raises ValueError for a language without a list.
    """
    if language not in LANGUAGES:
        raise ValueError(f"there is no term list for {language!r}")
    text = files("knowledge.vocabulary").joinpath(f"terms/{language}.txt").read_text(encoding="utf-8")
    return tuple(read(text))


@cache
def core() -> tuple[str, ...]:
    """The renderings that every language has."""
    text = files("knowledge.vocabulary").joinpath("core.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())


def read(text: str) -> list[Term]:
    """The terms of a list's text; empty lines and those that begin with # are left out.

    Raises ValueError for a line of another form.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        english, colon, forms = line.partition(":")
        said = [form.strip() for form in forms.split(",")]
        if not colon or not english.strip() or not all(said):
            raise ValueError(f"line {number} of a term list is not of the form 'english: form, form'")
        found += [Term(english.strip(), form) for form in said]
    return found
