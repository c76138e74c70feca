"""Commands on each database."""

import pytest

from tests.databases import KINDS, NewDatabase


@pytest.fixture(params=KINDS)
def on_each_database(
    request: pytest.FixtureRequest, new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run on the file in the data folder, and on a database of PostgreSQL: one setting is the only difference."""
    if request.param == "postgresql":
        monkeypatch.setenv("HELPDESK_DATABASE_URL", new_database("postgresql"))
