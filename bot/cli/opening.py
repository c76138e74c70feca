"""What a command does before its own work: bring in content that is not there, or take a copy of it all."""

import asyncio
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import App
    from bot.settings import Settings


async def stock(app: "App") -> None:
    """Bring in the starter content and sample events that aren't there yet, telling the person who waits for it."""
    from bot.cli.ingest import progress_bar

    if await app.library.revision() == 0:
        print("Reading the starter content, once (about half a minute) …", file=sys.stderr, flush=True)
    with progress_bar() as bar:
        await app.stock_starter(progress=bar)
    await app.stock_samples()
    await app.forget_unconsented()


async def scratch(settings: "Settings", folder: Path) -> "Settings":
    """Settings for a copy of the data in a new folder; of a database on a server, of the content in it."""
    copied = settings.model_copy(update={"data_dir": folder, "database_url": None})
    await asyncio.to_thread(_copy_files, settings, folder)
    if settings.database_url is not None:
        from bot.storage import Database, copy_content, migrate

        await migrate(copied.database)
        async with Database(settings.database) as source, Database(copied.database) as target:
            await copy_content(source, target)
    return copied


def _copy_files(settings: "Settings", folder: Path) -> None:
    folder.mkdir()
    for part in ("models", "index"):
        shutil.copytree(settings.data_dir / part, folder / part, ignore=shutil.ignore_patterns("*.lock"))
    if settings.database_url is None:
        source = sqlite3.connect(settings.data_dir / "helpdesk.sqlite3")
        target = sqlite3.connect(folder / "helpdesk.sqlite3")
        source.backup(target)
        source.close()
        target.close()
