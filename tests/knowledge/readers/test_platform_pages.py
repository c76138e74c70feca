"""Real pages of the platform keep their facts and lose what stood around them."""

import re
from pathlib import Path

import pytest

from knowledge.documents import AsOf, Document, plain_text
from knowledge.readers import collect, read_file

PAGES = Path(__file__).parents[3].parent / "shared" / "platform"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are kept outside the repository")


def documents() -> dict[str, Document]:
    return {path.name[:3]: document for path in collect([PAGES]) for document in read_file(path).documents}


def everything() -> str:
    return "\n\n".join(f"{page.title}\n\n{plain_text(page.sections)}" for page in documents().values())


@pytest.mark.parametrize(
    "fact",
    [
        "36 countries, 394 programme budget (meur), 6 topics, 262 projects",
        "Public authorities can explore good practices from across Europe in a two-hour discussion with selected peers",
        "Policymakers can get quick answers to any type of questions",
        "tailored advice on their policy challenges through an in-depth two-day exchange",
        "15 Jan 2026 Online Use of artificial intelligence in Interreg communication",
        "joint secretariat on 15 January 2026 offered by Interact.",
        "our offices will be closed from 25 December 2025 to 2 January 2026.",
        "It opens from 09 March to 10 April 2026.",
        "will take place on 16-17 April 2026.",
        "The Policy Learning Platform's team of thematic experts provides support to policymakers in Europe.",
        "Smart\n\nDiscover how we contribute to a smarter Europe.",
        "- Digitalisation in the public sector\n- Youth entrepreneurship\n- Industrial transition",
        "- Energy communties\n- Nature-based solutions\n- Cycling cities",
        "- Sustainable rural mobility",
        "Select the topic you are interested in and the Policy Learning Platform will send you the latest updates",
        "Video credit: Thank you to Umbria region",
        "- Regional and local authorities",
        "@InterregEurope",
        "two categories of services offered by the platforms",
        "2,618 Good practices identified",
        "140 projects have finished phase 1",
        "we support our community of 17 000 members",
        "on 25 June from 14:00 to 15:30 PM CEST",
        "involved 88% of Europe’s NUTS 2 regions",
        "70% of them confirmed that past cooperation still had long-term benefits",
    ],
)
def test_facts_survive(fact: str) -> None:
    assert fact in everything()


@pytest.mark.parametrize(
    "debris",
    [
        "Go to main menu",
        "Partner State login",
        "Mo Tu We Th Fr Sa Su",
        "By clicking this box",
        "Don't miss",
        "Your password",
        "Sitemap",
        "Facebook",
        "AzureAD",
        "Previous Next",
        "February March",
        "Jobs and tenders",
        "Select related tags",
        "My Interreg Europe",
        "Find out more",
        "dianselmo",
        "delearde",
        "policylearning[dot]eu",
        "[at]",
        "()",
    ],
)
def test_debris_does_not(debris: str) -> None:
    assert debris not in everything()


def test_no_line_is_only_a_placeholder() -> None:
    assert not re.search(r"^(?:- )?Image$", everything(), re.MULTILINE)


def test_pages_are_titled_and_dated_by_themselves() -> None:
    pages = documents()
    assert pages["000"].title == "What is the Policy Learning Platform?"
    assert pages["002"].title == "Interreg Europe | Sharing solutions for better policy"
    assert pages["004"].title == "How does interregional cooperation benefit the regions?"
    assert (pages["003"].as_of, pages["002"].as_of) == (AsOf("2020-06"), None)
