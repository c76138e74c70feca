"""Text with entities: cut where Telegram needs it, and nothing in it alive that is not ours."""

from hypothesis import example, given
from hypothesis import strategies as st

from adapters.telegram.links import Links, Purpose, Way
from adapters.telegram.markup import COMMAND, INERT, LIMIT, Marked, inert, link, quoted, said, split, units
from adapters.telegram.places import Place, place_of
from adapters.telegram.rendering import DATA, data_of, posts
from bot.messages import Action, Button, Citation, Reply
from bot.messages.sending import Outgoing
from bot.texts import Texts
from knowledge.documents import Period
from tests.fakes.telegram.text import cut, found

LETTERS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab .\n@#/:_\u0301\u200d\U0001f44d\U0001f3fd\U0001f468\u05d0\u0627\u4e2d"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=300,
)
PARTS = st.lists(st.tuples(LETTERS, st.booleans()), max_size=8)


def marked(parts: list[tuple[str, bool]]) -> Marked:
    whole = Marked()
    for text, is_link in parts:
        whole += link("https://example.eu/page", text) if is_link else quoted(text)
    return whole


@given(parts=PARTS, limit=st.integers(20, 90))
def test_every_piece_fits_and_nothing_is_lost_but_blanks(parts: list[tuple[str, bool]], limit: int) -> None:
    whole = marked(parts)
    pieces = split(whole, limit)
    assert all(units(piece.text) <= limit for piece in pieces)
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(whole.text.split())


@given(parts=PARTS, limit=st.integers(20, 90))
def test_links_cover_the_same_letters_after_the_cut(parts: list[tuple[str, bool]], limit: int) -> None:
    whole = marked(parts)
    before = "".join(cut(whole.text, each.offset, each.length) for each in whole.entities)
    after = ""
    for piece in split(whole, limit):
        for each in piece.entities:
            assert each.length > 0
            assert each.offset + each.length <= units(piece.text)
            after += cut(piece.text, each.offset, each.length)
    assert "".join(after.split()) == "".join(before.split())


@given(text=LETTERS)
@example(text="/status")
@example(text="/statuses")
def test_what_people_say_holds_nothing_that_telegram_makes_a_link_of(text: str) -> None:
    shown = quoted(text)
    alive = (cut(shown.text, each["offset"], each["length"]) for each in found(shown.text))
    assert [each for each in alive if not COMMAND.fullmatch(each)] == [], (
        "but for the helpdesk's own commands"
    )
    assert shown.text.replace(INERT, "").split() == inert(shown.text).replace(INERT, "").split()


def test_addresses_mentions_and_commands_of_others_are_dead_and_ours_live() -> None:
    hostile = "www.evil.example https://evil.example @somebody #tag /close_1 me@evil.example t.me/evil"
    assert found(quoted(hostile).text) == []
    own = said("See https://example.eu/a. You asked: “https://evil.example”. “/status” tells how it stands.")
    assert [each.url for each in own.entities] == ["https://example.eu/a"]
    assert [each["type"] for each in found(own.text, besides=[])] == ["url", "bot_command"]


def test_an_emoji_is_not_cut_from_its_colour() -> None:
    text = "x" * 19 + "\U0001f44d\U0001f3fd" + "y" * 30
    for limit in range(20, 30):
        for piece in split(Marked(text), limit):
            assert not piece.text.startswith("\U0001f3fd")


def outgoing(text: str, **more: object) -> Outgoing:
    return Outgoing(7, "telegram:1", Reply(Action.ANSWER, text, **more))  # type: ignore[arg-type]


def test_a_huge_reply_goes_in_pieces_with_its_buttons_below_the_last() -> None:
    sources = tuple(
        Citation(n, f"Title {n} \U0001f600", "https://example.eu/" + "p" * 200, "2026-01", Period.P2021, "q")
        for n in range(1, 60)
    )
    made = posts(
        outgoing("word \U0001f600 " * 3000, citations=sources, buttons=(Button("Yes", "yes"),)), Texts()
    )
    assert len(made) > 2
    assert all(units(each.said.text) <= LIMIT for each in made)
    assert [each.keyboard is not None for each in made] == [False] * (len(made) - 1) + [True]
    assert sum(len(each.said.entities) for each in made) >= 59


def test_a_source_shows_how_old_it_is() -> None:
    source = Citation(1, "Guide\nto <b>", "https://example.eu/guide", "2026-01-08", Period.P2021, "q")
    [post] = posts(outgoing("It is so. [1]", citations=(source,)), Texts())
    assert post.said.text.endswith("[1] Guide to <b> (as of 2026-01-08, 2021-2027)")
    [entity] = post.said.entities
    assert entity.url == "https://example.eu/guide"


@given(command=st.text(max_size=200), delivery=st.integers(0, 2**40), place=st.integers(0, 99))
def test_what_a_button_carries_fits_whatever_it_says(command: str, delivery: int, place: int) -> None:
    command = command.encode("utf-8", "ignore").decode()
    assert 1 <= len(data_of(delivery, place, command).encode()) <= DATA


NUMBERS = st.integers(0, 10**18 - 1)


@given(way=st.builds(Way, st.sampled_from(Purpose), NUMBERS, st.none() | NUMBERS), other=st.text(max_size=70))
def test_links_are_read_again_and_others_are_not(way: Way, other: str) -> None:
    links = Links("helpdesk_bot", "secret")
    payload = links.payload(way)
    assert len(payload) <= 64
    assert links.read(payload) == way
    assert Links("helpdesk_bot", "another").read(payload) is None
    if other != payload:
        assert links.read(other) is None


@given(
    chat=st.integers(-(10**13), 10**13), topic=st.integers(0, 10**9), user=st.none() | st.integers(1, 10**12)
)
def test_a_conversation_names_its_place(chat: int, topic: int, user: int | None) -> None:
    place = Place(chat) if chat > 0 else Place(chat, topic, user)
    assert place_of(place.conversation) == place


def test_names_of_other_platforms_are_no_places() -> None:
    for name in ("slack:T1:C1", "telegram", "telegram:x", "telegram:1:2:3:4", "console:ana", ""):
        assert place_of(name) is None
