"""What every test may rely on: no network but loopback, a data folder of its own, the same random numbers."""

import asyncio
import ipaddress
import os
import random
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import numpy as np
import pytest
import structlog
from filelock import FileLock

if TYPE_CHECKING:
    from bot.conversation.understanding import Understanding
    from knowledge.embeddings.minilm import MiniLM
    from tests.embedding import Remembering

pytest_plugins = ["tests.databases", "tests.deployment"]

OWN_NAMES = frozenset({None, "", "localhost", "localhost.localdomain", socket.gethostname().lower()})

hypothesis.settings.register_profile("helpdesk", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("helpdesk")


class NetworkForbidden(ConnectionRefusedError):
    """A test reached for a machine that is not this one."""


def is_here(host: object) -> bool:
    """Whether a host, by name or number, is this machine."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name is None or (isinstance(name, str) and name.lower() in OWN_NAMES):
        return True
    try:
        address = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


attempts: list[str] = []


def refuse_strangers(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to look up, connect to or send to any other machine, whichever library asks.

    An audit hook sees what a patched `connect` misses: C code, sendto, and sockets made before the patch.
    Python's list of the events: https://docs.python.org/3/library/audit_events.html
    """
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        # Another process on this machine (a path), or a datagram to where the socket is connected already.
        if not isinstance(address, tuple):
            return
        host = address[0]
    else:
        return
    if not is_here(host):
        attempts.append(f"{event} {host}")
        raise NetworkForbidden(f"tests may reach this machine only, not {host}")


sys.addaudithook(refuse_strangers)


def pytest_configure() -> None:
    """Forget the settings of whoever runs the tests, before any fixture reads them."""
    for name in [name for name in os.environ if name.upper().startswith("HELPDESK_")]:
        del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules of tests that are given more time than others, or the run would end with waiting for them."""
    long = {item.path for item in items if item.get_closest_marker("timeout")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[list[str]]:
    """Fail a test that reached for the network, also where the code under test forgave the refusal.

    A test of the refusal itself empties the list that this gives.
    """
    attempts.clear()
    yield attempts
    assert not attempts, f"reached for the network: {', '.join(attempts)}"


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, not there yet, that holds all state of this test and of the processes it starts.

    The test runs beside it, where no .env of whoever runs the tests is found.
    """
    folder = tmp_path / "data"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HELPDESK_DATA_DIR", str(folder))
    return folder


@pytest.fixture(autouse=True)
def same_random_numbers() -> None:
    """Let each test draw the same numbers on each run, whichever tests ran before it."""
    random.seed(20260108)
    np.random.seed(20260108)  # noqa: NPY002 - for libraries that draw from numpy's global state


@pytest.fixture(autouse=True)
def same_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let lines break where they always do, however wide the window of whoever runs the tests is."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(autouse=True)
def same_log() -> Iterator[None]:
    """Let no test write into the log that another one, its streams long closed, has set up."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run, the same for each of its processes."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def one_at_a_time(folder: Path) -> FileLock:
    """Let the processes of this run make what lies in this folder one after the other."""
    return FileLock(folder.with_suffix(".lock"))


@pytest.fixture(scope="session")
def models(shared: Path) -> Path:
    """The folder with what is made once of a model: its graph, and what was learned from the examples."""
    folder = shared / "models"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def model(models: Path) -> "MiniLM":
    """The local embedding model."""
    from knowledge.embeddings.minilm import MiniLM

    with one_at_a_time(models):
        return MiniLM.load(models)


@pytest.fixture(scope="session")
def remembering(model: "MiniLM") -> "Remembering":
    """The same model, which embeds the same texts once."""
    from tests.embedding import Remembering

    return Remembering(model)


@pytest.fixture(scope="session")
def understanding(model: "MiniLM", models: Path) -> "Understanding":
    """What the shipped examples teach."""
    from bot.conversation.forms.leaving import AnswerLikeness
    from bot.conversation.prefilling import Prefilling
    from bot.conversation.serving import ServiceKinds
    from bot.conversation.understanding import Understanding
    from bot.conversation.volunteering import Openness

    with one_at_a_time(models):
        for learned in (AnswerLikeness, Openness, Prefilling, ServiceKinds):
            learned.load(model, folder=models)
        return Understanding.load(model, folder=models)


@pytest.fixture(scope="session")
def starter(understanding: "Understanding", models: Path, shared: Path) -> Path:
    """A data folder with the starter content, its index complete; look at copies of it only (`stocked_on_each`)."""
    from bot.app import open_app
    from bot.settings import Settings

    async def stock() -> None:
        async with open_app(Settings(data_dir=folder)) as app:
            await app.stock_starter()
            await app.room.keep_in_step()

    folder = shared / "starter"
    with one_at_a_time(folder):
        if not folder.is_dir():
            shutil.copytree(models, folder / "models", copy_function=os.link)
            asyncio.run(stock())
    return folder
