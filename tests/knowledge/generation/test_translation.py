"""Translations beside their English sentences, in several languages."""

import pytest

from knowledge.generation.denials import denies_alike
from knowledge.generation.translation import Mistranslation, mistranslated

ENGLISH = (
    "A peer review takes 2 days and is not open to private companies.",
    "The joint secretariat is in Lille, France.",
    "Only public authorities may apply before 8 January 2026.",
    "The EU pays up to 80% in Germany.",
)
HONEST = {
    "de": (
        "Eine Peer Review dauert 2 Tage und steht privaten Unternehmen nicht offen.",
        "Das gemeinsame Sekretariat befindet sich in Lille, Frankreich.",
        "Nur Behörden dürfen sich vor dem 8. Januar 2026 bewerben.",
        "Die EU zahlt bis zu 80 % in Deutschland.",
    ),
    "fr": (
        "Une évaluation par les pairs dure 2 jours et n'est pas ouverte aux entreprises privées.",
        "Le secrétariat conjoint se trouve à Lille, en France.",
        "Seules les autorités publiques peuvent postuler avant le 8 janvier 2026.",
        "L'UE paie jusqu'à 80 % en Allemagne.",
    ),
    "fi": (
        "Vertaisarviointi kestää 2 päivää, eikä se ole avoin yksityisille yrityksille.",
        "Yhteinen sihteeristö on Lillessä Ranskassa.",
        "Vain viranomaiset voivat hakea ennen 8. tammikuuta 2026.",
        "EU maksaa Saksassa enintään 80 %.",
    ),
    "pl": (
        "Wzajemna ocena trwa 2 dni i nie jest otwarta dla firm prywatnych.",
        "Wspólny sekretariat znajduje się w Lille we Francji.",
        "Tylko władze publiczne mogą składać wnioski przed 8 stycznia 2026 r.",
        "UE płaci do 80% w Niemczech.",
    ),
    "el": (
        "Η αξιολόγηση διαρκεί 2 ημέρες και δεν είναι ανοικτή σε ιδιωτικές εταιρείες.",
        "Η κοινή γραμματεία βρίσκεται στη Lille της Γαλλίας.",
        "Μόνο δημόσιες αρχές μπορούν να υποβάλουν αίτηση πριν από τις 8 Ιανουαρίου 2026.",
        "Η ΕΕ πληρώνει έως 80% στη Γερμανία.",
    ),
    "cs": (
        "Vzájemné hodnocení trvá 2 dny a není otevřeno soukromým firmám.",
        "Společný sekretariát sídlí v Lille ve Francii.",
        "Pouze orgány veřejné správy mohou žádat před 8. lednem 2026.",
        "EU platí v Německu až 80 %.",
    ),
}


@pytest.mark.parametrize("language", HONEST)
def test_an_honest_translation_passes(language: str) -> None:
    for english, text in zip(ENGLISH, HONEST[language], strict=True):
        assert mistranslated(text, english, language=language) is None, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eine Peer Review dauert 3 Tage und steht privaten Unternehmen nicht offen.", Mistranslation.NUMBER),
        ("Eine Peer Review dauert Tage und steht privaten Unternehmen nicht offen.", Mistranslation.NUMBER),
        ("Eine Peer Review dauert 2 Tage und steht privaten Unternehmen offen.", Mistranslation.DENIAL),
        ("Eine Peer Review der NATO dauert 2 Tage und steht Unternehmen nicht offen.", Mistranslation.NAME),
        (
            "Peer Review: 2 Tage, siehe www.evil.example, privaten Unternehmen nicht offen.",
            Mistranslation.ADDRESS,
        ),
        ("2 Tage, nicht offen.", Mistranslation.FORM),
        (ENGLISH[0], Mistranslation.FORM),
        ("", Mistranslation.FORM),
    ],
)
def test_what_differs_is_named(text: str, expected: Mistranslation) -> None:
    assert mistranslated(text, ENGLISH[0], language="de") is expected


def test_a_place_that_the_english_sentence_lacks_is_another_name() -> None:
    text = "Le secrétariat conjoint se trouve à Bruxelles, en France."
    assert mistranslated(text, ENGLISH[1], language="fr") is Mistranslation.NAME


def test_a_restriction_must_not_get_lost_in_any_language_of_the_union() -> None:
    for language in "bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split():
        assert not denies_alike("Only cities.", "xyz", language), language
        assert not denies_alike("It is not so.", "xyz", language), language
        assert denies_alike("It is so.", "xyz", language), language
    assert not denies_alike("It is so.", "xyz", "tlh"), "a language that nobody can check"
