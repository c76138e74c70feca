"""What another threshold would give: answers told rightly against answers told wrongly."""

from bot.evaluation.messages import TestMessage
from bot.evaluation.scoring import RawReply
from bot.evaluation.trade import Trade, trades


def message(id_: str, *, due: bool = True, fact: str = "six") -> TestMessage:
    return TestMessage(
        id_,
        f"message {id_}",
        "answerable" if due else "needs_expert",
        "answer" if due else "escalate",
        expected_facts=(fact,) if due else (),
    )


def answer(id_: str, confidence: float, text: str = "There are six topics.") -> RawReply:
    return RawReply(id_, "answer", text, confidence=confidence)


def at(threshold: float, messages: list[TestMessage], *replies: RawReply) -> Trade:
    made = trades(messages, {reply.id: reply for reply in replies}, chosen=threshold)
    return next(trade for trade in made if trade.threshold == threshold)


def test_a_higher_threshold_gives_fewer_answers_and_fewer_wrong_ones() -> None:
    messages = [message("sure"), message("less"), message("none", due=False), message("lacking")]
    replies = (
        answer("sure", 0.95),
        answer("less", 0.55),
        answer("none", 0.45),
        answer("lacking", 0.65, "There are several."),
    )
    assert at(0.4, messages, *replies) == Trade(0.4, 0.6667, 0.5)
    assert at(0.5, messages, *replies) == Trade(0.5, 0.6667, 0.3333)
    assert at(0.6, messages, *replies) == Trade(0.6, 0.3333, 0.5)
    assert at(0.7, messages, *replies) == Trade(0.7, 0.3333, 0.0)


def test_a_question_refused_whatever_the_threshold_counts_among_those_to_answer() -> None:
    refused = RawReply("refused", "escalate", "I found no answer.", confidence=0.2)
    assert at(0.5, [message("told"), message("refused")], answer("told", 0.9), refused).answered == 0.5


def test_what_is_no_matter_of_pages_is_left_out() -> None:
    of_an_event = RawReply("event", "answer", "It is full: six wait.", confidence=0.0)
    thanks = RawReply("thanks", "smalltalk", "You are welcome.")
    messages = [message("event"), message("thanks", due=False)]
    assert at(0.5, messages, of_an_event, thanks) == Trade(0.5, None, None)


def test_the_chosen_threshold_is_among_those_shown() -> None:
    shown = [trade.threshold for trade in trades([message("a")], {"a": answer("a", 0.9)}, chosen=0.45)]
    assert 0.45 in shown
    assert shown == sorted(shown)
