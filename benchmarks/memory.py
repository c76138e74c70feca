"""How much memory an index takes, measured in a process of its own."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

STATUS = Path("/proc/self/statm")


def growth(use: Callable[..., object], *arguments: Any) -> float | None:
    """Megabytes that a fresh process grows by while it calls `use` and holds the result; None off Linux.

    The module of `use` is imported before the first look, its libraries therefore don't count.
    """
    if not STATUS.exists():
        return None
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_growth, use, arguments).result()


def _growth(use: Callable[..., object], arguments: tuple[Any, ...]) -> float:
    before = _resident()
    held = use(*arguments)
    after = _resident()
    del held
    return (after - before) / 1e6


def _resident() -> int:
    import resource

    return int(STATUS.read_text().split()[1]) * resource.getpagesize()
