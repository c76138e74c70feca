"""What the tests of chat platforms share."""

import pytest


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what others have to be told be found sooner: each test waits for it several times."""
    monkeypatch.setattr("bot.work.working.LOOK_S", 0.1)
