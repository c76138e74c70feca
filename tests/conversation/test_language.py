import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.conversation import language
from bot.conversation.language import LANGUAGES, detect, language_of_talk

MESSAGES = Path(__file__).resolve().parents[1] / "data/messages.jsonl"

QUESTIONS = """\
bg Как да подам добра практика?
bg колко струва участието в платформата
cs Jak dlouho trvá vzájemné hodnocení?
cs Kde najdu nahrávku ze včerejška?
cs může se přihlásit i soukromá firma
da Hvor finder jeg optagelsen fra i går?
da Er det gratis at være med?
da Kan min kommune få hjælp af en ekspert?
de Wer darf an dem Webinar teilnehmen?
de Wie melde ich mich vom Newsletter ab?
de gibt es noch freie plätze am dienstag
el Ποιος μπορεί να ζητήσει αξιολόγηση;
el πότε είναι το επόμενο σεμινάριο
es ¿Cuándo empieza el próximo seminario?
es ¿Puede participar un ayuntamiento pequeño?
es no encuentro mi contraseña, qué hago
et Kuidas esitada head tava?
et Millal algab järgmine seminar?
et Kes võib platvormi teenuseid kasutada?
fi Paljonko osallistuminen maksaa kunnalle?
fi Miten vaihdan salasanani alustalla?
fi voiko yksityinen yritys hakea mukaan
fr Combien coûte une évaluation par les pairs ?
fr Où puis-je déposer une bonne pratique ?
fr je voudrais annuler mon inscription de mardi
ga Cén costas atá ar an ardán?
ga Cá bhfaighidh mé an taifeadadh ón seachtain seo caite?
hr Koliko traje stručna procjena?
hr Gdje mogu pronaći snimku jučerašnjeg predavanja?
hr želim otkazati svoju prijavu za utorak
hu Hol találom a tegnapi felvételt?
hu Ki kérhet segítséget a szakértőktől?
hu mikor lesz a következő fórum
it Quanto dura una revisione tra pari?
it Dove trovo le buone pratiche sulla mobilità?
it vorrei annullare la mia iscrizione di martedì
lt Kiek kainuoja dalyvavimas renginyje?
lt Kur rasti vakarykštį įrašą?
lt noriu pakeisti savo slaptažodį
lv Kur es varu atrast vakardienas ierakstu?
lv Kas drīkst piedalīties seminārā?
lv kad notiks nākamais forums
mt Kemm tiswa l-parteċipazzjoni fil-pjattaforma?
mt Fejn nista' nsib ir-reġistrazzjoni tal-bieraħ?
nl Hoeveel kost deelname aan het platform?
nl Hoe kan ik mijn wachtwoord wijzigen?
nl zijn er nog plaatsen vrij op dinsdag
pl Gdzie znajdę nagranie z wczoraj?
pl Ile kosztuje udział w platformie?
pl chcę odwołać swoje zgłoszenie na wtorek
pt Quanto custa participar na plataforma?
pt Onde encontro a gravação de ontem?
ro Cât costă participarea la platformă?
ro Unde găsesc înregistrarea de ieri?
sk Kde nájdem včerajšiu nahrávku?
sk Kto môže požiadať o pomoc odborníkov?
sl Koliko stane sodelovanje na platformi?
sl Kje najdem včerajšnji posnetek?
sv Hur mycket kostar det att delta?
sv Var hittar jag inspelningen från igår?
"""
FOREIGN_NAMES = """\
Who runs the practice of Ayuntamiento de Zaragoza on bike lanes?
Is Stadt Wien or Land Niederösterreich a partner?
has Communauté d'agglomération du Pays Basque joined
can Urząd Marszałkowski Województwa Śląskiego host a peer review?
Any contact at Fundação para a Ciência e Tecnologia?
What did Hämeen liitto present at the forum?
does "Zuwendungsbescheid" mean the grant agreement?
Compare Østfold fylkeskommune and Göteborgs Stad on public transport
What is the role of Agenția pentru Dezvoltare Regională Nord-Vest?
Which good practice comes from Škofja Loka?
is Αττική among the regions of the programme
I am from Città metropolitana di Torino, may I come to the webinar?
"""


def pairs(lines: str) -> list[tuple[str, str]]:
    found = [line.split(" ", 1) for line in lines.splitlines()]
    return [(code, question) for code, question in found]


def test_nine_of_ten_short_questions_are_recognised() -> None:
    questions = [(code, question) for code, question in pairs(QUESTIONS) if len(question.split()) >= 4]
    wrong = [(code, question) for code, question in questions if detect(question, known=None) != code]
    assert len(pairs(QUESTIONS)) == 60
    assert {code for code, _ in questions} == set(LANGUAGES) - {"en"}
    assert len(wrong) <= 0.1 * len(questions), wrong


@pytest.mark.parametrize("question", FOREIGN_NAMES.splitlines())
def test_an_english_question_full_of_foreign_names_stays_english(question: str) -> None:
    assert detect(question, known=None) == "en"


def test_hardly_an_english_message_is_taken_for_another_language() -> None:
    rows = [json.loads(line) for line in MESSAGES.read_text(encoding="utf-8").splitlines()]
    english = [row["text"] for row in rows if row["lang"] == "en"]
    wrong = [text for text in english if detect(text, known=None) != "en"]
    assert len(english) > 200
    assert len(wrong) <= 0.03 * len(english), wrong


@pytest.mark.parametrize("text", ["", "ok", "12:30", "https://example.org/über-uns", "🙂 🙂 🙂 🙂"])
def test_too_short_a_text_is_in_the_language_known_so_far(text: str) -> None:
    assert detect(text, known="fi") == "fi"
    assert detect(text, known=None) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Danke schön", "de"), ("Merci beaucoup !", "fr"), ("dank u wel!", "nl"), ("buenos dias", "es"),
        ("Bonjour à tous", "fr"), ("Dzień dobry!", "pl"), ("Mulțumesc", "ro"), ("Hvala lijepa", "hr"),
        ("Go raibh maith agat", "ga"), ("hello", "en"), ("Hi all", "en"), ("Thanks!", "en"), ("ok merci", "en"),
    ],
)  # fmt: skip
def test_a_greeting_or_thanks_alone_tells_the_language_of_a_talk_that_begins(text: str, code: str) -> None:
    assert detect(text, known=None) == code


@pytest.mark.parametrize("text", ["Danke schön", "Merci beaucoup !", "Mulțumesc", "hello"])
def test_a_greeting_or_thanks_alone_leaves_the_language_of_a_talk(text: str) -> None:
    assert detect(text, known="fi") == "fi"


def test_two_words_with_letters_that_english_lacks_tell_the_language_of_a_talk_that_begins() -> None:
    assert detect("X'avvenimenti ġejjin?", known=None) == "mt"
    assert detect("X'avvenimenti ġejjin?", known="fr") == "fr"
    assert detect("Diputación Málaga?", known=None) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kako pošljem dobro prakso?", "sl"),
        ("Kako poslati dobru praksu?", "hr"),
        ("wo ist das JS in Lille?", "de"),
        ("Kde nájdem dobrú prax?", "sk"),
        ("Kde najdu dobrou praxi?", "cs"),
    ],
)
def test_neighbouring_languages_are_told_apart_by_their_words(text: str, code: str) -> None:
    assert detect(text, known=None) == code


def test_ukrainian_is_not_taken_for_bulgarian() -> None:
    assert detect("Які події заплановані?", known=None) == "uk"
    assert detect("Какви събития предстоят?", known=None) == "bg"


@pytest.mark.parametrize(
    "text", ["peer review, matchmaking, webinar?", "Policy Learning Platform newsletter"]
)
def test_words_that_all_languages_borrow_change_nothing(text: str) -> None:
    assert detect(text, known="pl") == "pl"
    assert detect(text, known=None) == "en"


@pytest.mark.parametrize(("text", "code"), [("Ευχαριστώ", "el"), ("Благодаря!", "bg"), ("ΝΑΙ", "el")])
def test_greek_and_cyrillic_letters_decide_at_once(text: str, code: str) -> None:
    assert detect(text, known="en") == code


def test_a_member_may_change_the_language_in_the_middle_of_a_talk() -> None:
    assert detect("Can you tell me who signs the visa letters?", known="de") == "en"
    assert detect("Können Sie mir sagen, wer die Briefe unterschreibt?", known="en") == "de"


def test_a_short_turn_is_in_the_language_of_the_talk() -> None:
    assert language_of_talk(["Wie lange dauert die Anmeldung?", "und heute?"]) == "de"
    assert language_of_talk(["Wie lange dauert die Anmeldung?", "Sorry, is English possible too?"]) == "en"
    assert language_of_talk([]) == "en"


def test_shouting_is_understood() -> None:
    assert detect("WIE LANGE DAUERT DIE ANMELDUNG?", known=None) == "de"
    assert detect("HOW DO I CANCEL MY SEAT?", known="de") == "en"


def test_an_unknown_language_known_so_far_counts_as_none() -> None:
    assert detect("ok", known="ja") == "en"


def test_a_very_long_text_is_judged_by_its_beginning() -> None:
    assert detect("Wie lange dauert die Anmeldung? " * 10_000, known=None) == "de"


def test_many_threads_may_ask_at_once() -> None:
    language._load.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        found = list(
            threads.map(lambda text: detect(text, known=None), ["Quanto costa il corso online?"] * 32)
        )
    assert set(found) == {"it"}
    assert language._load.cache_info().misses == 1


def test_the_library_is_loaded_when_it_is_needed() -> None:
    asked = "import sys, bot.conversation.language as own; own.detect('ok', known=None); print('py3langid' in sys.modules)"
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
