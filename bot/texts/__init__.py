"""Every sentence that is said to people, by language, in Fluent files (https://projectfluent.org)."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.resources import files
from typing import TypeGuard

from fluent.runtime import FluentBundle, FluentResource

FALLBACK = "en"

Phrase = Callable[[str], str]
"""a part of a sentence, like a date, that is put in the language of the sentence"""


LONGEST = 1000
"""characters of a value that Fluent is given; it refuses more than 2,500"""
STAND_IN = "\ue000%s\ue001"
"""what Fluent is given for a longer one: signs that no text of people has (see `visible`)"""
STOOD_IN = re.compile(STAND_IN % r"(\w+)")

_spoken: ContextVar[str] = ContextVar("spoken", default=FALLBACK)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have every `Texts()` of no language of its own speak this one, in this task, until the end of the block."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


class Texts:
    """The sentences in one language; what a language lacks is said in English."""

    def __init__(self, language: str | None = None) -> None:
        """None: in the language of whom it speaks to at the moment (see `speaking`)."""
        self._language = language

    @property
    def language(self) -> str:
        return _spoken.get() if self._language is None else self._language

    def say(self, message: str, **values: "str | float | Phrase") -> str:
        """The message with its values filled in; a phrase in the language in which the message is said.

        Raises KeyError for a message that no file holds, ValueError when a value is missing.
        """
        for code, bundle in _bundles(self.language):
            if bundle.has_message(message):
                pattern = bundle.get_message(message).value
                if pattern is not None:
                    told = {name: value(code) if callable(value) else value for name, value in values.items()}
                    long = {name: value for name, value in told.items() if _is_long(value)}
                    said, errors = bundle.format_pattern(
                        pattern, told | {name: STAND_IN % name for name in long}
                    )
                    if errors:
                        raise ValueError(f"{message}: {errors[0]}")
                    return _put_in(str(said), long)
        raise KeyError(message)

    def language_of(self, message: str) -> str:
        """The language in which the message is said: English where this one lacks it."""
        is_own = self.language in languages() and _bundles(self.language)[0][1].has_message(message)
        return self.language if is_own else FALLBACK


@lru_cache
def languages() -> frozenset[str]:
    """The languages that have a file."""
    folder = files("bot.texts")
    return frozenset(
        file.name.removesuffix(".ftl") for file in folder.iterdir() if file.name.endswith(".ftl")
    )


@lru_cache
def _bundles(language: str) -> list[tuple[str, FluentBundle]]:
    return [(code, _bundle(code)) for code in dict.fromkeys((language, FALLBACK)) if code in languages()]


@lru_cache
def _bundle(language: str) -> FluentBundle:
    # Isolation marks around values are invisible here and spoil copied addresses.
    bundle = FluentBundle([language], use_isolating=False)
    source = files("bot.texts").joinpath(f"{language}.ftl").read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(source))
    return bundle


def _put_in(said: str, long: Mapping[str, str]) -> str:
    """Put each long value where it is stood in for."""
    return STOOD_IN.sub(lambda found: long.get(found[1], found[0]), said) if long else said


def _is_long(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) > LONGEST
