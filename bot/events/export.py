"""The registrations of an event as a table for its organiser."""

import csv
import io
from collections.abc import Sequence

from bot.events.registration import Registration

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the latter four are full-width
_STEERING = ("\t", "\r", "\n")


def as_csv(registrations: Sequence[Registration]) -> str:
    """A row for each registration, by number; each question that was asked is a column."""
    questions = list(dict.fromkeys(question for each in registrations for question in each.answers))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "member", "standing", "registered_at", *map(safe, questions)])
    for each in registrations:
        replies = [safe(each.answers.get(question, "")) for question in questions]
        writer.writerow(
            [
                each.number,
                safe(each.member),
                each.standing.value,
                f"{each.registered_at:%Y-%m-%dT%H:%MZ}",
                *replies,
            ]
        )
    return out.getvalue()


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection."""
    cell = cell.replace("\x00", "").encode("utf-8", "replace").decode()
    return f"'{cell}" if cell.startswith(_STEERING) or cell.lstrip().startswith(_FORMULA) else cell
