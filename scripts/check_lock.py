"""Refuse a lock that names an address, lacks a hash, or has fallen out of step with what the project asks for."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent

# A lock is fetched from wherever the reader's own pip or uv is set to fetch from, and tells nothing of its author.
UNWANTED = {
    "an address": re.compile(r"://|@\s*(?:git|hg|svn|bzr)\+|@\s*file:"),
    "an option about where to fetch from": re.compile(
        r"index-url|find-links|trusted-host|extra-index|--no-index"
    ),
    "a path of a machine": re.compile(r"(?:^|[\s=\"'])(?:/[\w.]|~/|\.{1,2}/|[A-Za-z]:\\)|^-e\b|--editable"),
}
HASH = re.compile(r"--hash=(sha(?:256|384|512)):([0-9a-f]{64,128})")


@dataclass(frozen=True)
class Pin:
    """One requirement of a lock: what is installed, at which version, and how many files may serve for it."""

    requirement: Requirement
    version: str
    hashes: int

    @property
    def name(self) -> str:
        """The name as registries compare it."""
        return canonicalize_name(self.requirement.name)


def logical_lines(text: str) -> Iterator[str]:
    """The requirements of a file, one each, with continued lines joined and comments left out."""
    for line in text.replace("\\\n", " ").splitlines():
        bare = re.sub(r"(?:^|\s)#.*", "", line).strip()
        if bare:
            yield bare


def read_pin(line: str) -> Pin:
    """Read `name==version ; marker --hash=…`; a ValueError says what is not so."""
    text = HASH.sub("", line).strip()
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        raise ValueError(f"not a requirement: {text[:60]}") from None
    specifiers = list(requirement.specifier)
    if len(specifiers) != 1 or specifiers[0].operator != "==" or "*" in specifiers[0].version:
        raise ValueError(f"not pinned to one version: {text[:60]}")
    return Pin(requirement, specifiers[0].version, len(HASH.findall(line)))


def faults_of_text(text: str) -> list[str]:
    """What must not stand in any requirement file."""
    return [
        f"line {number} holds {what}"
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in UNWANTED.items()
        if pattern.search(line.split("#")[0] if what != "an address" else line)
    ]


def read_lock(text: str) -> tuple[list[Pin], list[str]]:
    """The pins of a lock, and what is wrong with it in itself."""
    pins, faults = [], faults_of_text(text)
    for line in logical_lines(text):
        try:
            pin = read_pin(line)
        except ValueError as error:
            faults.append(str(error))
            continue
        pins.append(pin)
        if not pin.hashes:
            faults.append(f"{pin.name} has no hash")
    return pins, faults


def out_of_step(wanted: Iterable[Requirement], pins: Iterable[Pin]) -> list[str]:
    """Which requirements no pin meets; of a package pinned once a platform, each pin must meet them."""
    faults = []
    locked = list(pins)
    for requirement in wanted:
        versions = [pin.version for pin in locked if pin.name == canonicalize_name(requirement.name)]
        if not versions:
            faults.append(f"{requirement.name} is asked for and not locked")
        faults += [
            f"{requirement} is asked for, {version} is locked"
            for version in versions
            if not requirement.specifier.contains(version, prereleases=True)
        ]
    return faults


def disagreements(smaller: Iterable[Pin], larger: Iterable[Pin]) -> list[str]:
    """Which pins of the smaller lock the larger one lacks or holds at another version."""
    held = {(pin.name, pin.version) for pin in larger}
    return [
        f"{pin.name}=={pin.version} is not in the developers' lock"
        for pin in smaller
        if (pin.name, pin.version) not in held
    ]


def requirements(lines: Iterable[str]) -> list[Requirement]:
    """The lines of a requirements file or of a list in pyproject.toml."""
    return [Requirement(line) for line in logical_lines("\n".join(lines))]


def faults_of_project(root: Path) -> list[str]:
    """Everything wrong with the requirement files of a project, one line each."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(root.glob("requirements*"))}
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    always = requirements(project["project"]["dependencies"]) + requirements(
        [texts["requirements-extra.in"], *project["build-system"]["requires"]]
    )
    for_developers = requirements(project["project"].get("optional-dependencies", {}).get("dev", []))

    faults, locks = [], {}
    for name, text in texts.items():
        if name in ("requirements-extra.in", "requirements-overrides.txt"):
            found = faults_of_text(text)
        else:
            locks[name], found = read_lock(text)
        faults += [f"{name}: {fault}" for fault in found]
    wanted = {
        "requirements.txt": always,
        "requirements-dev.txt": always + for_developers,
        "requirements-uv.txt": [Requirement("uv")],
    }
    for name, asked in wanted.items():
        faults += [f"{name}: {fault}" for fault in out_of_step(asked, locks.get(name, []))]
    faults += disagreements(locks.get("requirements.txt", []), locks.get("requirements-dev.txt", []))
    return faults


def main() -> int:
    """Print every fault of this project's lock; the exit code says whether there was one."""
    faults = faults_of_project(ROOT)
    for fault in faults:
        print(fault)
    if faults:
        print("After a change of the dependencies: make lock")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
