"""What of an answer is certain while a model still writes it: through a real client, with the real embedding model."""

import asyncio
from pathlib import Path

import pytest

from knowledge.answering import Answer, Statement
from knowledge.documents import AsOf
from knowledge.embeddings.minilm import MiniLM
from knowledge.generation import Written
from knowledge.generation.author import Draft
from knowledge.generation.meanwhile import verified_meanwhile
from knowledge.library import Library
from knowledge.reading_room import ReadingRoom
from tests.fakes.language_model import FakeLanguageModel, Mode, Order, answer
from tests.knowledge.generation.making import author_of, draft, pages, room, shown
from tests.making import document, library_of, room_of

LONG = "How long does a peer review take?"
PATIENT_S = 60  # for a model that waits for the test


@pytest.fixture(scope="module")
def library(model: MiniLM) -> Library:
    return asyncio.run(library_of(*pages(), embedder=model))


@pytest.fixture
def reviews(library: Library, model: MiniLM, tmp_path: Path) -> ReadingRoom:
    return room_of(library, tmp_path, model)


class Screen:
    """Who watches an answer come into being."""

    def __init__(self) -> None:
        self.seen: list[Answer] = []
        self._changed = asyncio.Event()

    def __call__(self, certain: Answer) -> None:
        self.seen.append(certain)
        self._changed.set()

    async def shows_something(self) -> str:
        async with asyncio.timeout(PATIENT_S):
            await self._changed.wait()
        return " ".join(each.text for each in self.seen[-1].statements)


async def written(
    fake: FakeLanguageModel, model: MiniLM, reviews: ReadingRoom, screen: Screen, *, language: str = "en"
) -> Draft:
    author = author_of(fake, model, timeout_s=PATIENT_S)
    _, made = await draft(author, reviews, LONG, language=language, certain=screen)
    return made


async def test_a_sentence_is_shown_before_the_next_is_written(model: MiniLM, reviews: ReadingRoom) -> None:
    screen = Screen()
    with FakeLanguageModel() as fake:
        fake.stops_after = 1
        writing = asyncio.create_task(written(fake, model, reviews, screen))
        first = await screen.shows_something()
        assert first.startswith("According to this page, a peer review lasts two days")
        assert not writing.done()
        fake.go_on.set()
        made = await writing
    assert shown(made).startswith(first)
    assert shown(made) != first
    assert made.answer is not None
    assert all(each.statements == made.answer.statements[: len(each.statements)] for each in screen.seen), (
        "what was shown stands in the end, in its order"
    )
    assert screen.seen[0].citations == made.answer.citations[: len(screen.seen[0].citations)]


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode not in {Mode.HANGS, Mode.DRIPS}])
async def test_in_no_mode_is_anything_shown_that_the_passages_do_not_say(
    mode: Mode, model: MiniLM, reviews: ReadingRoom
) -> None:
    screen = Screen()
    with FakeLanguageModel(mode) as fake:
        author = author_of(fake, model, timeout_s=4)
        _, made = await draft(author, reviews, LONG, certain=screen)
    for each in screen.seen:
        text = " ".join(statement.text for statement in each.statements)
        assert not [word for word in ("evil", "17", "Lunch", "BEGIN", "blah", "évaluation") if word in text]
        assert mode is Mode.HALF or shown(made).startswith(text)


async def test_a_sentence_between_two_that_hold_is_left_out(model: MiniLM, reviews: ReadingRoom) -> None:
    def invented(order: Order) -> str:
        first, second = (
            {"text": each["sentence"], "cites": [each["excerpt"]]} for each in order.data["found"][:2]
        )
        return answer(first, {"text": "Lunch is served by the mayor.", "cites": first["cites"]}, second)

    screen = Screen()
    with FakeLanguageModel() as fake:
        fake.write, fake.stops_after = invented, 2
        writing = asyncio.create_task(written(fake, model, reviews, screen))
        assert "Lunch" not in await screen.shows_something()
        fake.go_on.set()
        made = await writing
    assert made.answer is not None
    assert [dropped.text for dropped in made.dropped] == ["Lunch is served by the mayor."]
    assert not [each for answered in screen.seen for each in answered.statements if "Lunch" in each.text]


async def test_nothing_is_shown_that_would_not_stand_alone(model: MiniLM, tmp_path: Path) -> None:
    old = document(
        "/old.md", "Members in 2018", "The community had 9,000 members in 2018.", as_of=AsOf("2018")
    )
    new = document(
        "/new.md", "Members in 2020", "The community had 17,000 members in 2020.", as_of=AsOf("2020")
    )
    reading_room = await room(model, tmp_path, old, new)
    screen = Screen()
    with FakeLanguageModel() as fake:
        author = author_of(fake, model, timeout_s=PATIENT_S)
        fake.stops_after = 1
        question = "How many members does the community have?"
        writing = asyncio.create_task(draft(author, reading_room, question, certain=screen))
        while not fake.has_stopped.is_set():  # noqa: ASYNC110  (it is set in another thread)
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        assert screen.seen == [], "one figure without the other misleads"
        fake.go_on.set()
        _, made = await writing
    assert made.answer is not None
    assert all(number in shown(made) for number in ("9,000", "17,000"))
    assert all(len(each.statements) == 2 for each in screen.seen)


async def test_nothing_is_shown_in_another_language_than_the_members(
    model: MiniLM, reviews: ReadingRoom
) -> None:
    def in_italian(order: Order) -> str:
        english = (
            "A peer review lasts 2 days, in which the host explains its challenge and works on the challenge with "
            "peers, local stakeholders and platform experts."
        )
        italian = (
            "Una revisione tra pari dura 2 giorni, durante i quali chi ospita spiega la sua sfida e vi lavora con "
            "i pari, gli attori locali e gli esperti della piattaforma."
        )
        return answer({"english": english, "text": italian, "cites": [order.data["found"][0]["excerpt"]]})

    screen = Screen()
    with FakeLanguageModel() as fake:
        fake.write = in_italian
        made = await written(fake, model, reviews, screen, language="de")
    assert made.answer is None
    assert screen.seen == []


async def test_a_model_that_breaks_off_leaves_the_quotation_whatever_was_shown(
    model: MiniLM, reviews: ReadingRoom
) -> None:
    screen = Screen()
    with FakeLanguageModel() as fake:
        fake.stops_after = 1
        author = author_of(fake, model, timeout_s=3)
        _, made = await draft(author, reviews, LONG, certain=screen)
    assert made.answer is None
    assert made.why_not == "it took too long"


async def test_an_error_beside_the_writing_is_none_of_the_writing() -> None:
    def fails(_written: Written) -> Answer | None:
        raise ValueError("of no matter")

    async with verified_meanwhile(fails, lambda _: None) as heard:
        assert heard is not None
        heard(Written(()))
        await asyncio.sleep(0.05)
        heard(Written(()))


async def test_nothing_is_told_after_the_end() -> None:
    told: list[Answer] = []
    one = Answer((Statement("One.", 1),), (), 1.0)
    async with verified_meanwhile(lambda _: one, told.append) as heard:
        assert heard is not None
        heard(Written(()))
    await asyncio.sleep(0.05)
    assert told == []
    async with verified_meanwhile(lambda _: one, None) as heard:
        assert heard is None


async def test_nobody_who_watches_changes_what_is_said(model: MiniLM, reviews: ReadingRoom) -> None:
    with FakeLanguageModel() as fake:
        _, watched = await draft(author_of(fake, model), reviews, LONG, certain=Screen())
        _, unwatched = await draft(author_of(fake, model), reviews, LONG)
    assert watched == unwatched
