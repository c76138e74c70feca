"""Web pages lose what the site puts around them and keep the author's structure."""

from pathlib import Path

import pytest

from knowledge.documents import AsOf
from tests.knowledge.readers.making import complaint_about, document_of, text_of, write

BODY = """<h1>Peer review</h1>
<p>A peer review is a two-day meeting of <b>peers</b> from <a href="/x">regions</a>.</p>
<h2>Who can apply</h2><ul><li>Public authorities</li><li>Managing authorities</li></ul>
<h2>Figures</h2><table><tr><th>Country</th><th>Reviews</th></tr><tr><td>Spain</td><td>12</td></tr></table>
<p>Regions write to <a href="mailto:a.b@host.eu">a.b@host.eu</a> or use the form on the page of the helpdesk.</p>
"""


def page(body: str = BODY, *, head: str = "<title>Peer review | Site</title>", filler: int = 0) -> str:
    text = "".join(
        f"<p>In review {n} peers told the region how they had solved its problem at home.</p>"
        for n in range(filler)
    )
    return f"""<!doctype html><html><head>{head}<script>var a = "tracking";</script></head><body class="cookie-aware">
    <nav><ul><li><a href="/">Home page</a></li><li><a href="/a">About this site</a></li></ul></nav>
    <div class="breadcrumb">You are here: Services</div>
    <main>{body}{text}<div class="share-buttons">Share on Facebook</div></main>
    <div id="cookie-banner"><p>This site uses cookies, to improve your experience.</p></div>
    <footer><p>Legal notice of this site and its owner.</p></footer></body></html>"""


@pytest.mark.parametrize("filler", [0, 15])
def test_short_and_long_pages_keep_headings_lists_and_tables(tmp_path: Path, filler: int) -> None:
    document = document_of(tmp_path, page(filler=filler), name="a.html")
    assert document.title == "Peer review"
    by_heading = {section.heading: section.text for section in document.sections}
    assert by_heading[""] == "A peer review is a two-day meeting of peers from regions."
    assert by_heading["Who can apply"] == "- Public authorities\n- Managing authorities"
    assert by_heading["Figures"].startswith("- Country: Spain; Reviews: 12")
    assert "use the form on the page of the helpdesk" in by_heading["Figures"]


@pytest.mark.parametrize("filler", [0, 15])
@pytest.mark.parametrize(
    "debris",
    ["Home page", "About this site", "You are here", "Facebook", "cookies", "Legal", "tracking", "host.eu"],
)
def test_the_site_around_it_goes(tmp_path: Path, debris: str, filler: int) -> None:
    assert debris not in text_of(tmp_path, page(filler=filler), name="a.htm")


def test_the_page_tells_its_date_and_address(tmp_path: Path) -> None:
    head = """<title>T</title><meta property="article:published_time" content="2024-05-03T10:00:00+02:00">
    <link rel="canonical" href="https://www.example.eu/peer-review">"""
    document = document_of(tmp_path, page(head=head), name="a.html")
    assert document.as_of == AsOf("2024-05-03")
    assert document.url == "https://www.example.eu/peer-review"


def test_a_page_without_a_date_gets_none(tmp_path: Path) -> None:
    assert document_of(tmp_path, page(BODY + "<p>It started on 3 May 2019.</p>"), name="a.html").as_of is None


def test_entities_of_a_hostile_page_are_not_resolved(tmp_path: Path) -> None:
    secret = write(tmp_path, "the secret words", name="secret.txt")
    hostile = f"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">
    <!ENTITY a "lollollol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
    <html xmlns="http://www.w3.org/1999/xhtml"><body>{BODY}<p>Here: &x; and &b;</p></body></html>"""
    kept = text_of(tmp_path, hostile, name="a.xhtml")
    assert "secret words" not in kept
    assert "lollol" not in kept


@pytest.mark.parametrize(
    "content", ["<html></html>", "<html><body><nav>Menu</nav></body></html>", "<!-- x -->"]
)
def test_a_page_without_content_is_named(tmp_path: Path, content: str) -> None:
    assert complaint_about(write(tmp_path, content, name="a.html")).startswith("it ")


def test_a_page_nested_beyond_reason_is_refused_or_read(tmp_path: Path) -> None:
    deep = write(tmp_path, "<div>" * 20_000 + "Text in it." + "</div>" * 20_000, name="deep.html")
    assert complaint_about(deep).startswith("it ")
