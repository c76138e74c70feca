"""What a model wrote, read out of whatever it wrote around it, and held to a strict form."""

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from knowledge.generation import Written, WrittenSentence

MAX_SENTENCES = 12
MAX_SENTENCE = 700  # characters; what is longer is not one sentence
MAX_QUESTION = 600  # characters of a question put into English
TRIES = 40  # opening braces that are tried; a model that means well writes a handful
_MARKS = re.compile(r"\s*\[\d{1,2}(?:\s*[,;]\s*\d{1,2})*\]")
_THINKING = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_SPACES = re.compile(r"\s+")
_BEGINNING = re.compile(r'\{\s*"sentences"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def _numbers(value: Any) -> Any:
    """Citations as whole numbers: 1, "1" and "[1]" mean the same."""
    values = value if isinstance(value, list) else [value]
    return [
        int(each.strip(" []"))
        if isinstance(each, str) and re.fullmatch(r"\s*\[?\d{1,3}\]?\s*", each)
        else each
        for each in values
    ]


class _Sentence(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    text: str = Field(min_length=1, max_length=MAX_SENTENCE)
    cites: Annotated[list[int], BeforeValidator(_numbers), Field(min_length=1, max_length=6)]
    english: str | None = Field(default=None, max_length=MAX_SENTENCE)


class _Answer(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    sentences: list[_Sentence] = Field(max_length=MAX_SENTENCES)


class _Question(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    question: str = Field(min_length=1, max_length=MAX_QUESTION)


Form = TypeVar("Form", bound=BaseModel)


def read_answer(text: str) -> Written | None:
    """The sentences in a model's text; None where it doesn't hold them in the form asked for."""
    answer = _last(text, _Answer)
    if answer is None:
        return None
    return Written(tuple(_sentence(each) for each in answer.sentences))


def read_begun(text: str) -> tuple[WrittenSentence, ...]:
    """The sentences that are finished in a text that is still being written; none once it breaks the form."""
    shown, _, _ = _THINKING.sub(" ", text).partition("<think")
    decoder = json.JSONDecoder()
    found: list[WrittenSentence] = []
    place = max((begun.end() for begun in _BEGINNING.finditer(shown)), default=len(shown))
    while len(found) < MAX_SENTENCES:
        between = _BETWEEN.match(shown, place)
        assert between is not None
        try:
            value, place = decoder.raw_decode(shown, between.end())
            found.append(_sentence(_Sentence.model_validate(value)))
        except ValidationError:
            return ()
        except (ValueError, RecursionError):
            break
    return tuple(found)


def _sentence(read: _Sentence) -> WrittenSentence:
    english = _tidy(read.english) if read.english else None
    return WrittenSentence(_tidy(read.text), tuple(dict.fromkeys(read.cites)), english)


def read_question(text: str) -> str | None:
    """The question in a model's text; None where it holds none in the form asked for."""
    question = _last(text, _Question)
    return _SPACES.sub(" ", question.question).strip() or None if question else None


def _tidy(text: str) -> str:
    """On one line, without the marks of citations: those stand in a field of their own."""
    return _SPACES.sub(" ", _MARKS.sub("", text)).strip()


def _last(text: str, form: type[Form]) -> Form | None:
    """The last object of a form; before it a model may think aloud."""
    found = None
    for value in _objects(_THINKING.sub(" ", text)):
        try:
            found = form.model_validate(value)
        except ValidationError:
            continue
    return found


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects in a text, those inside others left out."""
    decoder = json.JSONDecoder()
    place = 0
    for _ in range(TRIES):
        place = text.find("{", place)
        if place < 0:
            return
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            place += 1
            continue
        if isinstance(value, dict):
            yield value
