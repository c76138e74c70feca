"""A helpdesk whose answers a language model on loopback writes."""

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from tests.fakes.language_model import FakeLanguageModel, Order, answer

ON_SQLITE = pytest.mark.parametrize("small", ["sqlite"], indirect=True, scope="session")
"""for tests to which the database makes no difference"""
ASKED = "How long does a peer review take?"
FIRST = "According to this page, a peer review lasts two days"
SECOND = "No time is published for the preparation"
INVENTED = "Lunch is served to all the peers by the mayor."


def by_model(settings: Settings, fake: FakeLanguageModel, *, timeout_s: float = 45) -> Settings:
    """The same deployment with the model."""
    return settings.model_copy(
        update={
            "llm": "openai:any",
            "llm_base_url": fake.address,
            "llm_api_key": SecretStr("key-of-test"),
            "llm_timeout_s": timeout_s,
        }
    )


def two_and_an_invention(order: Order) -> str:
    """A sentence that holds, one that does not, and one that holds."""
    found = {each["sentence"]: each["excerpt"] for each in order.data["found"]}
    first = next(sentence for sentence in found if "lasts two days" in sentence)
    second = next(
        (sentence, each["n"])
        for each in order.data["excerpts"]
        for sentence in each["text"].replace("\n", " ").split(". ")
        if SECOND in sentence
    )
    return answer(
        {"text": f"According to this page, a{first[1:]}", "cites": [found[first]]},
        {"text": INVENTED, "cites": [found[first]]},
        {"text": second[0].rstrip(".") + ".", "cites": [second[1]]},
    )
