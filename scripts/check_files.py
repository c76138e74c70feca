"""Refuse files in the repository that hold a secret, or a path that exists on one person's machine only."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

UNWANTED = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a Slack token": re.compile(r"\bx(?:ox[abeprs]|app)-\d[\w-]{20,}"),
    "a Telegram token": re.compile(r"\b\d{8,10}:AA[\w-]{33}\b"),
    "a key of a language model": re.compile(r"\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}"),
    "a key of a code host or cloud": re.compile(
        r"\b(?:gh[pousr]_\w{36}|github_pat_\w{60}|AKIA[0-9A-Z]{16})\b"
    ),
    "a person's folder": re.compile(r"(?<![\w.])/(?:home/[a-z]\w*|Users/\w+|root)/|[A-Z]:\\Users\\"),
}
# Made-up tokens of tests and examples say that they are.
MADE_UP = re.compile(r"example|fake|test|dummy|xxxx|0000|1234567", re.IGNORECASE)


def faults_of_text(text: str) -> Iterator[str]:
    """What must not stand in a file, with the line where it stands and never the thing itself."""
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in UNWANTED.items():
            found = pattern.search(line)
            if found and not MADE_UP.search(found[0]):
                yield f"line {number} holds {what}"


def tracked_files(root: Path) -> list[Path]:
    """The files that git knows of; of those, the ones that are still there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True)
    return [path for name in listed.stdout.split("\0") if name and (path := root / name).is_file()]


def main() -> int:
    """Print every fault of this repository's files; the exit code says whether there was one."""
    faults = [
        f"{path.relative_to(ROOT)}: {fault}"
        for path in tracked_files(ROOT)
        for fault in faults_of_text(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
