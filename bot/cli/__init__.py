"""The doors for people at a terminal: thin commands over the same services that the chats use.

Heavy imports stay inside the commands, so that `--help` answers at once.
"""

import sys

import typer

from bot.cli import (
    ask,
    bench,
    calibrate,
    chat,
    demo,
    desk,
    doctor,
    evaluation,
    events,
    explain,
    ingest,
    serve,
)

app = typer.Typer(
    name="helpdesk",
    help="Policy Helpdesk: dated, cited answers about the Policy Learning Platform.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for door in (chat, serve, demo, ask, ingest, calibrate, evaluation, explain, desk, doctor):
    door.register(app)
app.add_typer(bench.app, name="bench")
events.register(app)


def command(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code; expected failures are one sentence on standard error."""
    try:
        app(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BrokenPipeError:
        return 1
    except Exception as error:
        from bot.cli.failures import sentence_for

        said = sentence_for(error)
        if said is None:
            raise
        print(f"helpdesk: {said}", file=sys.stderr)
        return 1
    return 0
