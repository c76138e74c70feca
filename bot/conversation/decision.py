"""What to do with a message, from what it wants and from what the content holds. Values in, a value out."""

from dataclasses import dataclass
from enum import StrEnum
from math import exp, log

from bot.conversation.understanding import Intent, Understood
from knowledge.confidence import THRESHOLD


class Course(StrEnum):
    """The ways a reply can go."""

    ANSWER = "answer"
    NOT_KNOWN = "not_known"
    ADVICE = "advice"
    CLARIFY = "clarify"
    SERVICE = "service"
    PERSON = "person"
    UNHELPFUL = "unhelpful"
    WHY = "why"
    TICKET_STATUS = "ticket_status"
    HELLO = "hello"
    WELCOME = "welcome"
    ABOUT_BOT = "about_bot"
    DECLINE_SCOPE = "decline_scope"
    DECLINE_MANIPULATION = "decline_manipulation"
    DECLINE_ABUSE = "decline_abuse"
    DECLINE_FOR_OTHERS = "decline_for_others"
    DECLINE_CONTACT = "decline_contact"


_WITHOUT_ANSWER: dict[Intent, Course] = {
    Intent.GREETING: Course.HELLO,
    Intent.THANKS: Course.WELCOME,
    Intent.ABOUT_BOT: Course.ABOUT_BOT,
    Intent.OUT_OF_SCOPE: Course.DECLINE_SCOPE,
    Intent.MANIPULATION: Course.DECLINE_MANIPULATION,
    Intent.ABUSE: Course.DECLINE_ABUSE,
    Intent.FOR_OTHERS: Course.DECLINE_FOR_OTHERS,
    Intent.PRIVATE_CONTACT: Course.DECLINE_CONTACT,
    Intent.PERSON: Course.PERSON,
    Intent.UNHELPFUL: Course.UNHELPFUL,
    Intent.WHY: Course.WHY,
    Intent.TICKET_STATUS: Course.TICKET_STATUS,
    Intent.VAGUE: Course.CLARIFY,
    Intent.ADVICE: Course.ADVICE,
    Intent.SERVICE_REQUEST: Course.SERVICE,
}
_SMALLTALK = frozenset({Intent.GREETING, Intent.THANKS, Intent.ABOUT_BOT})
_BEFORE_SEARCH: dict[Intent, Course] = {
    intent: course
    for intent, course in _WITHOUT_ANSWER.items()
    if intent not in (Intent.OUT_OF_SCOPE, Intent.VAGUE, Intent.ADVICE, Intent.SERVICE_REQUEST)
}
INFORMATION = (
    Intent.QUESTION,
    Intent.EVENTS_LIST,
    Intent.EVENT_DETAILS,
    Intent.EVENT_REGISTER,
    Intent.EVENT_CANCEL,
    Intent.MY_REGISTRATIONS,
    Intent.SERVICE_REQUEST,
)


EVENT_INTENTS = frozenset(
    {
        Intent.EVENTS_LIST,
        Intent.EVENT_REGISTER,
        Intent.EVENT_CANCEL,
        Intent.EVENT_DETAILS,
        Intent.MY_REGISTRATIONS,
    }
)
_ACCUSING = frozenset({Course.DECLINE_MANIPULATION, Course.DECLINE_ABUSE})
_TOLD_BY_PAGES = frozenset({Intent.EVENTS_LIST, Intent.EVENT_DETAILS, Intent.EVENT_REGISTER})
_WISHES = frozenset({Intent.EVENT_REGISTER, Intent.EVENT_CANCEL})
_ASKING = frozenset({Intent.EVENTS_LIST, Intent.EVENT_DETAILS})
_NEAR_WISHES = frozenset({Intent.QUESTION, Intent.VAGUE, Intent.SERVICE_REQUEST})
_REFUSED = (Intent.MANIPULATION, Intent.FOR_OTHERS, Intent.PRIVATE_CONTACT)


@dataclass(frozen=True)
class Trust:
    """How the content's evidence and the message's intent are weighed: a logistic regression over three logits.

    Fitted on tests/data/messages.jsonl by scripts/train_trust.py.
    """

    evidence: float = 1.24
    """of the probability that the content holds the answer"""
    information: float = 0.64
    """of the probability that the message asks for information"""
    advice: float = -0.19
    """of the probability that it asks for advice on a case of its own"""
    bias: float = 0.73


TRUST = Trust()
LEAST_EVIDENCE = 0.25  # below it, what a message looks like does not make up for what the content lacks
EVENT_LIKELY = 0.3  # of a wish to take or give up a seat, from which the events are looked at
EVENT_SURE = 0.5  # of a question about events, which pages may answer too
EVENT_NAMED = 0.35  # of any intent about events, from which a question that names one is about that one …
EVENT_SURELY_NAMED = 0.7  # … although pages may answer it
LIKE_SOMETHING = 0.6  # as what no page knows has to look before it is taken for that
CONTENT_SURE = 0.6  # of content, from which a question about events is one about pages …
EVENT_CERTAIN = 0.9  # … unless the message is certainly about what can be attended
SURE = 0.6  # of one intent, where nothing else decides
ELSEWHERE = 0.75  # of a subject that is none of ours, from which the talk before says nothing about a message
SERVICE_LIKELY = 0.3  # of a wish for a service, from which one is told what else has no answer
MUCH_MORE = 1.5  # times a question, from which a wish for a service is none about it
SERVICE_SURE = 0.5  # of a wish for a service, which pages about the service do not fulfil
RATHER_VAGUE = 0.5  # from which a message is asked back, whatever the pages hold
SURE_ABROAD = 0.8  # of an intent read from another language than English


def answerable(understood: Understood, probability: float, *, trust: Trust = TRUST) -> float:
    """The probability, 0 to 1, that this message is answered rightly from the content."""
    log_odds = (
        trust.evidence * logit(probability)
        + trust.information * logit(understood.of(*INFORMATION))
        + trust.advice * logit(understood.of(Intent.ADVICE))
        + trust.bias
    )
    return 1 / (1 + exp(-log_odds))


def decide(
    understood: Understood, probability: float, *, leans: bool, threshold: float = THRESHOLD
) -> Course:
    """Choose the course for a message whose best evidence has this probability of answering it.

    `leans` says that the message can't be understood without the talk before it: then what it looks like by
    itself says little. `threshold` is the confidence from which the content is told as an answer.
    """
    intent = understood.intent
    if (course := _whatever_the_content(understood)) is not None:
        return course
    is_sure = understood.probabilities[intent] >= SURE
    if intent is Intent.VAGUE and understood.probabilities[intent] >= RATHER_VAGUE and not leans:
        return Course.CLARIFY  # pages hold its words, and no answer
    if probability >= LEAST_EVIDENCE and answerable(understood, probability) >= threshold:
        return Course.ANSWER
    if intent in _NEAR_WISHES and understood.of(Intent.SERVICE_REQUEST) >= SERVICE_LIKELY:
        return Course.SERVICE
    if not is_sure and (intent is Intent.TICKET_STATUS or (leans and intent not in _SMALLTALK)):
        return Course.NOT_KNOWN
    return _WITHOUT_ANSWER.get(intent, Course.NOT_KNOWN)


def _whatever_the_content(understood: Understood) -> Course | None:
    """The course of a message that no page decides; None where the content is asked first."""
    intent = understood.intent
    if intent in _BEFORE_SEARCH and is_settled(understood):
        return _BEFORE_SEARCH[intent]
    if intent is Intent.EVENT_CANCEL and _may_harm(understood):
        return _BEFORE_SEARCH[max(_REFUSED, key=lambda each: understood.probabilities[each])]
    return Course.SERVICE if _wishes_service(understood) else None


def _wishes_service(understood: Understood) -> bool:
    """Whether a message is rather a wish for a service than a question about it, or than too vague for either."""
    intent = understood.intent
    wish, question = understood.of(Intent.SERVICE_REQUEST), understood.of(Intent.QUESTION)
    if intent is Intent.VAGUE:
        return wish >= SERVICE_LIKELY
    return intent is Intent.SERVICE_REQUEST and wish >= SERVICE_SURE and wish >= MUCH_MORE * question


def _may_harm(understood: Understood) -> bool:
    """Whether a wish to give up a seat may be one to take somebody else's: a seat that is gone is not had again."""
    return understood.of(*_REFUSED) >= understood.probabilities[Intent.EVENT_CANCEL] / 2


def is_settled(understood: Understood) -> bool:
    """Whether a message is surely thanks, abuse or about its author's own matters, whatever the talk was about.

    Of what is refused it need not be sure why.
    """
    intent = understood.intent
    share = understood.of(*_REFUSED) if intent in _REFUSED else understood.probabilities[intent]
    return (intent in _BEFORE_SEARCH or intent is Intent.MY_REGISTRATIONS) and share >= SURE


def is_elsewhere(understood: Understood) -> bool:
    """Whether a message, taken by itself, is surely about nothing that is talked of here."""
    return understood.probabilities[Intent.OUT_OF_SCOPE] >= ELSEWHERE


def cautious(
    course: Course, understood: Understood, probability: float, *, language: str, is_covered: bool
) -> Course:
    """The course for a message that may not be English: examples and model are, so that what it seems to want
    counts where enough of its words are known in English (`is_covered`), or where it is very clear.

    Nobody is accused because of words that were put together from a list.
    """
    share = understood.probabilities[understood.intent]
    if language == "en":
        return course
    if course is Course.ANSWER:
        wants_advice = understood.of(Intent.ADVICE) > understood.of(Intent.QUESTION)
        return Course.ADVICE if wants_advice and probability < CONTENT_SURE else course
    if course in _ACCUSING and probability >= CONTENT_SURE:
        return Course.ANSWER
    if share >= SURE_ABROAD:
        return course
    return course if is_covered and course not in _ACCUSING else Course.NOT_KNOWN


def is_gibberish(understood: Understood, *, unknown: float) -> bool:
    """Whether a message is no words that anything here holds, and looks like nothing in particular.

    `unknown`: share of its weight in words that no page holds, 0 to 1.
    """
    return unknown >= 1 and understood.probabilities[understood.intent] < LIKE_SOMETHING


def about_events(
    understood: Understood, probability: float, *, is_named: bool, is_covered: bool = True
) -> Intent | None:
    """The intent of a message that wants something of the events themselves, not of a page about them.

    `is_named` says that it surely names one event, `is_covered` that enough of its words are known in English.
    """
    intent = max(EVENT_INTENTS, key=lambda each: understood.probabilities[each])
    share, together = understood.probabilities[intent], understood.of(*EVENT_INTENTS)
    if not is_covered and share < SURE_ABROAD:
        return None
    if intent is Intent.EVENT_CANCEL and _may_harm(understood):
        return None
    if is_named and intent in _ASKING and together >= EVENT_NAMED:
        return Intent.EVENT_DETAILS if probability < CONTENT_SURE or together >= EVENT_SURELY_NAMED else None
    if intent is not understood.intent or share < (EVENT_LIKELY if intent in _WISHES else EVENT_SURE):
        return None
    certain = EVENT_SURE if intent in _WISHES else EVENT_CERTAIN
    is_told = intent in _TOLD_BY_PAGES and not (is_named and intent in _WISHES)
    if is_told and probability >= CONTENT_SURE and share < certain:
        return None
    return intent


def logit(probability: float) -> float:
    """The log odds of a probability, kept away from 0 and 1."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return log(bounded / (1 - bounded))
