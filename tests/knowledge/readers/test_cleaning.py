"""What a site puts around its content does not become content."""

from pathlib import Path

import pytest

from tests.knowledge.readers.making import SENTENCE, document_of, text_of

MONTHS = "January February March April May June July August September October November December"
GRID = " ".join(map(str, [29, 30, *range(1, 32), 1, 2]))

RUN_ON = (
    "Harbour Towns | Learning by the sea Go to content Go to menu Search Our boats Contact form My account Your "
    "password Members login The network Who we are Our nine new harbours Facts and dates Rules and forms Image "
    "Boats Discover boats by size and get on board. Image Piers Mooring plans Tide tables Crew lists See all piers "
    "Image Harbour visit Crews can see another harbour in a three-day visit with a pilot and two mates. "
    "Our crew The Harbour Network's team of pilots gives advice to captains in Europe. Meet the pilots Image Winter "
    "closure We wish you calm seas! The quay office will be closed from 20 December 2031 to 3 January 2032. Image "
    "Safe water Learn how we keep water safe. Read the handbook or use our collections of charts and more. Explore "
    "safe water Deep channels Lights at night Quiet engines Previous Next Calendar "
    + MONTHS
    + " 2030 2031 2032 2033 "
    "Mo Tu We Th Fr Sa Su "
    + GRID
    + " Select all Image 7 Feb 2032 Online Knots for the new crew Online training in "
    "knots for new crews on 7 February 2032 offered by Ropeworks. By the quay office Key harbour figures See all "
    "figures 14 harbours 220 boats at sea 9 pilots 31 lights Share Harbour%20Towns https://harbour.example/1 Facebook "
    "Linkedin Email Don't miss anything! Subscribe to our newsletter Your email By clicking this box, you accept our "
    "terms and conditions. Contact us Our crew Jobs and tenders Help Help centre Glossary Useful links Legal Cookies"
)


@pytest.fixture
def run_on(tmp_path: Path) -> str:
    return text_of(tmp_path, RUN_ON, name="harbour.txt")


@pytest.mark.parametrize(
    "fact",
    [
        "Harbour Towns | Learning by the sea",
        "Crews can see another harbour in a three-day visit with a pilot and two mates.",
        "The Harbour Network's team of pilots gives advice to captains in Europe.",
        "The quay office will be closed from 20 December 2031 to 3 January 2032.",
        "- Deep channels\n- Lights at night\n- Quiet engines",
        "7 Feb 2032 Online Knots for the new crew",
        "Online training in knots for new crews on 7 February 2032 offered by Ropeworks.",
        "Key harbour figures: 14 harbours, 220 boats at sea, 9 pilots, 31 lights.",
    ],
)
def test_facts_of_a_page_on_one_line_survive(run_on: str, fact: str) -> None:
    assert fact in run_on


@pytest.mark.parametrize(
    "debris",
    [
        "Go to",
        "Members login",
        "Mooring plans",
        "September",
        "Mo Tu",
        "17 18",
        "Facebook",
        "clicking",
        "Jobs",
        "Image",
    ],
)
def test_menus_of_a_page_on_one_line_do_not(run_on: str, debris: str) -> None:
    assert debris not in run_on


def test_an_ordinary_long_paragraph_is_left_as_it_is(tmp_path: Path) -> None:
    paragraph = " ".join(
        f"In {year} the Baltic Sea Region met in Gdańsk, where the Ministry of Funds and Anna Kowalska from the "
        "University of Tartu explained to the Interreg Europe team how Estonia shares its good practices."
        for year in range(2010, 2020)
    )
    assert document_of(tmp_path, f"# Meetings\n\n{paragraph}\n").sections[0].text == paragraph


def test_german_with_its_many_capitals_is_left_as_it_is(tmp_path: Path) -> None:
    paragraph = " ".join(
        f"Im Jahr {year} hat die zuständige Behörde der Region gemeinsam mit anderen Partnern neue Wege für den "
        "Verkehr und die Förderung kleiner Unternehmen gefunden und in einem Bericht für alle Städte beschrieben."
        for year in range(2010, 2020)
    )
    assert document_of(tmp_path, f"# Berichte\n\n{paragraph}\n").sections[0].text == paragraph


@pytest.mark.parametrize(
    "around",
    [
        "Home\nAbout us\nOur team\nContact",
        "- [Home](/)\n- [About us](/about)\n- [Projects](/projects)\n- [Contact](/contact)",
        "[Home](/) ▼\n\n[About us](/about) ▼\n\n[News](/news) ▼",
        "Home | About us | Contact",
        "Go to main menu Go to search Go to main content",
        "About us Projects News and events In my country Library Help Contact us",
        "Read more",
        "Click here.",
        "[Find out more](#)",
        "Access the helpdesk here.",
        "Image",
        "Share this page",
        "Accept all cookies",
        "We use cookies to give you the best experience on our website.",
        "By clicking this box, you acknowledge that you like mail from us.",
        f"{MONTHS} 2024 2025 2026 2027",
        "| Mo | Tu | We | Th | Fr | Sa | Su |\n|-|-|-|-|-|-|-|\n"
        + "\n".join("| " + " | ".join(map(str, range(day, day + 7))) + " |" for day in (1, 8, 15, 22)),
        "lun mar mer jeu ven sam dim " + GRID,
        "\n".join(map(str, range(1, 31))),
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_what_stands_around_content_goes(tmp_path: Path, around: str, name: str) -> None:
    if name == "a.txt" and "](" in around:
        pytest.skip("plain text has no links")
    page = f"Peer reviews in short\n\n{SENTENCE}\n\n{around}\n\nThey are free for public authorities.\n"
    kept = text_of(tmp_path, page, name=name)
    assert kept.split("\n\n")[-2:] == [SENTENCE, "They are free for public authorities."]


@pytest.mark.parametrize(
    "content",
    [
        "Video credit: the region of Umbria made this film.",
        "The calendar of 2026 has discussion hours in January, February, March, April, May, June and July.",
        "Offices open from Monday to Friday, 9 to 17.",
        "The cookies policy of the platform was renewed in 2023.",
        "Select the topic you are interested in and the platform will send you news.",
        "Good practices from 36 countries: 2,618 in June 2020.",
    ],
)
def test_content_that_looks_a_little_like_it_stays(tmp_path: Path, content: str) -> None:
    assert content in text_of(tmp_path, f"# T\n\n{SENTENCE}\n\n{content}\n\n{SENTENCE}\n")


def test_an_authors_own_file_keeps_its_short_lines(tmp_path: Path) -> None:
    page = "---\ntitle: Topics\n---\nThe topics are:\n\n- [Smart](s)\n- [Green](g)\n- [Social](o)\n"
    assert "- Smart\n- Green\n- Social" in text_of(tmp_path, page)
