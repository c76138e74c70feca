"""Countries, months and weekdays: their names in every language, from Unicode's locale data."""

from collections.abc import Iterator

from babel import Locale

from knowledge.vocabulary.terms import Term

_LONG = 6  # letters from which the end of a name is left open, for its cases

# Europe's countries, by ISO 3166.
_COUNTRIES = """
AD AL AM AT AZ BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL
PT RO RS RU SE SI SK SM TR UA XK
""".split()


def names(language: str) -> Iterator[Term]:
    """What a language calls countries, months and weekdays."""
    own, english = Locale(language), Locale("en")
    for country in _COUNTRIES:
        yield from _open(english.territories[country], own.territories[country])
    for kind in ("months", "days"):
        wide = getattr(english, kind)["format"]["wide"]
        for form in ("format", "stand-alone"):
            for number, name in getattr(own, kind)[form]["wide"].items():
                yield from _open(wide[number], name)


def _open(english: str, name: str) -> Iterator[Term]:
    yield Term(english, name)
    if len(name) >= _LONG and name.isalpha():
        yield Term(english, f"{name[: max(_LONG - 1, len(name) - 2)]}*")
