"""Runs a module as `python -m` would, and prints the CPU seconds it has used for each line that it is sent.

python -m benchmarks.platforms.counted MODULE [ARGUMENT…]

The rates of the platforms are not kept: they, and not the program, would be what is measured.
"""

import runpy
import sys
import threading
import time
from unittest.mock import patch

from adapters.slack.pace import Pace as SlackPace
from adapters.telegram.pace import Pace as TelegramPace


async def _at_once(*_: object, **__: object) -> None:
    pass


def _tell() -> None:
    for _ in sys.stdin:
        print(f"cpu {time.process_time()}", flush=True)


def main() -> None:
    """Run it until it ends."""
    threading.Thread(target=_tell, daemon=True).start()
    sys.argv = sys.argv[1:]
    with patch.object(SlackPace, "wait", _at_once), patch.object(TelegramPace, "wait", _at_once):
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
