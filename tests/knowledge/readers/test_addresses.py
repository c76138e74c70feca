"""No e-mail address survives, and nothing of the words around it that makes no sense alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers.addresses import without_addresses

FORMS = [
    "first.last@host.eu",
    "first.last @ host.eu",
    "mailto:first.last@host.eu",
    "<first.last@host.eu>",
    "first.last [at] host [dot] eu",
    "first.last[at]host[dot]eu",
    "first.last (at) host.eu",
    "first.last AT host DOT eu",
    "first.last at host dot eu",
    "first.last {at} host {dot} eu",
    "first[dot]last[at]host[dot]eu",
    "first.last [at] (first[dot]last[at]host[dot]eu)",
    "first.last [AT] mail.host [DOT] co [DOT] eu",
    "first.last%40host.eu",
    "first.last＠host.eu",
    "first.last&#64;host.eu",
    "first+tag_last@sub-host.host.eu",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "frame",
    [
        "The desk answers at {} within three days.",
        "Peers ({}) answer within three days.",
        "Experts answer within three days: {}",
        "The desk, {}, answers within three days.",
        "Answers come within three days. For more information please contact Ana Silva, {}.",
    ],
)
def test_an_address_goes_and_the_fact_stays(form: str, frame: str) -> None:
    left = without_addresses(frame.format(form))
    assert "within three days" in left
    assert not re.search(r"host|first|last\b|@|\[|\(|\)|mailto|%40", left), left
    assert not re.search(r"\bat\b|,[ ]*[.,]|[ ][.,]", left), left


@pytest.mark.parametrize("form", FORMS)
def test_a_sentence_that_only_says_whom_to_write_to_goes_as_a_whole(form: str) -> None:
    text = (
        f"Reviews are free. To learn more about them, please contact Ana Silva, {form}\nThey take two days."
    )
    assert without_addresses(text) == "Reviews are free.\nThey take two days."


@pytest.mark.parametrize(
    "text",
    [
        "Follow us on social media: @InterregEurope #policylearning",
        "Meet us at Host Street 3 at noon, dot the i (at home).",
        "The rate is 5 @ 3 euros.",
        "Contact the helpdesk through the form.",
    ],
)
def test_what_is_no_address_stays(text: str) -> None:
    assert without_addresses(text) == text


def test_what_else_a_contact_sentence_says_stays() -> None:
    said = without_addresses("Write to desk@host.eu or use the form on the help page until 3 May 2024.")
    assert "use the form on the help page until 3 May 2024" in said


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The office (desk@host.eu, room 3) is in Lille.", "The office (room 3) is in Lille."),
        ("Send the form by 3 May to desk@host.eu.", "Send the form by 3 May."),
        ("Ask a@host.eu, b@host.eu and c@host.eu about it.", "Ask about it."),
        ("E-mail: desk@host.eu", ""),
        (
            "Reach it by e-mail at desk@host.eu or in the chat on the platform.",
            "Reach it by e-mail or in the chat on the platform.",
        ),
    ],
)
def test_the_words_around_an_address_are_mended(text: str, left: str) -> None:
    assert without_addresses(text) == left


names = st.from_regex(r"[a-z0-9][a-z0-9._+-]{0,12}", fullmatch=True)
hosts = st.from_regex(r"[a-z0-9]{1,10}(\.[a-z]{2,6}){1,3}", fullmatch=True)


@given(st.text(max_size=40), names, hosts, st.text(max_size=40))
def test_no_host_survives_in_any_text(before: str, name: str, host: str, after: str) -> None:
    left = without_addresses(f"{before} {name}@{host} {after}")
    assert f"@{host}" not in left


@given(st.text(alphabet="ab.@ [](){}<>atdoATDO,\n", max_size=200))
def test_any_text_comes_through(text: str) -> None:
    assert not re.search(r"\w@\w+\.\w", without_addresses(text))


def test_a_long_text_without_spaces_takes_no_time() -> None:
    text = "a" * 200_000 + "@" + "b." * 100_000
    assert "@" not in without_addresses(text)
