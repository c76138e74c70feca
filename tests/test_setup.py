"""The ground that the project stands on: its entry points are there, and a bad lock or a secret is refused."""

import os
import subprocess
import tomllib
from pathlib import Path

import pytest

from scripts import check_files, check_lock

ROOT = Path(__file__).resolve().parent.parent
DIGEST = "0123456789abcdef" * 4
GOOD = (
    f"tidy==1.2.3 ; sys_platform == 'linux' \\\n    --hash=sha256:{DIGEST} \\\n    --hash=sha256:{DIGEST}\n"
)


@pytest.mark.parametrize("name", [".ci/run", "scripts/setup"])
def test_entry_points_can_be_run(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)
    shell = "bash" if name == ".ci/run" else "sh"
    subprocess.run([shell, "-n", ROOT / name], check=True)


def test_make_alone_says_what_can_be_made() -> None:
    said = subprocess.run(["make", "-s"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert all(f"make {target} " in said for target in ("chat", "test", "check", "lock", "clean"))


def test_ci_runs_the_checks_and_the_tests() -> None:
    text = (ROOT / ".ci/run").read_text()
    assert "check test" in text
    assert "pip install" not in text


@pytest.mark.parametrize("python", ["no-such-python", "false"])
def test_without_a_python_the_set_up_says_what_to_install(python: str, tmp_path: Path) -> None:
    folder = tmp_path / "a clone"
    (folder / "scripts").mkdir(parents=True)
    (folder / "scripts/setup").write_text((ROOT / "scripts/setup").read_text())
    ran = subprocess.run(
        ["sh", "scripts/setup", "requirements.txt"],
        cwd=folder,
        env={**os.environ, "PYTHON": python},
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert "Python 3.11 or newer is needed" in ran.stderr
    assert not (folder / ".venv").exists()


def fake_python(folder: Path, *, version: str, has_venv: bool) -> Path:
    """A stand-in that answers the three questions the set-up asks of a Python."""
    python = folder / "python of old"
    new = "0" if version >= "3.11" else "1"
    python.write_text(
        "#!/bin/sh\n"
        'case "$2" in\n'
        f"*'<'*) exit {new} ;;\n"
        f"*ensurepip*) exit {0 if has_venv else 1} ;;\n"
        f"*print*) echo {version} ;;\n"
        "esac\n"
    )
    python.chmod(0o755)
    return python


@pytest.mark.parametrize(
    ("version", "has_venv", "expected"),
    [("3.10", True, "is Python 3.10"), ("3.12", False, "sudo apt install python3.12-venv")],
)
def test_an_old_or_bare_python_is_named_with_a_hint(
    version: str, has_venv: bool, expected: str, tmp_path: Path
) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/setup").write_text((ROOT / "scripts/setup").read_text())
    python = fake_python(tmp_path, version=version, has_venv=has_venv)
    ran = subprocess.run(
        ["sh", tmp_path / "scripts/setup", "requirements.txt"],
        env={**os.environ, "PYTHON": str(python)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert expected in ran.stderr


def test_every_package_is_under_the_import_rules_and_in_the_wheel() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    product = {"bot", "adapters", "knowledge", "escalation"}
    here = {name for name in product if list((ROOT / name).rglob("*.py"))}
    assert here <= set(tool["importlinter"]["root_packages"]), (
        "name the new package in root_packages of pyproject.toml"
    )
    assert here <= set(tool["hatch"]["build"]["targets"]["wheel"]["packages"])


def test_every_module_of_the_bot_has_its_layer() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    layers = " ".join(tool["importlinter"]["contracts"][0]["layers"])
    modules = {path.stem for path in (ROOT / "bot").glob("*.py")} - {"__init__"}
    packages = {path.name for path in (ROOT / "bot").iterdir() if list(path.rglob("*.py"))}
    missing = [name for name in sorted(modules | packages) if f"(bot.{name})" not in layers]
    assert not missing, "give it a layer in pyproject.toml, [[tool.importlinter.contracts]]"


def test_this_projects_lock_is_sound() -> None:
    assert check_lock.faults_of_project(ROOT) == []


def test_a_good_lock_is_read() -> None:
    pins, faults = check_lock.read_lock("# made by uv\n" + GOOD)
    assert faults == []
    [pin] = pins
    assert (pin.name, pin.version, pin.hashes) == ("tidy", "1.2.3", 2)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("--index-url https://mirror.example/simple", "an address"),
        ("--extra-index-url=mirror", "where to fetch from"),
        ("--find-links wheels", "where to fetch from"),
        ("--trusted-host mirror", "where to fetch from"),
        ("tidy @ file:///srv/tidy.whl", "an address"),
        ("tidy @ git+ssh://host/tidy", "an address"),
        ("# fetched from https://mirror.example", "an address"),
        ("/srv/wheels/tidy-1.2.3.whl", "a path of a machine"),
        ("./tidy", "a path of a machine"),
        ("-e ../tidy", "a path of a machine"),
        ("tidy==1.2.3", "has no hash"),
        ("tidy==1.2.3 --hash=md5:00", "not"),
        (f"tidy>=1.2.3 --hash=sha256:{DIGEST}", "not pinned"),
        (f"tidy==1.* --hash=sha256:{DIGEST}", "not pinned"),
        (f"tidy --hash=sha256:{DIGEST}", "not pinned"),
    ],
)
def test_a_bad_line_of_a_lock_is_refused(line: str, fault: str) -> None:
    _, faults = check_lock.read_lock(f"{GOOD}{line}\n")
    assert any(fault in found for found in faults)


def write_project(
    folder: Path, *, asked: str, locked: str = "1.2.3", locked_for_developers: str = "1.2.3"
) -> Path:
    """A project that asks for one package and has it locked."""
    build = f"hatchling==1.27 --hash=sha256:{DIGEST}\n"
    (folder / "pyproject.toml").write_text(
        f'[build-system]\nrequires = ["hatchling"]\n[project]\ndependencies = ["{asked}"]\n'
    )
    (folder / "requirements-extra.in").write_text("# nothing more\n")
    (folder / "requirements.txt").write_text(build + GOOD.replace("1.2.3", locked))
    (folder / "requirements-dev.txt").write_text(build + GOOD.replace("1.2.3", locked_for_developers))
    (folder / "requirements-uv.txt").write_text(f"uv==0.13 --hash=sha256:{DIGEST}\n")
    return folder


def test_a_lock_in_step_with_the_project_is_accepted(tmp_path: Path) -> None:
    assert check_lock.faults_of_project(write_project(tmp_path, asked="Tidy>=1.2")) == []


def test_a_package_asked_for_and_not_locked_is_named(tmp_path: Path) -> None:
    faults = check_lock.faults_of_project(write_project(tmp_path, asked="newcomer>=1"))
    assert "requirements.txt: newcomer is asked for and not locked" in faults


def test_a_locked_version_below_the_bound_is_named(tmp_path: Path) -> None:
    faults = check_lock.faults_of_project(write_project(tmp_path, asked="tidy>=2"))
    assert "requirements.txt: tidy>=2 is asked for, 1.2.3 is locked" in faults


def test_locks_that_disagree_are_named(tmp_path: Path) -> None:
    project = write_project(tmp_path, asked="tidy>=1", locked_for_developers="1.2.4")
    assert check_lock.faults_of_project(project) == ["tidy==1.2.3 is not in the developers' lock"]


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "token = 'xoxb" + "-482913750264-9fK2mQ7vR4bN8sT1wXzL'",
        "token = '5839201746" + ":AAG7kQz9LmP2rVx4Nb8Tc6Yw1Hd3Jf5Ks0u'",
        "key = 'sk" + "-proj-" + "aZ9bY8cX7dW6eV5fU4gT3hS2iR1jQ0kP9l'",
        "open('/home" + "/maria/notes')",
    ],
)
def test_a_secret_or_a_persons_folder_is_refused(text: str) -> None:
    assert len(list(check_files.faults_of_text(f"first line\n{text}\n"))) == 1


def test_a_made_up_token_may_stand_in_an_example() -> None:
    assert list(check_files.faults_of_text("SLACK_BOT_TOKEN=xoxb-000000000000-example-token-of-a-bot")) == []
