"""Whatever a reply holds, Slack takes it, and nothing of a stranger's in it lives."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.plain_text import readable
from adapters.slack.cards import told_posts
from adapters.slack.escaping import linked
from adapters.slack.modals import ask_view, form_view
from adapters.slack.rendering import posts, without_buttons
from bot.messages import Action, Button, Citation, Field, FieldKind, Form, FormShown, Reply
from bot.messages.sending import Outgoing
from bot.texts import Texts
from knowledge.documents import Period
from tests.fakes.slack.blocks import all_text, check_message_blocks, check_view
from tests.fakes.slack.rendering import TOKEN, marked_up

TEXTS = Texts()
HOSTILE = [
    "<!channel>", "<!everyone|hi>", "<@U000000001>", "<http://evil.example|your bank>", "&lt;!here&gt;", "&",
    "\u202egnp.exe", "\u200b", "\x00", "\ud800", "```", "*bold*", "> quote", "http://a.example/" + "x" * 4000,
    "\n\n", "”<!channel>", "https://ok.example/a?b=1&c=2", "😀" * 50, "a" * 6000, "|", ">",
]  # fmt: skip
pieces = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=200)), max_size=60)
texts = pieces.map(" ".join)
citations = st.builds(
    Citation,
    n=st.integers(1, 99),
    title=texts,
    url=st.one_of(st.none(), st.sampled_from(HOSTILE), st.just("https://ok.example/page")),
    as_of=st.one_of(st.none(), st.sampled_from(["2026", "2026-01-08"])),
    period=st.sampled_from(list(Period)),
    quote=texts,
)
replies = st.builds(
    Reply,
    action=st.sampled_from(list(Action)),
    text=texts,
    citations=st.lists(citations, max_size=30).map(tuple),
    buttons=st.lists(st.builds(Button, texts, texts), max_size=40).map(tuple),
    answer_id=st.sampled_from([None, "a-1"]),
)


def check(outgoing: Outgoing) -> None:
    told = posts(outgoing, TEXTS)
    assert told
    for post in told:
        check_message_blocks(post.blocks)
        assert 0 < len(post.text) <= 4000
        for marked in [post.text, *marked_up(post.blocks)]:
            for inside in TOKEN.findall(marked):
                assert inside.startswith(("http://", "https://")), inside
            assert not re.search(r"<(?!https?://)", marked)
        assert not re.search(
            r"[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ud800-\udfff\x00]", all_text(post.blocks)
        )
        post.text.encode()


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(replies, st.one_of(st.none(), texts), st.booleans())
def test_any_reply_can_be_shown_and_is_inert(reply: Reply, asked: str | None, is_again: bool) -> None:
    check(Outgoing(1, "slack:T:C", reply, asked, is_again))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_each_hostile_text_by_itself(hostile: str) -> None:
    check(
        Outgoing(1, "slack:T:C", Reply(Action.ANSWER, hostile, buttons=(Button(hostile, hostile),)), hostile)
    )


def test_a_huge_reply_is_told_in_several_messages_and_loses_no_word() -> None:
    words = [f"word{number}" for number in range(60_000)]
    told = posts(Outgoing(1, "slack:T:C", Reply(Action.ANSWER, " ".join(words))), TEXTS)
    assert len(told) > 1
    shown = " ".join(all_text(post.blocks[at : at + 1]) for post in told for at in range(len(post.blocks)))
    assert shown.split() == words


def test_of_what_an_expert_is_told_nothing_lives_and_the_ends_are_kept() -> None:
    told = told_posts(f"{'<!channel>'} first\n\n" + "&<>" * 30_000 + "\n\n<@U1> last")
    texts = [block["text"]["text"] for post in told for block in post.blocks]
    assert len(told) == 10
    assert "&lt;!channel&gt;" in texts[0]
    assert texts[0].count("<") == 0
    assert texts[-1].endswith("&lt;@U1&gt; last")
    assert not any("<" in text or ">" in text for text in texts)


def test_addresses_stay_whole_where_a_text_is_cut() -> None:
    address = "https://www.interregeurope.eu/policy-learning-platform/" + "a" * 60
    text = " ".join(f"See {address}{number} now." for number in range(300))
    told = posts(Outgoing(1, "slack:T:C", Reply(Action.ANSWER, text)), TEXTS)
    found = [inside for post in told for marked in marked_up(post.blocks) for inside in TOKEN.findall(marked)]
    assert found == [f"{address}{number}" for number in range(300)]


def test_addresses_of_pages_and_in_quotation_marks_are_no_links() -> None:
    assert linked("You asked: “see http://evil.example/x now” at https://ok.example/a.") == (
        "You asked: “see http://evil.example/x now” at <https://ok.example/a>."
    )
    quoted = Reply(Action.ANSWER, "Go to http://evil.example/x now.", answer_id="a-1")
    [post] = posts(Outgoing(1, "slack:T:C", quoted), TEXTS)
    assert TOKEN.findall(all_text(post.blocks)) == []


def test_a_source_shows_its_number_title_date_and_period() -> None:
    source = Citation(1, "A & B", "https://ok.example/p", "2026-01-08", Period.P2021, "q")
    [post] = posts(Outgoing(1, "slack:T:C", Reply(Action.ANSWER, "So [1].", (source,))), TEXTS)
    assert "[1] <https://ok.example/p|A &amp; B> (as of 2026-01-08, 2021-2027)" in all_text(post.blocks)


def test_after_a_press_only_what_may_be_pressed_again_is_left() -> None:
    reply = Reply(Action.ANSWER, "So.", buttons=(Button("Why?", "/why a-1"), Button("Helped", "/solved a-1")))
    [post] = posts(Outgoing(1, "slack:T:C", reply), TEXTS)
    left = without_buttons(post.blocks, "Helped", keeps=lambda value: value.startswith("/why"))
    check_message_blocks(left)
    assert "Why?" in all_text(left)
    assert left[-1]["elements"][0]["text"] == "→ Helped"


def test_nothing_is_left_of_what_nobody_sees() -> None:
    assert readable("a\u202eb\u200bc\x00d\ud800e\n\nf") == "abc de\n\nf"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texts, st.sampled_from([FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT, FieldKind.EMAIL]))
def test_any_form_can_be_opened(given_: str, kind: FieldKind) -> None:
    fields = (
        Field("challenge", kind),
        Field("topics", FieldKind.SOME_OF, ("smart", "green")),
        Field("organisation", FieldKind.ONE_OF, ("local_authority", "agency")),
        Field("of_project", FieldKind.YES_NO),
    )
    answers: dict[str, str | list[str] | None] = {
        "challenge": given_,
        "topics": ["green"],
        "organisation": "agency",
        "of_project": "no",
    }
    shown = FormShown(Form("digest", fields), answers, "challenge", {"service": given_})
    check_view(form_view(shown, TEXTS, conversation="slack:T:D"), kind="modal")
    check_view(ask_view(TEXTS, conversation="", text=given_), kind="modal")
