"""Every sentence that is said to people, by language, in Fluent files (https://projectfluent.org)."""

from functools import lru_cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

FALLBACK = "en"


class Texts:
    """The sentences in one language; what a language lacks is said in English."""

    def __init__(self, language: str = FALLBACK) -> None:
        self.language = language
        self._bundles = [_bundle(code) for code in dict.fromkeys((language, FALLBACK)) if code in languages()]

    def say(self, message: str, **values: str | float) -> str:
        """The message with its values filled in.

        Raises KeyError for a message that no file holds, ValueError when a value is missing.
        """
        for bundle in self._bundles:
            if bundle.has_message(message):
                pattern = bundle.get_message(message).value
                if pattern is not None:
                    said, errors = bundle.format_pattern(pattern, values)
                    if errors:
                        raise ValueError(f"{message}: {errors[0]}")
                    return str(said)
        raise KeyError(message)

    def language_of(self, message: str) -> str:
        """The language in which the message is said: English where this one lacks it."""
        is_own = self.language in languages() and self._bundles[0].has_message(message)
        return self.language if is_own else FALLBACK


@lru_cache
def languages() -> frozenset[str]:
    """The languages that have a file."""
    folder = files("bot.texts")
    return frozenset(
        file.name.removesuffix(".ftl") for file in folder.iterdir() if file.name.endswith(".ftl")
    )


@lru_cache
def _bundle(language: str) -> FluentBundle:
    # Isolation marks around values are invisible here and spoil copied addresses.
    bundle = FluentBundle([language], use_isolating=False)
    source = files("bot.texts").joinpath(f"{language}.ftl").read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(source))
    return bundle
