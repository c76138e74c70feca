"""The services that can be asked for: by whom, what is told of them, and what agreeing to them means."""

from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.talk import Purpose


class Service(StrEnum):
    """What members wish from the platform; each has a file of examples in `examples/services`."""

    MATCHMAKING = "matchmaking"
    PEER_REVIEW = "peer_review"
    BE_A_PEER = "be_a_peer"
    PRACTICE_SUBMIT = "practice_submit"
    PRACTICE_CHANGE = "practice_change"
    PRACTICE_MOVE = "practice_move"
    DIGEST = "digest"
    DIGEST_CHANGE = "digest_change"
    DIGEST_END = "digest_end"
    NEWSLETTER = "newsletter"
    NEWSLETTER_END = "newsletter_end"
    TOPIC_PROPOSAL = "topic_proposal"
    BENCHMARKING = "benchmarking"
    INTRODUCTION = "introduction"
    REQUEST_MADE = "request_made"


FOR_AUTHORITIES = frozenset({Service.MATCHMAKING, Service.PEER_REVIEW, Service.BENCHMARKING})


@dataclass(frozen=True)
class Telling:
    """What the content is asked, so that a reply can say what a service is, who may use it, and what comes next."""

    questions: tuple[str, ...]
    own_words: bool = False
    """whether the member's own message is asked first"""


TELLINGS: dict[Service, Telling] = {
    Service.MATCHMAKING: Telling(
        (
            "What is a matchmaking session?",
            "Who can use matchmaking?",
            "How do we ask for a matchmaking session?",
        )
    ),
    Service.PEER_REVIEW: Telling(("What is a peer review?", "How do we apply for a peer review?")),
    Service.BE_A_PEER: Telling(("How can I take part in a peer review as a peer?",)),
    Service.PRACTICE_SUBMIT: Telling(
        ("Who may submit a good practice?", "How do I submit a good practice, where is it uploaded?")
    ),
    Service.PRACTICE_CHANGE: Telling(("How can I change, correct or continue my own good practice?",)),
    Service.PRACTICE_MOVE: Telling(("Can my good practices be moved to my new account when I change jobs?",)),
    Service.DIGEST: Telling(("What is the policy digest?", "How do I get the policy digest on my topic?")),
    Service.DIGEST_CHANGE: Telling(("Which topics could be chosen for the policy digest?",)),
    Service.DIGEST_END: Telling(("How do I stop the policy digest?",)),
    Service.NEWSLETTER: Telling(("How do I subscribe to the newsletter?",)),
    Service.NEWSLETTER_END: Telling(("How do I stop the newsletter?",)),
    Service.TOPIC_PROPOSAL: Telling(
        ("Can I suggest a topic for a webinar?", "How do I request an online discussion?")
    ),
    Service.BENCHMARKING: Telling(
        ("What is benchmarking and who may use it?", "How can we ask for benchmarking?")
    ),
    Service.INTRODUCTION: Telling(
        ("How can I contact another member?", "How do I contact the author of a good practice?")
    ),
    Service.REQUEST_MADE: Telling(
        ("How long does the assessment of a peer review application take?",), own_words=True
    ),
}


PURPOSES: dict[Service, tuple[Purpose, ...]] = {
    Service.DIGEST: (Purpose.DIGEST,),
    Service.DIGEST_CHANGE: (Purpose.DIGEST,),
    Service.NEWSLETTER: (Purpose.NEWSLETTER, Purpose.TERMS),
}
"""what a yes agrees to; the others only let the request go to the experts"""


def purposes(service: Service) -> tuple[Purpose, ...]:
    """What a member agrees to by asking for this service; each is one row."""
    return PURPOSES.get(service, (Purpose.SERVICE,))
