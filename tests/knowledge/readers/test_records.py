"""Good practices come one document a record; bad records are named and the others come through."""

import json
from pathlib import Path

import pytest

from knowledge.documents import AsOf, Period, Visibility
from knowledge.readers import Reading, read_file
from tests.knowledge.readers.making import complaint_about, write

HEADER = "ID;Title;Short description;Description;Expert opinion;Country;Topic;Published;Link;Period;Author;Contact e-mail"
ROW = (
    '17;Bicycle school;Riding for all;"Adults learn to ride; it takes a day.";Easy to copy.;Italy;green;'
    "03/05/2024;https://example.eu/17;2021 – 2027;Ana Silva;ana@host.eu"
)


def read(folder: Path, content: str | bytes, *, name: str = "practices.csv") -> Reading:
    return read_file(write(folder, content, name=name))


def test_a_row_becomes_a_good_practice(tmp_path: Path) -> None:
    (document,) = read(tmp_path, f"\ufeff{HEADER}\r\n{ROW}\r\n").documents
    assert document.source == f"{tmp_path / 'practices.csv'}#17"
    assert (document.title, document.kind, document.topic) == ("Bicycle school", "good_practice", "Green")
    assert (document.as_of, document.period) == (AsOf("2024-05-03"), Period.P2021)
    assert document.url == "https://example.eu/17"
    by_heading = {section.heading: section.text for section in document.sections}
    assert by_heading == {
        "": "Riding for all",
        "About": "Adults learn to ride; it takes a day.",
        "Expert opinion": "Easy to copy.",
        "Key facts": "- Location: Italy\n- Topic: green",
    }


def test_authors_and_contacts_are_left_out(tmp_path: Path) -> None:
    (document,) = read(tmp_path, f"{HEADER}\n{ROW}\n").documents
    assert "Silva" not in str(document)
    assert "host.eu" not in str(document)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [["Title", "About"], ["One", "It was tried in Spain."], ["Two", "It was tried in Malta."]]
    content = "\n".join(delimiter.join(line) for line in lines)
    assert [document.title for document in read(tmp_path, content).documents] == ["One", "Two"]


def test_quoted_cells_may_hold_lines_quotes_and_commas(tmp_path: Path) -> None:
    content = 'title,about\nOne,"First, a line.\n\nThen ""another"" one."\n'
    (document,) = read(tmp_path, content).documents
    assert document.sections[0].text == 'First, a line.\n\nThen "another" one.'


def test_bad_rows_are_named_and_good_rows_come_through(tmp_path: Path) -> None:
    content = (
        "id,title,about,date,visibility\n1,Good,It works.,2024-05,public\n2,,No title.,,\n3,No text,,,\n"
        "4,Bad date,It works.,soon,\n5,Odd,It works.,,secret\n1,Twice,It works.,,\n6,Long,It works.,,,,,\n"
        "7,Fine,It works.,,members\n"
    )
    reading = read(tmp_path, content)
    assert [document.title for document in reading.documents] == ["Good", "Fine"]
    assert reading.documents[1].visibility is Visibility.MEMBERS
    assert reading.problems == (
        "row 3: no title",
        "row 4: no text besides its title",
        "row 5: as_of can't be 'soon'",
        "row 6: visibility can't be 'secret'",
        "row 7: '1' has stood in it before",
        "row 8: more cells than columns",
    )


RECORDS = [
    {
        "uuid": "a-1",
        "Title": "One",
        "About this good practice": "<p>It <b>works</b>.</p>",
        "location": {"region": "Umbria", "country": "Italy"},
    },
    {
        "Title": "Two",
        "Summary": "It works too.",
        "Evidence of success": ["Ten visits", "Two prizes"],
        "author": "X Y",
    },
]


@pytest.mark.parametrize("content", [json.dumps(RECORDS), json.dumps({"count": 2, "items": RECORDS})])
def test_json_lists_and_objects_with_a_list_are_read(tmp_path: Path, content: str) -> None:
    one, two = read(tmp_path, content, name="p.json").documents
    assert one.source.endswith("p.json#a-1")
    assert one.sections[0].text == "It works."
    assert "- Location: Umbria, Italy" in one.sections[1].text
    assert two.source.endswith("p.json#2")
    assert "X Y" not in str(two)


def test_json_lines_name_the_line_that_is_broken(tmp_path: Path) -> None:
    content = "\n".join([json.dumps(RECORDS[0]), "{broken", "[1]", "", json.dumps(RECORDS[1])])
    reading = read(tmp_path, content, name="p.jsonl")
    assert [document.title for document in reading.documents] == ["One", "Two"]
    assert reading.problems == ("line 2: not valid JSON", "line 3: not an object")


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.csv", "", "it is empty"),
        ("a.csv", "colour,size\nred,3\n", "no column is called title"),
        ("a.csv", "title,about\n", "it holds no records"),
        ("a.csv", "title,about\n,x\n", "no record in it can be used (row 2: no title)"),
        ("a.json", "{", "it is not valid JSON"),
        ("a.json", "3", "it is not a list of records"),
        ("a.json", "[]", "it holds no records"),
        ("a.json", "[" * 100_000, "it is nested too deeply"),
        ("a.jsonl", "{", "no record in it can be used (line 1: not valid JSON)"),
    ],
)
def test_files_without_records_are_named(tmp_path: Path, name: str, content: str, complaint: str) -> None:
    assert complaint_about(write(tmp_path, content, name=name)) == complaint
