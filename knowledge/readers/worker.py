"""Reads files for another process, one JSON line for each: `python -m knowledge.readers.worker`.

A request is {"path": …}; the answer is what `reading.to_json` gives, or {"unreadable": clause}, or
{"out_of_memory": true}, after which the process ends. The limits are taken on before the first request.
"""

import argparse
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from knowledge.errors import Unreadable
from knowledge.readers import read_file
from knowledge.readers.reading import to_json

MAX_OPEN_FILES = 64
MAX_STACK = 5_000  # nested calls; enough for deep pages, too few to overflow the process's stack


def main() -> None:
    """Answer requests until the other side closes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--memory-bytes", type=int, required=True)
    parser.add_argument("--cpu-s", type=int, required=True)
    options = parser.parse_args()
    _limit("RLIMIT_AS", options.memory_bytes)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_NOFILE", MAX_OPEN_FILES)
    _limit("RLIMIT_CORE", 0)
    sys.setrecursionlimit(MAX_STACK)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a parser prints must not be taken for an answer
    for line in sys.stdin:
        _allow_cpu(options.cpu_s)
        answer = _answer(Path(json.loads(line)["path"]))
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
        if "out_of_memory" in answer:
            return


def _answer(path: Path) -> dict[str, Any]:
    try:
        return to_json(read_file(path))
    except Unreadable as error:
        return (
            {"unreadable": str(error), "out_of_memory": True}
            if _ran_out(error)
            else {"unreadable": str(error)}
        )
    except MemoryError:
        return {"out_of_memory": True}


def _ran_out(error: BaseException | None) -> bool:
    """Whether a parser met the limit and reported it as an error of its own."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _limit(name: str, value: int) -> None:
    """Take on a limit as far as this system knows it; macOS refuses some, Windows has none."""
    with suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def _allow_cpu(seconds: int) -> None:
    """Allow so much more processor time from now on; the system ends the process beyond it."""
    with suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main()
