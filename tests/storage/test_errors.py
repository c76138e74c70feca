"""Which errors pass with time, and which come again with the same values."""

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot.storage.errors import DatabaseUnreachable, is_passing


class OfPostgres(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        DatabaseUnreachable("gone"),
        OperationalError("INSERT", {}, Exception("database is locked")),
        DBAPIError("INSERT", {}, OfPostgres("53100")),  # disk full
        DBAPIError("INSERT", {}, OfPostgres("55P03")),  # lock not available
    ],
)
def test_the_state_of_the_database_passes(error: Exception) -> None:
    assert is_passing(error)


@pytest.mark.parametrize(
    "error",
    [
        ValueError("an embedded null byte"),
        IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed")),
        DBAPIError("INSERT", {}, OfPostgres("22021")),  # a character that no text of PostgreSQL holds
        DBAPIError("INSERT", {}, Exception("nobody knows")),
    ],
)
def test_values_that_can_not_be_stored_do_not(error: Exception) -> None:
    assert not is_passing(error)
