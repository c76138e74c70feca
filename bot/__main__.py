"""`helpdesk` on the command line, and `python -m bot`."""

import sys


def main() -> None:
    """Run one command; what can be said in a sentence is not shown as a stack trace."""
    from bot.cli import command

    sys.exit(command())


if __name__ == "__main__":
    main()
