"""Files and folders become one list of files."""

from pathlib import Path

from knowledge.readers import READERS, collect
from tests.knowledge.readers.making import write


def test_folders_are_searched_at_any_depth_in_order(tmp_path: Path) -> None:
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    for name in (
        "z.md",
        "a.txt",
        "README.md",
        ".hidden.md",
        "b/2.pdf",
        "b/deep/1.md",
        "b/readme.md",
        ".git/x.md",
    ):
        write(tmp_path, "x", name=name)
    names = [str(path.relative_to(tmp_path)) for path in collect([tmp_path])]
    assert names == ["a.txt", "b/2.pdf", "b/deep/1.md", "z.md"]


def test_each_file_comes_once_and_named_ones_come_as_they_are(tmp_path: Path) -> None:
    page = write(tmp_path, "x", name="README.md")
    missing = tmp_path / "missing.md"
    assert collect([page, tmp_path, page, missing]) == [page, missing]


def test_folders_can_give_only_what_has_a_reader(tmp_path: Path) -> None:
    write(tmp_path, "x", name="picture.png")
    page = write(tmp_path, "x", name="page.MD")
    named = write(tmp_path, "x", name="odd.xyz")
    assert collect([tmp_path, named], suffixes=READERS) == [page, named]
