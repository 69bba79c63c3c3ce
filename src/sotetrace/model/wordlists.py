"""Short word lists of our own for the checks of wording: Finnish, Swedish and English.

They are hints for a reader, made by hand from how plans are written, and neither complete nor official. A word that
ends in a hyphen is a stem: it stands for every word that begins so, since Finnish and Swedish inflect at the end.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sotetrace.model.text import Language


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS: Mapping[Language, frozenset[str]] = {
    "fi": _words(
        "eli että ja joita joiden joihin joka jonka jossa jota jotka jotta kanssa kuin kun mukaan myös"
        " ne niiden nämä oli olla olleet ollut on ovat se sekä sen siihen sitä tai tämä tätä vai"
    ),
    "sv": _words(
        "allt att av blir blivit de dem den denna deras dess dessa det detta eller en ett från för ha har hos i"
        " inom med när och om på samt sig sin sina sitt som så till under ut vara vid är även över"
    ),
    "en": _words(
        "a also an and are as at be been by for from has have in into is it its of on or so than that the their they"
        " this to was were which who whose will with"
    ),
}
"""Words that carry little meaning: two wordings may differ in them and say the same. ("Not" is not among them.)"""

VAGUE_WORDS: Mapping[Language, tuple[str, ...]] = {
    # Verbs that any change at all fulfils, amounts and qualities that say no measure of themselves, and open ends.
    "fi": (
        *("edist-", "kehit-", "vahvist-", "tehost-", "paranne-", "parant-", "panost-", "kirkast-", "huomioi-"),
        *("pyri-", "pyrk-", "riittäv-", "mahdollisimman", "tarvittaessa", "tarkoituksenmuka-", "asianmuka-"),
        *("merkittäv-", "laaduk-", "sujuv-", "toimiv-", "joustav-", "ketter-", "kokonaisvaltai-", "kestäv-"),
        *("dynaami-", "moderni-", "innovatiivi-", "jne", "ym", "yms"),
    ),
    "sv": (
        *("främj-", "utveckl-", "stärk-", "effektiviser-", "förbättr-", "satsa-", "satsning-", "beakta-", "sträva-"),
        *("tillräcklig-", "i mån av möjlighet", "så långt som möjligt", "vid behov", "ändamålsenlig-", "betydande"),
        *("högklassig-", "smidig-", "välfungerande", "flexibel", "flexibla", "flexibelt", "övergripande", "hållbar-"),
        *("dynamisk-", "modern", "modernt", "moderna", "innovativ-", "osv", "m.m"),
    ),
    "en": (
        *("promot-", "develop-", "strengthen-", "streamlin-", "enhanc-", "improv-", "invest in", "take into account"),
        *("strive-", "sufficient-", "adequate-", "as far as possible", "where appropriate", "if needed"),
        *("if necessary", "appropriate-", "significant-", "high-quality", "smooth-", "well-functioning", "flexib-"),
        *("agil-", "holistic-", "comprehensive-", "sustainab-", "dynamic-", "modern", "innovati-", "etc"),
    ),
}
"""Words that leave open what would be done, how much, or how one would know."""

CONJUNCTIONS: Mapping[Language, frozenset[str]] = {
    "fi": frozenset(("ja", "sekä")),
    "sv": frozenset(("och", "samt")),
    "en": frozenset(("and",)),
}
"""Words that join one claim to another."""

SUBORDINATORS: Mapping[Language, frozenset[str]] = {
    "fi": _words(
        "eli ettei että johon johonka joiden joihin joille joilla joissa joista joita joka jolla jolle jonka jos jossa"
        " josta jota jotka jotta jottei kuin kun kuten mikä minkä mitä mutta niin siten vaan vaikka"
    ),
    "sv": _words("att då där eftersom fast för medan men när om så som utan vars vilka vilken vilket"),
    "en": _words("although as because but if in so such than that though unless when where which while who whom whose"),
}
"""Words that, after a comma, begin a clause about what was said and no further item of a list."""

NUMBER_WORDS: Mapping[Language, Mapping[str, tuple[str, ...]]] = {
    "fi": {
        "1": ("yksi-", "yhde-", "yhtä", "yhten-", "ensimmäi-", "tammiku-"),
        "2": ("kaksi-", "kahde-", "kahta", "kahte-", "toinen", "toise-", "helmiku-"),
        "3": ("kolm-", "maalisku-"),
        "4": ("neljä-", "neli-", "huhtiku-"),
        "5": ("viisi-", "viide-", "viittä", "viite-", "toukoku-"),
        "6": ("kuusi-", "kuude-", "kuutta", "kuute-", "kesäku-"),
        "7": ("seitsem-", "heinäku-"),
        "8": ("kahdeks-", "eloku-"),
        "9": ("yhdeks-", "syysku-"),
        "10": ("kymmen-", "lokaku-"),
        "11": ("yksitoista", "yhdentoista", "marrasku-"),
        "12": ("kaksitoista", "kahdentoista", "jouluku-"),
        "100": ("sata-", "sada-"),
        "1000": ("tuhan-", "tuhat"),
    },
    "sv": {
        "1": ("en", "ett", "ena", "först-", "januari"),
        "2": ("två-", "andra", "båda", "februari"),
        "3": ("tre", "tredje", "mars"),
        "4": ("fyra", "fjärde", "april"),
        "5": ("fem", "femte", "maj"),
        "6": ("sex", "sjätte", "juni"),
        "7": ("sju", "sjunde", "juli"),
        "8": ("åtta", "åttonde", "augusti"),
        "9": ("nio", "nionde", "september"),
        "10": ("tio", "tionde", "oktober"),
        "11": ("elva", "elfte", "november"),
        "12": ("tolv", "tolfte", "december"),
        "100": ("hundra-",),
        "1000": ("tusen-",),
    },
    "en": {
        "1": ("one", "first", "single", "january"),
        "2": ("two", "second", "both", "twice", "february"),
        "3": ("three", "third", "march"),
        "4": ("four", "fourth", "april"),
        "5": ("five", "fifth", "may"),
        "6": ("six", "sixth", "june"),
        "7": ("seven", "seventh", "july"),
        "8": ("eight", "eighth", "august"),
        "9": ("nine", "ninth", "september"),
        "10": ("ten", "tenth", "october"),
        "11": ("eleven", "eleventh", "november"),
        "12": ("twelve", "twelfth", "december"),
        "100": ("hundred", "hundreds"),
        "1000": ("thousand", "thousands"),
    },
}
"""Small numbers and months as words, which one language may use where another writes digits."""


def find_listed(text: str, listed: tuple[str, ...]) -> list[str]:
    """Return the words of a text that stand on a list, in lower case, each once and in their order.

    >>> find_listed("Developing services", ("develop-",))
    ['developing']
    """
    return finder_of(listed)(text)


@cache
def finder_of(listed: tuple[str, ...]) -> Callable[[str], list[str]]:
    """Return `find_listed` for one list: whoever reads every text need not look its pattern up for each."""
    find_hits = _pattern(listed).findall

    def find(text: str) -> list[str]:
        hits = find_hits(text.casefold())
        return list(dict.fromkeys(" ".join(hit.split()) for hit in hits)) if hits else []

    return find


def _pattern(listed: tuple[str, ...]) -> re.Pattern[str]:
    entries = (
        r"\s+".join(map(re.escape, entry.removesuffix("-").split())) + (r"\w*" if entry.endswith("-") else "")
        for entry in listed
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(entries)})(?!\w)")
