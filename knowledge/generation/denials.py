"""How the official languages of the Union deny and restrict, to compare a translation with its English sentence."""

import re

# Where a language denies by a prefix or a short word that means other things too, a sentence that seems to deny
# may not; its pattern stands in _VAGUE and is taken for a sign of a denial, never for proof.
_CLEAR = {
    "bg": r"не|няма|нямат|никой|никога|нито|никак\w+|нищо",
    "da": r"ikke|ingen|intet|aldrig|hverken|ej",
    "de": r"nicht|kein\w*|nie|niemals|niemand\w*|nichts|weder|keinesfalls",
    "el": r"δεν|δε|μη|μην|ποτέ|κανέν\w+|καν[εέ][νί]\w*|καμ[ίι]α\w*|ούτε|όχι|τίποτα",
    "es": r"no|nunca|jamás|ningun[oa]s?|ningún|nadie|nada|tampoco|ni",
    "et": r"ei|pole|mitte|ega|kunagi|ühtegi|keegi|ära",
    "fi": r"en|et|ei|emme|ette|eivät|eikä|älä|eivätkä|koskaan|mitään|kukaan|mikään",
    "fr": r"ne|n|pas|jamais|aucune?|ni|personne|rien|non",
    "hr": r"ne|nije|nisu|nema|nemaju|nikad\w*|nitko|ništa|ni|niti|neće|nijed\w+|nikak\w+",
    "hu": r"nem|nincs\w*|ne|sem|soha|senki\w*|semmi\w*|sincs\w*",
    "it": r"non|mai|nessun\w*|né|nulla|niente",
    "nl": r"niet|geen|nooit|niemand|niets|noch|nergens",
    "pl": r"nie|nigdy|nikt|nic|ani|brak|żad\w+",
    "pt": r"não|nunca|jamais|nenhu\w+|ninguém|nem|nada",
    "ro": r"nu|n|niciodată|nici|nimeni|nimic|nicio|niciun\w*",
    "sl": r"ne|ni|niso|nima|nimajo|nikoli|nihče|nič|niti|nobe\w+|ničes\w+",
    "sv": r"inte|ej|ingen|inget|inga|aldrig|varken",
}
_VAGUE = {
    "cs": r"ne\w*|žádn\w*|nikdy|nikdo|nic|ani|není|nejsou",
    "ga": r"ní\w*|nach|gan|níor|nár|ná|cha",
    "lt": r"ne\w*|nė\w*|niek\w+|jok\w+",
    "lv": r"ne\w*|nav|nē|nek\w+|nev\w+",
    "mt": r"ma|m|mhux|mhumiex|mhi\w*|qatt|ebda|\w+x",
    "sk": r"ne\w*|nie|nikdy|nikto|nič|ani|žiad\w+",
}
_ONLY = {
    "bg": r"само|единствен\w*|изключително",
    "cs": r"pouze|jen|jenom|výhradně|výlučně|jedin\w+",
    "da": r"kun|udelukkende|alene|blot|bare|eneste",
    "de": r"nur|ausschließlich\w*|lediglich|erst|allein|einzig\w*",
    "el": r"μόνο|μόνον|αποκλειστικ\w+|μοναδικ\w+|μόν\w+",
    "es": r"sol[oa]s?|sólo|únic\w+|solamente|exclusiv\w+",
    "et": r"ainult|üksnes|vaid|ainus|ainsa\w*",
    "fi": r"vain|ainoastaan|yksinomaan|pelkästään|ainoa\w*|ainut",
    "fr": r"seul\w*|uniquement|exclusive\w*|que|qu|unique\w*",
    "ga": r"amháin|aonair",
    "hr": r"samo|isključivo|jedin\w+",
    "hu": r"csak|csakis|kizárólag|csupán|egyedül\w*|egyetlen\w*",
    "it": r"sol[oaie]|soltanto|solamente|unic\w+|esclusiv\w+",
    "lt": r"tik|vien|išskirtinai|vieninte\w+",
    "lv": r"tikai|vienīgi|vienīg\w+|vien",
    "mt": r"biss|unik\w*|esklussiv\w*|waħ\w+",
    "nl": r"alleen|slechts|enkel|uitsluitend|pas|enige",
    "pl": r"tylko|wyłącznie|jedyn\w+|dopiero|jedynie",
    "pt": r"só|somente|apenas|unic\w+|únic\w+|exclusiv\w+",
    "ro": r"numai|doar|exclusiv\w*|singur\w*|unic\w*",
    "sk": r"len|iba|výhradne|výlučne|jedin\w+",
    "sl": r"samo|le|izključno|zgolj|edin\w+",
    "sv": r"endast|bara|enbart|uteslutande|enda",
}
_ENGLISH_NOT = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|nowhere)\b|n['’]t\b", re.IGNORECASE
)
_ENGLISH_ONLY = re.compile(r"\b(?:only|solely|exclusively|merely)\b", re.IGNORECASE)


def denies_alike(english: str, translation: str, language: str) -> bool:
    """Whether a translation denies and restricts where its English sentence does; False for unknown languages."""
    if language not in _ONLY:
        return False
    denies = bool(_ENGLISH_NOT.search(english))
    clear, vague = _CLEAR.get(language), _VAGUE.get(language)
    seems = _has(translation, clear or vague or "")
    # French "ne … que" restricts and doesn't deny.
    restricts = bool(_ENGLISH_ONLY.search(english))
    if denies != seems and (denies or (clear is not None and not restricts)):
        return False
    return not restricts or _has(translation, _ONLY[language])


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE) is not None
