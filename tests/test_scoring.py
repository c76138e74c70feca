"""Our scoring against the one that the product is judged by, where it is at hand."""

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.evaluation.messages import read_messages
from bot.evaluation.scoring import RawReply, score

MESSAGES = Path(__file__).parent / "data" / "messages.jsonl"
REFERENCE = Path(__file__).parents[2] / "shared" / "eval" / "score.py"

ACTIONS = ["answer", "escalate", "clarify", "decline", "smalltalk", "service", "register", "none"]
WORDS = [
    "Two",
    "12,500",
    "e‑learning",
    "Çafé",
    "peer-review",
    "|",
    "*",
    "[1]",
    "7.",
    "a.b@c.eu",
    "#x",
    "79.5",
]


@pytest.fixture
def reference() -> ModuleType:
    if not REFERENCE.is_file():
        pytest.skip("the scoring script lies beside the repository, and it is not there")
    spec = importlib.util.spec_from_file_location("reference_score", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def random_reply(message: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """A reply that is right in some ways and wrong in others."""
    facts = [fact.split("|")[0].replace("*", "s") for fact in message["expected_facts"]]
    said = [fact for fact in facts if dice.random() < 0.8] + dice.choices(WORDS, k=dice.randint(0, 6))
    said += [fact for fact in message.get("forbidden_facts", []) if dice.random() < 0.3]
    dice.shuffle(said)
    action = message["expected_action"] if dice.random() < 0.7 else dice.choice(ACTIONS)
    cited = [{"n": 1, "title": "x", "url": None, "as_of": None, "quote": "x"}] if dice.random() < 0.7 else []
    text = " ".join(said) * (60 if dice.random() < 0.05 else 1)
    return {"id": message["id"], "action": action, "text": text, "citations": cited}


@pytest.mark.parametrize("seed", range(8))
def test_both_scorings_agree_on_random_replies(reference: ModuleType, seed: int) -> None:
    dice = random.Random(seed)
    raw = [json.loads(line) for line in MESSAGES.read_text(encoding="utf-8").splitlines()]
    replies = {message["id"]: random_reply(message, dice) for message in raw if dice.random() < 0.97}
    ours = score(read_messages(MESSAGES), {id_: RawReply(**reply) for id_, reply in replies.items()})
    theirs = reference.score(raw, replies)
    assert ours == theirs
    assert ours["wrong"]
    assert 0 < ours["facts_right"] < 1
