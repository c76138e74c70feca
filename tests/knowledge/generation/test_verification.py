"""Each sentence against what it cites, with the real embedding model."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.embeddings.minilm import MiniLM
from knowledge.generation.remembering import RememberedTexts
from knowledge.generation.verification import MAX_CHARS, Claim, Fault, Source, Verifier, is_plain
from tests.fakes.embedder import WordEmbedder

REVIEW = Source(
    1,
    "Peer review: terms",
    (
        "A peer review takes two days and is free of charge for the host.",
        "The travel of up to six peers is paid by the platform, as of October 2019.",
        "Private companies cannot host a peer review.",
        "Write to plp@example.eu before 8 January 2026.",
    ),
)
LILLE = Source(2, "Joint secretariat", ("The joint secretariat of Interreg Europe is in Lille.",))


@pytest.fixture
def verifier(model: MiniLM) -> Verifier:
    return Verifier(RememberedTexts(model))


def fault(verifier: Verifier, text: str, *sources: Source) -> Fault | None:
    return verifier.check([Claim(text, sources or (REVIEW,))])[0].fault


@pytest.mark.parametrize(
    "text",
    [
        "A peer review takes two days and is free of charge for the host.",
        "According to this page, a peer review takes 2 days.",
        "For the host a peer review is free of charge, and it takes two days.",
        "The platform pays the travel of up to six peers, as of October 2019.",
        "A peer review takes two days, and private companies can't host one.",
    ],
)
def test_what_the_passage_says_passes(verifier: Verifier, text: str) -> None:
    assert fault(verifier, text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A peer review takes three days and is free of charge for the host.", Fault.NUMBER),
        ("The travel of six peers is paid by the platform, as of October 2019.", Fault.NUMBER),
        ("The travel of up to six peers is paid by the platform, as of October 2026.", Fault.NUMBER),
        ("The travel of up to six peers is paid by Copenhagen, as of October 2019.", Fault.NAME),
        ("Private companies can host a peer review.", Fault.DENIAL),
        ("A peer review takes two days and is not free of charge for the host.", Fault.DENIAL),
        ("Private companies cannot host a peer review, and lunch is served by the mayor.", Fault.WORDS),
        ("The festival begins with some long speech in town.", Fault.WORDS),
        ("Gardening needs patience.", Fault.NAME),
        ("A peer review takes two days [1].", Fault.FORM),
        ("A **peer review** takes two days.", Fault.FORM),
        ("A peer review takes two days.\nIt is free.", Fault.FORM),
        ("A peer review takes two\u202e days.", Fault.FORM),
        ("", Fault.FORM),
        ("…", Fault.FORM),
        ("A peer review takes two days. " * 40, Fault.FORM),
        ("Write to plp@example.eu before 8 January 2026.", Fault.ADDRESS),
    ],
)
def test_what_it_does_not_say_is_named(verifier: Verifier, text: str, expected: Fault) -> None:
    assert fault(verifier, text) is expected


def test_the_passage_cited_counts_and_no_other(verifier: Verifier) -> None:
    said = "The joint secretariat of Interreg Europe is in Lille."
    assert fault(verifier, said, REVIEW) is not None
    assert fault(verifier, said, LILLE) is None
    assert verifier.check([Claim(said, ())])[0].fault is Fault.CITATION


def test_only_passages_that_bear_a_sentence_out_support_it(verifier: Verifier) -> None:
    (verdict,) = verifier.check([Claim("A peer review takes two days.", (LILLE, REVIEW))])
    assert {support.source for support in verdict.support} == {1}
    (verdict,) = verifier.check(
        [Claim("A peer review takes two days, and the joint secretariat is in Lille.", (LILLE, REVIEW))]
    )
    assert verdict.fault is None
    assert {support.source for support in verdict.support} == {1, 2}


def test_an_address_is_shown_where_it_is_allowed(verifier: Verifier) -> None:
    claim = Claim("Write to plp@example.eu before 8 January 2026.", (REVIEW,))
    assert verifier.check([claim], addresses_allowed={"plp@example.eu"})[0].fault is None


def test_nothing_to_check_is_no_error(verifier: Verifier) -> None:
    assert verifier.check([]) == []
    assert fault(verifier, "A sentence.", Source(1, "Empty", ())) is Fault.WORDS


@given(st.text(max_size=MAX_CHARS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gets_a_verdict(text: str) -> None:
    verifier = Verifier(RememberedTexts(WordEmbedder()))
    (verdict,) = verifier.check([Claim(text, (REVIEW,))])
    assert verdict.fault is not None or is_plain(text)
