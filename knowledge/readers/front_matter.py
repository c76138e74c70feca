"""The lines between two "---" at the top of a Markdown or text file: what the file is, and since when."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from knowledge.documents import APPROVED, AsOf, Period, Visibility
from knowledge.errors import Unreadable

KEYS = ("title", "url", "kind", "topic", "period", "as_of", "visibility", "asked", "expert", "approved")
KINDS = (
    *"page service event good_practice programme project call topic account glossary community contact".split(),
    *"privacy content news".split(),
    APPROVED,
)
TOPICS = ("Smart", "Green", "Connected", "Social", "Citizens", "Governance")
MAX_CHARS = 16_000
MAX_ASKED = 50  # questions
MAX_ALIAS = 40  # characters

_FENCED = re.compile(
    r"\s*---[ \t]*\n(?P<yaml>\s*(?:#[^\n]*\n\s*)*[\w-]+[ \t]*:.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What an author said about a file; None and defaults where nothing was said."""

    title: str | None = None
    url: str | None = None
    kind: str = "page"
    topic: str | None = None
    period: Period = Period.ANY
    as_of: AsOf | None = None
    visibility: Visibility = Visibility.PUBLIC
    asked: tuple[str, ...] = ()
    expert: str | None = None


def split_front_matter(text: str) -> tuple[FrontMatter | None, str]:
    """The front matter, if there is any, and the text below it; Unreadable names a bad key and its value."""
    match = _FENCED.match(text)
    if match is None:
        return None, text
    if len(match["yaml"]) > MAX_CHARS:
        raise Unreadable("its front matter is too long")
    return _front_matter(_loaded(match["yaml"])), text[match.end() :]


def checked_kind(value: str) -> str:
    """The kind itself, or ValueError when it is none of ours."""
    if value not in KINDS:
        raise ValueError(f"known are {', '.join(KINDS)}")
    return value


def checked_alias(value: str) -> str:
    """The name itself, or ValueError when it could not stand in a sentence."""
    if len(value) > MAX_ALIAS or not value.replace(" ", "").replace("-", "").replace("'", "").isalpha():
        raise ValueError("it is a name")
    return value


def checked_url(value: str) -> str:
    """The address itself, or ValueError when a browser could not open it."""
    if urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc:
        raise ValueError("it must start with http:// or https://")
    return value


def _loaded(yaml_text: str) -> Mapping[str, Any]:
    import yaml

    # The loader written in C is ten times as fast, where it was built.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        values = yaml.load(yaml_text, Loader=loader)  # noqa: S506 - both are safe loaders
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise Unreadable(f"its front matter is not valid YAML at line {line}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable("its front matter is not valid YAML") from error
    if not isinstance(values, dict):
        raise Unreadable("its front matter is not a list of keys and values")
    return {str(key): value for key, value in values.items()}


def _front_matter(values: Mapping[str, Any]) -> FrontMatter:
    for key in values:
        # A misspelt "visibility" must not make a members' page public.
        near = difflib.get_close_matches(key.lower(), KEYS, n=1, cutoff=0.8)
        if key not in KEYS and near:
            raise Unreadable(f"front matter: unknown key '{key}', did you mean '{near[0]}'?")
    scalars = [key for key in KEYS if key != "asked" and values.get(key) is not None]
    said = {key: _scalar(key, values[key]) for key in scalars}
    topics = {topic.lower(): topic for topic in TOPICS}
    readers: dict[str, Any] = {
        "title": str,
        "url": checked_url,
        "kind": checked_kind,
        "topic": lambda value: topics[value.lower()],
        "period": Period,
        "as_of": AsOf,
        "visibility": Visibility,
        "expert": checked_alias,
        "approved": AsOf,
    }
    found: dict[str, Any] = {"asked": _questions(values.get("asked") or [])}
    for key, value in said.items():
        try:
            found[key] = readers[key](value)
        except (ValueError, KeyError) as error:
            raise Unreadable(f"front matter: {key} can't be {value[:60]!r}; {_hint(key)}") from error
    return _approved(found)


def _approved(found: dict[str, Any]) -> FrontMatter:
    """Hold an approved answer to what its label says, and let nothing else bear that label."""
    approved = found.pop("approved", None)
    if found.get("kind") != APPROVED:
        if approved or found.get("expert"):
            raise Unreadable(
                f"front matter: only a file of the kind {APPROVED} has an expert and an approval"
            )
        return FrontMatter(**found)
    if not (approved and found.get("expert") and found["asked"]):
        raise Unreadable(f"front matter: an {APPROVED} needs expert, approved (its date) and asked")
    return FrontMatter(**found | {"as_of": approved})


def _questions(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise Unreadable("front matter: asked must be a list of questions")
    if len(value) > MAX_ASKED:
        raise Unreadable(f"front matter: asked holds more than {MAX_ASKED} questions")
    folded = (" ".join(line.split()) for line in value)
    return tuple(dict.fromkeys(line for line in folded if line))


def _scalar(key: str, value: Any) -> str:
    if isinstance(value, list | dict | set | tuple | bytes | bool):
        raise Unreadable(f"front matter: {key} must be one value, not a {type(value).__name__}")
    text = str(value).strip()
    if not text:
        raise Unreadable(f"front matter: {key} is blank")
    return text


def _hint(key: str) -> str:
    return {
        "url": "it starts with http:// or https://",
        "kind": f"known are {', '.join(KINDS)}",
        "topic": f"known are {', '.join(TOPICS)}, or null",
        "period": f"known are {', '.join(Period)}",
        "as_of": "it is YYYY, YYYY-MM or YYYY-MM-DD",
        "approved": "it is YYYY-MM-DD",
        "expert": f"it is the expert's name, in letters, at most {MAX_ALIAS}",
        "visibility": f"known are {', '.join(Visibility)}",
    }.get(key, "")
