"""Which zone the clocks of a place follow, by its name in any language of the Union."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from bot.events.catalogue import PARIS

LANGUAGES = (
    "en", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl",
    "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip

# Europe's countries and their territories overseas, by ISO 3166.
_COUNTRIES = """
AD AL AM AT AZ BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL
PT RO RS SE SI SK SM TR UA XK AX FO GI GG IM JE GL GP MQ GF RE YT MF BL PM NC PF AW CW SX BQ
""".split()

# Where a country has several zones: the one of its capital.
_CAPITAL = {
    "CY": "Asia/Nicosia", "DE": "Europe/Berlin", "ES": "Europe/Madrid", "GL": "America/Nuuk", "PT": "Europe/Lisbon",
    "PF": "Pacific/Tahiti", "UA": "Europe/Kyiv", "XK": "Europe/Belgrade",
}  # fmt: skip

_AZORES, _MADEIRA, _CANARIES = "Atlantic/Azores", "Atlantic/Madeira", "Atlantic/Canary"
_ALSO = {
    "Azores": _AZORES, "Açores": _AZORES, "Azoren": _AZORES, "Azorerne": _AZORES, "Azorerna": _AZORES,
    "Azorit": _AZORES, "Azory": _AZORES, "Azzorre": _AZORES, "Ponta Delgada": _AZORES, "São Miguel": _AZORES,
    "Angra do Heroísmo": _AZORES, "Horta": _AZORES, "Terceira": _AZORES,
    "Madeira": _MADEIRA, "Madère": _MADEIRA, "Madera": _MADEIRA, "Funchal": _MADEIRA, "Porto Santo": _MADEIRA,
    "Canary Islands": _CANARIES, "Canaries": _CANARIES, "Canarias": _CANARIES, "Islas Canarias": _CANARIES,
    "Îles Canaries": _CANARIES, "Kanarische Inseln": _CANARIES, "Kanaren": _CANARIES, "Canarie": _CANARIES,
    "Canárias": _CANARIES, "Tenerife": _CANARIES, "Gran Canaria": _CANARIES, "Las Palmas": _CANARIES,
    "Lanzarote": _CANARIES, "Fuerteventura": _CANARIES, "Santa Cruz de Tenerife": _CANARIES,
    "La Réunion": "Indian/Reunion", "Reunion Island": "Indian/Reunion", "Saint-Denis de La Réunion": "Indian/Reunion",
    "Saint-Denis": "Indian/Reunion", "Mamoudzou": "Indian/Mayotte",
    "Pointe-à-Pitre": "America/Guadeloupe", "Basse-Terre": "America/Guadeloupe",
    "Fort-de-France": "America/Martinique", "French Guiana": "America/Cayenne", "Guyane": "America/Cayenne",
    "Cayenne": "America/Cayenne", "Saint Martin": "America/Marigot", "Marigot": "America/Marigot",
    "Ceuta": "Africa/Ceuta", "Melilla": "Africa/Ceuta",
    "Nicosia": "Asia/Nicosia", "Lefkosia": "Asia/Nicosia", "Reykjavik": "Atlantic/Reykjavik",
    "Kiev": "Europe/Kyiv", "Tbilisi": "Asia/Tbilisi", "Yerevan": "Asia/Yerevan", "Pristina": "Europe/Belgrade",
    "Bern": "Europe/Zurich", "Geneva": "Europe/Zurich", "The Hague": "Europe/Amsterdam", "Cologne": "Europe/Berlin",
    "Munich": "Europe/Berlin", "Hamburg": "Europe/Berlin", "Barcelona": "Europe/Madrid", "Seville": "Europe/Madrid",
    "Valencia": "Europe/Madrid", "Milan": "Europe/Rome", "Naples": "Europe/Rome", "Turin": "Europe/Rome",
    "Lille": "Europe/Paris", "Lyon": "Europe/Paris", "Marseille": "Europe/Paris", "Porto": "Europe/Lisbon",
    "Krakow": "Europe/Warsaw", "Gdansk": "Europe/Warsaw", "Cluj": "Europe/Bucharest", "Thessaloniki": "Europe/Athens",
    "Tampere": "Europe/Helsinki", "Turku": "Europe/Helsinki", "Oulu": "Europe/Helsinki", "Tartu": "Europe/Tallinn",
    "Kaunas": "Europe/Vilnius", "Cork": "Europe/Dublin", "Galway": "Europe/Dublin", "Gothenburg": "Europe/Stockholm",
    "Strasbourg": "Europe/Paris", "Plovdiv": "Europe/Sofia", "Varna": "Europe/Sofia", "Split": "Europe/Zagreb",
    "UK": "Europe/London", "England": "Europe/London", "Scotland": "Europe/London", "Wales": "Europe/London",
    "Northern Ireland": "Europe/London", "Great Britain": "Europe/London", "Czech Republic": "Europe/Prague",
    "Turkey": "Europe/Istanbul", "Ankara": "Europe/Istanbul", "Macedonia": "Europe/Skopje", "Holland": "Europe/Amsterdam",
    "Lisboa": "Europe/Lisbon", "Roma": "Europe/Rome", "Wien": "Europe/Vienna", "Praha": "Europe/Prague",
    "Warszawa": "Europe/Warsaw", "København": "Europe/Copenhagen", "Bruxelles": "Europe/Brussels",
    "București": "Europe/Bucharest", "Bucuresti": "Europe/Bucharest", "Athina": "Europe/Athens", "Αθήνα": "Europe/Athens",
    "Beograd": "Europe/Belgrade",
}  # fmt: skip

# Names that are more often another word.
_UNFIT = frozenset({"split", "horta", "island"})


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Place:
    """A place as it was named, and the zone that its clocks follow."""

    name: str
    zone: str


def place_named(text: str) -> Place | None:
    """The place that a text names; None where there is none.

    Of several the longest name, and rather another than Paris: "is that Paris time? I'm in Lisbon".
    """
    words = [(found.group(), folded(found.group())) for found in _WORD.finditer(text)]
    names = _zones()
    found = [
        Place(" ".join(word for word, _ in words[start : start + length]), zone)
        for length in range(min(4, len(words)), 0, -1)
        for start in range(len(words) - length + 1)
        if (zone := names.get(" ".join(word for _, word in words[start : start + length])))
    ]
    return next((place for place in found if place.zone != PARIS), found[0] if found else None)


def folded(name: str) -> str:
    """A name in small letters, without accents and hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ø", "o").replace("ł", "l"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+", " ", letters).split())


@cache
def _zones() -> dict[str, str]:
    """Zone by folded name: the zones' own cities, countries in every language, and the table above."""
    zones: dict[str, str] = {}
    for key in available_timezones():
        region, _, city = key.rpartition("/")
        if region in ("Europe", "Atlantic"):
            zones[folded(city.replace("_", " "))] = key
    of_territory = get_global("territory_zones")
    for language in reversed(LANGUAGES):  # English has the last word
        names = Locale(language).territories
        for country in _COUNTRIES:
            zone = _CAPITAL.get(country) or of_territory[country][0]
            zones[folded(names[country])] = zone
    zones |= {folded(name): zone for name, zone in _ALSO.items()}
    return {name: zone for name, zone in zones.items() if name not in _UNFIT}
