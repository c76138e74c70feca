"""What the first command in a new data folder does before its own work."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import App


async def stock(app: "App") -> None:
    """Bring in the starter content and sample events that aren't there yet, telling the person who waits for it."""
    from bot.cli.ingest import progress_bar

    if await app.library.revision() == 0:
        print("Reading the starter content, once (about half a minute) …", file=sys.stderr, flush=True)
    with progress_bar() as bar:
        await app.stock_starter(progress=bar)
    await app.stock_samples()
    await app.forget_unconsented()
    await app.stock_samples()
    await app.forget_unconsented()
