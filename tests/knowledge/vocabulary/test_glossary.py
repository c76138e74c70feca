import time

import pytest

from knowledge.vocabulary.glossary import Glossary, glossary
from knowledge.vocabulary.terms import LANGUAGES, read


def render(language: str, text: str) -> str:
    known = glossary(language)
    assert known is not None
    return known.render(text).text


def coverage(language: str, text: str) -> float:
    known = glossary(language)
    assert known is not None
    return known.render(text).coverage


def of(language: str, terms: str) -> Glossary:
    return Glossary(language, read(terms))


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("fr", "Combien de temps dure un examen par les pairs ?", "how long take peer review?"),
        ("es", "¿Cuánto cuesta la revisión por pares?", "how much cost peer review?"),
        ("de", "Wer darf ein Gutachten durch Fachkollegen anfordern?", "who can peer review ask?"),
        ("it", "Posso scegliere l'argomento del policy digest?", "can choose topic policy digest?"),
        ("pl", "Kiedy jest następne webinarium?", "when is next webinar?"),
        ("hu", "Mennyibe kerül a platform használata?", "how much cost platform use?"),
        ("el", "Πόσο κοστίζει η συμμετοχή;", "how much cost participate;"),
        ("bg", "Кой може да участва?", "who can participate?"),
        ("ga", "An bhfuil seirbhísí an ardáin saor in aisce?", "is service platform free?"),
    ],
)
def test_a_question_is_rendered_word_by_word(language: str, text: str, english: str) -> None:
    assert render(language, text) == english
    assert coverage(language, text) == 1.0


@pytest.mark.parametrize(
    ("language", "typed", "as_in"),
    [
        ("fr", "evenements", "événements"),
        ("de", "Foerderung", "Förderung"),
        ("de", "FÖRDERUNG", "Förderung"),
        ("pl", "ksiazki o spolecznosci", "książki o społeczności"),
        ("cs", "prihlaska", "přihláška"),
        ("mt", "hwienet", "ħwienet"),
        ("da", "arrangoer af moede", "arrangør af møde"),
    ],
)
def test_accents_may_be_left_out(language: str, typed: str, as_in: str) -> None:
    assert render(language, typed).split()[-1] == render(language, as_in).split()[-1]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("es", "ciudad ciudades"),
        ("fi", "asiantuntija asiantuntijalta asiantuntijoiden"),
        ("hu", "szakértő szakértővel szakértőknek"),
        ("sk", "podujatie podujatia podujatí"),
        ("lv", "pasākums pasākumā pasākumiem"),
        ("et", "üritus üritusele üritustel"),
        ("lt", "renginys renginio renginiuose"),
        ("hr", "događaj događaja događanjima"),
    ],
)
def test_inflected_words_are_the_same_word(language: str, forms: str) -> None:
    assert len({render(language, form) for form in forms.split()}) == 1
    assert coverage(language, forms) == 1.0


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("de", "Anmeldefrist", "registration deadline"),
        ("nl", "projectpartner", "project partner"),
        ("fi", "hankekumppani", "project partner"),
        ("sv", "projektbudget", "project budget"),
    ],
)
def test_the_parts_of_a_compound_are_told_apart(language: str, text: str, english: str) -> None:
    assert render(language, text) == english


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("de", "am 5. März", "5 March"),
        ("fi", "maaliskuussa", "March"),
        ("pt", "na quinta-feira, 5 de março de 2026", "Thursday, 5 March 2026"),
        ("cs", "ve Slovinsku", "Slovenia"),
        ("el", "στη Λετονία", "Latvia"),
        ("hr", "5. ožujka u 14:00", "5 March 14:00"),
    ],
)
def test_days_months_and_countries_are_known_everywhere(language: str, text: str, english: str) -> None:
    assert render(language, text) == english


def test_what_is_no_word_of_the_list_is_kept() -> None:
    known = of("fr", "region: région\n-: la, de, et")
    gloss = known.render("la région de Brno et ev-web-rural, ana@example.eu https://example.eu/é 3.500")
    assert gloss.text == "region Brno ev-web-rural, ana@example.eu https://example.eu/é 3.500"


def test_coverage_counts_the_words_with_a_meaning_and_no_names() -> None:
    known = of("fr", "region: région\nwhere: où\nis: est\n-: la")
    assert known.render("où est la région").coverage == 1.0
    assert known.render("où est la région Bretagne").coverage == 1.0
    assert known.render("où est la région fleurie").coverage == 0.5
    assert known.render("schtroumpf").coverage == 0.0
    assert known.render("12 ?").coverage == 1.0


def test_the_longest_and_surest_form_wins() -> None:
    known = of(
        "fr",
        "peer review: revue par les pairs\nreview: revue\ntime: temps\npeer: pairs\nis: est\neast: estime*",
    )
    assert known.render("revue par les pairs").text == "peer review"
    assert known.render("revue par les").text == "review par les"
    assert known.render("est").text == "is"


def test_an_accent_tells_words_apart_where_it_is_written() -> None:
    known = of("it", "is: è\nand: e")
    assert known.render("è e").text == "is and"


def test_english_and_unknown_languages_have_no_glossary() -> None:
    assert glossary("en") is None
    assert glossary("ja") is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "", " ", "?", "123", "12:30 – 14:00", "🙂🙂", "\u200f\u202eשלום", "مرحبا كيف peer review",
        "Что it is это?", "\N{COMBINING ACUTE ACCENT}" * 200, "ﬁnal ŉ ǅ", "a" * 8000, "ab " * 2600,
    ],
)  # fmt: skip
def test_any_text_is_rendered(language: str, text: str) -> None:
    known = glossary(language)
    assert known is not None
    gloss = known.render(text)
    assert 0.0 <= gloss.coverage <= 1.0
    assert len(gloss.text) <= 8 * len(text) + 20


@pytest.mark.parametrize("language", ["de", "fi", "fr"])
def test_the_longest_message_takes_less_than_a_second(language: str) -> None:
    words = "Donaudampfschifffahrtsgesellschaft käyttäneetkin anticonstitutionnellement "
    known = glossary(language)
    assert known is not None
    for text in ((words * 120)[:8000], "n" * 8000, "a-" * 4000, "die " * 2000):
        begun = time.process_time()
        known.render(text)
        assert time.process_time() - begun < 1.0
