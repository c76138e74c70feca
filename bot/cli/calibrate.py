"""`helpdesk calibrate`: train on the content how sure an answer has to be."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from knowledge.calibrating import Calibration


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("calibrate")(calibrate)


def calibrate(
    if_due: Annotated[
        bool, typer.Option("--if-due", help="Only if a fifth of the documents has changed since.")
    ] = False,
) -> None:
    """Train on the content itself when to answer and when to say "I found no answer"; `ingest` does so when due."""
    asyncio.run(_calibrate(if_due=if_due))


async def _calibrate(*, if_due: bool) -> None:
    from bot.app import open_app
    from bot.settings import load_settings

    async with open_app(load_settings()) as app:
        calibration = await app.calibrate(if_due=if_due)
        print(told(calibration) if calibration else "Not due: too little has changed since the last time.")


def told(calibration: "Calibration") -> str:
    """What came of a training, in a line or two."""
    on = f"{calibration.documents:,} documents, {calibration.passages:,} passages"
    if calibration.quality is None:
        return f"Too little content to train on ({on}); the confidence that comes with the product holds."
    quality = calibration.quality
    return (
        f"Calibrated on {on}. Of practice questions that it had not seen, {quality.answered:.0%} of those with an "
        f"answer in the content get it, and {quality.answered_wrongly:.0%} of those without get one nevertheless "
        f"(AUROC {quality.auroc:.3f})."
    )
