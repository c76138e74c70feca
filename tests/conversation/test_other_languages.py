"""Talks in other languages of the Union, on English pages, without a language model."""

from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio

from bot.events.catalogue import EventId
from bot.events.registration import Standing
from bot.messages import Action
from bot.texts import Texts
from knowledge.documents import AsOf
from tests.conversation.talking import Talker, talking
from tests.deployment import Deployment
from tests.making import document, embed, shelve

pytestmark = pytest.mark.asyncio(loop_scope="module")
numbers = count(1)

GERMAN = document(
    "/de/parken.md",
    "Parken am Tagungsort",
    "Am Tagungsort in Lille stehen zwölf Parkplätze für Gäste bereit, die vorher reserviert werden müssen.",
    as_of=AsOf("2026"),
    url="https://example.eu/parken",
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def helpdesk(small: Deployment, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Talker]:
    async with talking(small, tmp_path_factory.mktemp("talks") / "data") as talker:
        await talker.app.stock_samples()
        await shelve(talker.app.library, GERMAN)
        await embed(talker.app.library, talker.app.models.embedder)
        yield talker


@pytest.fixture
def ana(helpdesk: Talker) -> Talker:
    """A member whom nobody has seen before."""
    return helpdesk.named(f"test:ana-{next(numbers)}")


@pytest.mark.parametrize(
    ("language", "question", "fact"),
    [
        ("fr", "Combien de temps dure un examen par les pairs ?", "two days"),
        ("de", "Wie lange dauert ein Peer Review?", "two days"),
        ("es", "¿Cuánto dura una revisión por pares?", "two days"),
        ("it", "Quanto dura una revisione tra pari?", "two days"),
        ("pl", "Ile trwa wzajemna ocena?", "two days"),
        ("nl", "Ik ben mijn wachtwoord vergeten, wat nu?", "Reset your password"),
        ("pt", "Esqueci-me da palavra-passe, o que faço?", "Reset your password"),
        ("ro", "Unde are sediul secretariatul comun?", "Lille"),
        ("cs", "Kde sídlí společný sekretariát?", "Lille"),
        ("sk", "Kde sídli spoločný sekretariát?", "Lille"),
        ("sl", "Kje ima sedež skupni sekretariat?", "Lille"),
        ("hr", "Gdje se nalazi zajedničko tajništvo?", "Lille"),
        ("bg", "Къде се намира съвместният секретариат?", "Lille"),
        ("el", "Ξέχασα τον κωδικό μου, τι κάνω;", "Reset your password"),
        ("hu", "Elfelejtettem a jelszavamat, mit tegyek?", "Reset your password"),
        ("fi", "Kuinka kauan vertaisarviointi kestää?", "two days"),
        ("sv", "Var ligger det gemensamma sekretariatet?", "Lille"),
        ("da", "Hvor ligger det fælles sekretariat?", "Lille"),
        ("et", "Unustasin parooli, mida teha?", "Reset your password"),
        ("lv", "Cik ilgi notiek savstarpējā izvērtēšana?", "two days"),
        ("lt", "Pamiršau slaptažodį, ką daryti?", "Reset your password"),
        ("mt", "Fejn hu s-segretarjat konġunt?", "Lille"),
        ("ga", "Cá bhfuil an comhrúnaíocht lonnaithe?", "Lille"),
    ],
)
async def test_the_english_page_is_found_and_quoted_in_a_sentence_of_the_language(
    ana: Talker, language: str, question: str, fact: str
) -> None:
    reply = await ana.says(question)
    assert reply.action is Action.ANSWER, reply.text
    assert fact in reply.text
    assert reply.text.startswith(Texts(language).say("answer-in-english") + "\n\n“")
    assert all(f"“{citation.quote}”" in reply.text for citation in reply.citations)
    assert len(reply.text) <= 900


async def test_nobody_is_told_in_the_own_words_what_was_only_searched_for(ana: Talker) -> None:
    reply = await ana.says("Combien de temps dure un examen par les pairs ?")
    assert reply.answer_id is not None
    kept = await ana.app.memory.answers.find(reply.answer_id)
    assert kept is not None
    assert kept.question == "Combien de temps dure un examen par les pairs ?"
    assert kept.record["query"] == "how long take peer review?"
    assert "how long take" not in reply.text
    said, _ = await ana.app.memory.turns.last(ana.name, limit=2)
    assert said.text == kept.question


async def test_a_follow_up_goes_on_from_the_talk(ana: Talker) -> None:
    await ana.says("¿Qué es una revisión por pares?")
    reply = await ana.says("¿y cuánto tiempo dura?")
    assert reply.action is Action.ANSWER
    assert "two days" in reply.text
    assert reply.text.startswith(Texts("es").say("answer-in-english"))


async def test_a_page_in_the_members_language_is_found_by_its_own_words_and_needs_no_excuse(
    ana: Talker,
) -> None:
    reply = await ana.says("Wie viele Parkplätze stehen am Tagungsort für Gäste bereit?")
    assert reply.action is Action.ANSWER
    assert reply.text.startswith("Am Tagungsort in Lille stehen zwölf Parkplätze")
    assert Texts("de").say("answer-in-english") not in reply.text


@pytest.mark.parametrize(
    ("language", "message", "said"),
    [
        ("fr", "Bonjour à tous !", "hello"),
        ("de", "Guten Morgen!", "hello"),
        ("nl", "dank u wel!", "welcome"),
        ("es", "Muchas gracias por la ayuda", "welcome"),
        ("sv", "Vad blir det för väder i morgon?", "decline-scope"),
    ],
)
async def test_greetings_thanks_and_strange_wishes_are_answered_in_the_language(
    ana: Talker, language: str, message: str, said: str
) -> None:
    assert (await ana.says(message)).text == Texts(language).say(said)


@pytest.mark.parametrize(
    "message",
    [
        "Quels événements à venir ?",
        "Jakie wydarzenia są zaplanowane?",
        "Ποιες εκδηλώσεις έρχονται;",
        "Milyen rendezvények lesznek a közeljövőben?",
        "X'avvenimenti ġejjin?",
        "Які події заплановані?",
    ],
)
async def test_events_are_listed_for_everybody(ana: Talker, message: str) -> None:
    listed = await ana.says(message)
    assert listed.action is Action.LIST_EVENTS
    assert "15 January 2026" in listed.text


@pytest.mark.parametrize(
    ("wish", "agreed"),
    [
        ("Inscrivez-moi au webinaire du 5 mars", "oui"),
        ("Prijavite me za webinar 5. ožujka", "da"),
        ("Haluan ilmoittautua webinaariin 5. maaliskuuta", "kyllä"),
        ("Θέλω να εγγραφώ στο διαδικτυακό σεμινάριο στις 5 Μαρτίου", "ναι"),
    ],
)
async def test_a_seat_is_taken_in_any_language(ana: Talker, wish: str, agreed: str) -> None:
    member = f"m-{ana.name}"
    offered = await ana.says(wish, member=member)
    assert offered.action is Action.REGISTER, offered.text
    await ana.says(agreed, member=member)
    held = await ana.app.registrations.held_by(member)
    assert [(each.registration.event, each.registration.standing) for each in held] == [
        (EventId("ev-web-rural"), Standing.SEATED)
    ]


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("pl", "Jak inne regiony rozliczają bony na cyfryzację dla mikrofirm, żeby uniknąć pustych faktur?"),
        ("de", "Wie hoch war der Schneefall auf der Zugspitze im Winter 1965 im Vergleich zum Brocken?"),
        ("fi", "Kuka sävelsi Finlandian ja minä vuonna se esitettiin ensimmäisen kerran Pariisissa?"),
        ("ga", "Cérbh é an file a scríobh faoi na heitleoga dearga os cionn na trá?"),
    ],
)
async def test_what_no_page_answers_is_not_answered(ana: Talker, language: str, question: str) -> None:
    reply = await ana.says(question)
    assert reply.action is Action.ESCALATE, reply.text
    assert Texts(language).say("offer-expert") in reply.text


@pytest.mark.parametrize(
    "message",
    [
        "\u202eمتى تبدأ مراجعة الأقران؟",
        "いつピアレビューがありますか",
        "Wann ξεκινά die ревизия, s'il vous plaît?",
        "ž" * 7_999,
        "événement " * 790,
        "12 13 14",
        "да",
        "¿?¡!",
    ],
)
async def test_any_message_gets_a_reply(ana: Talker, message: str) -> None:
    reply = await ana.says(message)
    assert reply.text
    assert len(reply.text) <= 900


async def test_a_seat_is_confirmed_in_the_members_language_also_after_one_word(ana: Talker) -> None:
    await ana.app.stock_samples()
    await ana.says("Inscrivez-moi au webinaire « Webinar on sustainable rural mobility »")
    confirmed = await ana.says("oui")
    assert confirmed.text.startswith("Votre inscription à")
    assert "jeudi 5 mars 2026" in confirmed.text
    assert (await ana.says("/status")).action is Action.ANSWER
