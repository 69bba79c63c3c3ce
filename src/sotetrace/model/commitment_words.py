"""Words that carry commitment: verbs of obligation, of doing and of negation, in Finnish, Swedish and English.

The lists are our own, made by hand from how plans are written, and neither complete nor official. An entry is a word or
several; a word that ends in a hyphen stands for every word that begins so, one that begins with a hyphen for every word
that ends so, "…" for up to four words, and "=" before a word asks for its very case.

Words of two meanings are taken in the one that commits. Thus Finnish "tulee" (comes), "pitää" (holds) and "saa" (gets),
Swedish "får" (gets) and "utan" (but), English "will", "might" and "can" as nouns are found too; the month is not, since
"May" has a capital. Finnish "tukea" and Swedish "trygga", nouns and adjectives as often as verbs, are left out.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

MUST, WILL, SHOULD, MAY, MIGHT = 5, 4, 3, 2, 1


class Row(NamedTuple):
    """Forms that count as one word, and how strongly it commits; None: that cannot be told."""

    rank: int | None
    forms: tuple[str, ...]
    is_ambiguous: bool = False
    """Whether it often means something else, so that it weakens nothing merely by being there."""


class FoundWord(NamedTuple):
    """A word as it stands in a text, and its row."""

    words: str
    row: Row


Topic = Literal["modal", "verb", "negation"]

MODALS: Mapping[str, tuple[Row, ...]] = {
    "fi": (
        Row(MUST, ("tulee", "tulevat"), is_ambiguous=True),
        Row(MUST, ("pitää", "pitävät"), is_ambiguous=True),
        Row(MUST, ("täytyy",)),
        Row(MUST, ("on … -tava", "on … -tävä")),
        Row(MUST, ("on pakko", "on velvollinen", "ovat velvollisia", "velvoitetaan", "velvoittaa")),
        Row(MUST, ("ei saa", "eivät saa", "ei tule", "eivät tule", "ei pidä")),
        Row(SHOULD, ("tulisi", "tulisivat")),
        Row(SHOULD, ("pitäisi", "pitäisivät", "täytyisi")),
        Row(SHOULD, ("olisi … -tava", "olisi … -tävä")),
        Row(SHOULD, ("on syytä", "olisi syytä", "suositellaan", "on suositeltavaa", "on suotavaa")),
        Row(SHOULD, ("ei tulisi", "eivät tulisi", "ei pitäisi", "ei saisi", "eivät saisi")),
        Row(MAY, ("voi", "voivat", "voidaan", "voimme")),
        Row(MAY, ("saa", "saavat"), is_ambiguous=True),
        Row(MAY, ("ei tarvitse", "eivät tarvitse")),
        Row(None, ("ei voi", "eivät voi", "ei voida")),
        Row(MIGHT, ("voisi", "voisivat", "voitaisiin", "voisimme")),
        Row(MIGHT, ("saattaa", "saattavat", "saattaisi", "saattaisivat")),
        Row(MIGHT, ("pyri-", "pyrki-", "tavoitellaan")),
        Row(MIGHT, ("mahdollisuuksien mukaan", "mahdollisuuksien rajoissa", "tarvittaessa", "soveltuvin osin")),
        Row(MIGHT, ("selvitetään mahdollisuu-", "selvittää mahdollisuu-", "arvioidaan mahdollisuu-")),
    ),
    "sv": (
        Row(MUST, ("måste",)),
        Row(MUST, ("är skyldig-", "åläggs", "förpliktas")),
        Row(MUST, ("får inte", "får ej", "får icke")),
        Row(WILL, ("ska", "skall")),
        Row(SHOULD, ("bör",)),
        Row(SHOULD, ("borde",)),
        Row(SHOULD, ("skulle",)),
        Row(SHOULD, ("rekommenderas",)),
        Row(MAY, ("kan",)),
        Row(MAY, ("får",), is_ambiguous=True),
        Row(MAY, ("behöver inte", "behöver ej")),
        Row(None, ("kan inte", "kan ej")),
        Row(MIGHT, ("kunde", "skulle kunna", "torde")),
        Row(MIGHT, ("sträva-", "eftersträva-", "försöker", "försöka")),
        Row(MIGHT, ("i mån av möjlighet", "om möjligt", "så långt som möjligt", "vid behov", "i tillämpliga delar")),
        Row(MIGHT, ("utreds möjlighet-", "utreda möjlighet-", "utreder möjlighet-")),
    ),
    "en": (
        Row(MUST, ("must", "has to", "have to")),
        Row(MUST, ("is required to", "are required to", "is obliged to", "are obliged to")),
        Row(MUST, ("=may not",)),
        Row(WILL, ("shall",)),
        Row(WILL, ("will",), is_ambiguous=True),
        Row(WILL, ("is to be", "are to be")),
        Row(SHOULD, ("should", "ought to")),
        Row(SHOULD, ("would",)),
        Row(MAY, ("=may",)),
        Row(MAY, ("can",), is_ambiguous=True),
        Row(MAY, ("need not", "does not need to", "do not need to")),
        Row(None, ("cannot", "can not", "can't")),
        Row(MIGHT, ("might",)),
        Row(MIGHT, ("could",)),
        Row(MIGHT, ("striv-", "seek to", "seeks to", "aim to", "aims to", "try to", "tries to", "endeavour-")),
        Row(MIGHT, ("where possible", "if possible", "as far as possible", "where appropriate", "if appropriate")),
        Row(MIGHT, ("if necessary", "where necessary", "if needed", "when needed")),
        Row(MIGHT, ("explore- the possibilit-", "look- into the possibilit-")),
    ),
}
"""Verbs of obligation, permission and possibility, and the words that hedge as these do. A text without any states."""

VERBS: Mapping[str, tuple[Row, ...]] = {
    "fi": (
        Row(
            9, ("varmist-", "turvataan", "turvata", "turvattava-", "turvaa-", "taataan", "taata", "taattava-", "takaa-")
        ),
        Row(8, ("toteut-", "otetaan … käyttöön", "ottaa … käyttöön", "otettava … käyttöön", "ottaminen käyttöön")),
        Row(8, ("käyttöönot-", "perustetaan", "perustaa", "perustettava-", "perustaminen", "toimeenpan-")),
        Row(7, ("vahvist-",)),
        Row(6, ("paran-", "tehost-")),
        Row(5, ("kehitet-", "kehittä-")),
        Row(4, ("ediste-", "edistä-")),
        Row(3, ("tuetaan", "tuettava-", "tukee", "tukevat", "tukemi-", "tukema-", "kannuste-", "kannusta-")),
        Row(3, ("mahdollist-",)),
        Row(2, ("pyri-", "pyrki-", "tavoitel-")),
        Row(1, ("selvitet-", "selvittä-", "selvitys", "arvioi-", "harkitaan", "harkita", "harkittava-", "harkit-")),
        Row(1, ("kartoitet-", "kartoitta-", "tarkastel-", "pohdit-", "tutkitaan", "tutkia", "tutkitta-")),
    ),
    "sv": (
        Row(9, ("säkerställ-", "tryggar", "tryggas", "tryggande-", "garanter-", "säkras", "säkrar", "säkrande-")),
        Row(8, ("genomför-", "verkställ-", "införs", "införa", "införas", "införande-", "inrätta-")),
        Row(7, ("stärk", "stärka", "stärks", "stärker", "stärkas", "stärkande-", "förstärk-")),
        Row(6, ("förbättr-", "effektiviser-")),
        Row(5, ("utveckla-", "utveckling av", "utvecklingen av")),
        Row(4, ("främja-",)),
        Row(
            3,
            ("stöds", "stöder", "stödjer", "stödja", "stödjas", "stödjande", "uppmuntra-", "möjliggör-", "underlätta-"),
        ),
        Row(2, ("sträva-", "strävan", "eftersträva-", "försöker", "försöka")),
        Row(
            1,
            ("utred-", "bedöm-", "överväga", "överväger", "övervägs", "övervägas", "kartlägg-", "undersök-", "prövas"),
        ),
    ),
    "en": (
        Row(9, ("ensur-", "guarante-", "safeguard-", "secure", "secures", "secured", "securing")),
        Row(8, ("implement-", "carry out", "carries out", "carried out", "carrying out", "introduc-", "establish-")),
        Row(7, ("strengthen-", "reinforc-")),
        Row(6, ("improv-", "enhanc-")),
        Row(5, ("develop", "develops", "developed", "developing", "development of")),
        Row(4, ("promot-", "foster", "fosters", "fostered", "fostering", "advance", "advances", "advancing")),
        Row(3, ("support", "supports", "supported", "supporting", "encourag-", "facilitat-", "enabl-")),
        Row(
            2, ("striv-", "seek to", "seeks to", "seeking to", "aim to", "aims to", "endeavour-", "try to", "tries to")
        ),
        Row(1, ("explor-", "assess-", "examin-", "investigat-", "evaluat-", "look into", "looks into", "looking into")),
        Row(1, ("consider", "considers", "considered", "considering", "review", "reviews", "reviewed", "reviewing")),
    ),
}
"""Verbs in the order of what they promise: to guarantee is more than to develop, and that more than to explore."""

NEGATIONS: Mapping[str, tuple[Row, ...]] = {
    "fi": (
        Row(
            None, ("ei", "eivät", "en", "et", "emme", "ette", "eikä", "eivätkä", "ettei", "etteivät", "jottei", "ellei")
        ),
        Row(None, ("älä", "älkää", "älköön")),
        Row(None, ("ilman", "vailla", "-matta", "-mättä")),
        Row(None, ("paitsi", "lukuun ottamatta")),
    ),
    "sv": (
        Row(None, ("inte", "ej", "icke")),
        Row(None, ("ingen", "inget", "inga", "ingenting")),
        Row(None, ("aldrig",)),
        Row(None, ("utan",)),
        Row(None, ("utom", "förutom", "med undantag för")),
        Row(None, ("varken",)),
    ),
    "en": (
        Row(None, ("not", "cannot", "-n't")),
        Row(None, ("no", "none")),
        Row(None, ("never",)),
        Row(None, ("without",)),
        Row(None, ("neither", "nor")),
        Row(None, ("except", "unless")),
    ),
}
"""Words that turn a sentence into its opposite, or take something out of it."""

_OF_ANOTHER_KIND = (
    # Participles that describe ("on kattava", is comprehensive), where the same ending elsewhere obliges.
    *(
        "auttava",
        "ehkäisevä",
        "elvyttävä",
        "ennustettava",
        "haastava",
        "huomattava",
        "johtava",
        "kannustava",
        "kattava",
    ),
    *("kestävä", "kiinnostava", "kuntouttava", "luotettava", "merkittävä", "muuttava", "osallistava"),
    *("riittävä", "tuottava", "vaikuttava", "vakuuttava", "velvoittava", "ymmärrettävä", "yhdistävä", "edistävä"),
    *("kehittävä", "vahvistava", "selvittävä", "sitouttava", "käyttävä", "toteuttava"),
    # Words in which the ending does not negate.
    *("huolimatta", "riippumatta", "matta"),
)
_TABLES: Mapping[Topic, Mapping[str, tuple[Row, ...]]] = {"modal": MODALS, "verb": VERBS, "negation": NEGATIONS}


def find_commitment(text: str, topic: Topic, language: str) -> list[FoundWord]:
    """Return the listed words of a text as they stand, in their order; where several fit, the longest entry.

    A language without a list has none.

    >>> [found.words for found in find_commitment("Palvelut on jatkossa turvattava.", "modal", "fi")]
    ['on … turvattava']
    """
    if language not in _TABLES[topic]:
        return []
    pattern, owners = _pattern(topic, language)
    found = ((hit[0], owners[str(hit.lastgroup)]) for hit in pattern.finditer(text))
    return [FoundWord(_shown(words, owner.has_gap), owner.row) for words, owner in found]


class _Owner(NamedTuple):
    row: Row
    has_gap: bool


def _shown(words: str, has_gap: bool) -> str:
    several = words.split()
    return f"{several[0]} … {several[-1]}" if has_gap and len(several) > 2 else " ".join(several)


@cache
def _pattern(topic: Topic, language: str) -> tuple[re.Pattern[str], Mapping[str, _Owner]]:
    """Return a pattern with a group for each entry, the longest first, and the row of each group."""
    entries = [(form, row) for row in _TABLES[topic][language] for form in row.forms]
    entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))
    owners = {f"e{number}": _Owner(row, "…" in form) for number, (form, row) in enumerate(entries)}
    groups = (f"(?P<e{number}>{_entry(form)})" for number, (form, _) in enumerate(entries))
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE), owners


def _entry(form: str) -> str:
    words = form.removeprefix("=").split()
    pattern = r"\s+".join(map(_word, words)).replace(r"\s+…\s+", r"(?:\s+\w+){0,4}?\s+")
    return f"(?-i:{pattern})" if form.startswith("=") else pattern


def _word(word: str) -> str:
    if word == "…":
        return word
    if word.startswith("-"):
        others = "|".join(_OF_ANOTHER_KIND)
        return rf"(?!(?:{others})(?!\w))\w*{re.escape(word[1:])}"
    return re.escape(word.removesuffix("-")) + (r"\w*" if word.endswith("-") else "")
