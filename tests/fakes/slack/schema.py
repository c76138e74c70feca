"""Small checks of JSON that add up to a schema; problems are told with a pointer, as Slack tells them."""

from collections.abc import Callable, Mapping
from typing import Any

Problems = list[str]
Check = Callable[[Any, str, Problems], None]


def problem(problems: Problems, at: str, what: str) -> None:
    problems.append(f"{what} [json-pointer:{at}]")


def string(longest: int, *, shortest: int = 1) -> Check:
    """A string of so many characters."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problem(problems, at, "must be a string")
        elif len(value) > longest:
            problem(problems, at, f"must be less than {longest + 1} characters")
        elif len(value) < shortest:
            problem(problems, at, f"must be more than {shortest - 1} characters")

    return check


def boolean(value: Any, at: str, problems: Problems) -> None:
    if not isinstance(value, bool):
        problem(problems, at, "must be a boolean")


def anything(value: Any, at: str, problems: Problems) -> None:
    """Let through what Slack checks and we have no need of."""


def integer(least: int, most: int) -> Check:
    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problem(problems, at, "must be an integer")
        elif not least <= value <= most:
            problem(problems, at, f"must be between {least} and {most}")

    return check


def url(value: Any, at: str, problems: Problems) -> None:
    string(3000)(value, at, problems)
    if isinstance(value, str) and not value.startswith(("https://", "http://", "mailto:", "slack://")):
        problem(problems, at, "must be a valid url")


def one_of(*allowed: str) -> Check:
    def check(value: Any, at: str, problems: Problems) -> None:
        if value not in allowed:
            problem(problems, at, f"must be one of: {', '.join(allowed)}")

    return check


def items(check_item: Check, *, most: int, least: int = 1) -> Check:
    """A list of so many things."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problem(problems, at, "must be an array")
            return
        if len(value) > most:
            problem(problems, at, f"no more than {most} items allowed")
        if len(value) < least:
            problem(problems, at, f"must have at least {least} items")
        for index, item in enumerate(value):
            check_item(item, f"{at}/{index}", problems)

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others."""
    fields = {**required, **(optional or {})}

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problem(problems, at, "must be an object")
            return
        for name in required:
            if name not in value:
                problem(problems, at, f"missing required field: {name}")
        for name, held in value.items():
            if name in fields:
                fields[name](held, f"{at}/{name}", problems)
            else:
                problem(problems, at, f"no more than {len(fields)} fields allowed: unknown field {name}")

    return check


def typed(shapes: Mapping[str, Check]) -> Check:
    """An object whose `type` says which shape it has."""

    def check(value: Any, at: str, problems: Problems) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in shapes:
            problem(problems, at, f"unsupported type: {kind}")
            return
        shapes[kind]({name: held for name, held in value.items() if name != "type"}, at, problems)

    return check
