"""A process with the libraries and the model in it, from which others are forked: they start in a fraction of a second.

Reads one JSON object a line, {"arguments": […], "stdin": path, "stdout": path}, and prints the new process's
number. `python -m tests.faults.zygote LIFE`, with HELPDESK_DATA_DIR and the like in its environment; whatever was forked
ends when nobody has the other end of the pipe LIFE open any more, also when the tests were killed.
"""

import faulthandler
import json
import os
import signal
import sys
import threading

import dbos  # noqa: F401  (so that no child has to import it)
import py3langid  # noqa: F401
import sklearn.linear_model  # noqa: F401

import bot.app
import bot.cli.opening
import bot.models
from bot.cli import command
from bot.settings import load_settings


async def _samples_only(app: bot.app.App) -> None:
    """Instead of the starter content: the small deployment has its own."""
    await app.stock_samples()


def main() -> None:
    """Fork until the end of input."""
    model = bot.models.open_embedder(load_settings())
    model.question("warm")
    bot.models.open_embedder = lambda settings: model
    bot.cli.opening.stock = _samples_only
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how they ended
    print("ready", flush=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if not child:
            _become(wanted)
        print(child, flush=True)


def _become(wanted: dict[str, object]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    for number, flags in (
        (0, os.O_RDONLY),
        (1, os.O_WRONLY | os.O_APPEND | os.O_CREAT),
        (2, os.O_WRONLY | os.O_APPEND | os.O_CREAT),
    ):
        path = str(wanted["stdin" if number == 0 else "stdout"])
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    threading.Thread(target=_end_with, args=[int(sys.argv[1])], daemon=True).start()
    code = 1
    try:
        code = command([str(each) for each in wanted["arguments"]]) or 0  # type: ignore[attr-defined]
    finally:
        sys.stdout.flush()
        os._exit(code)


def _end_with(life: int) -> None:
    os.read(life, 1)
    os._exit(1)


if __name__ == "__main__":
    main()
