"""Short word lists of our own for the checks of wording: Finnish, Swedish and English.

They are hints for a reader, made by hand from how plans are written, and neither complete nor official. A word that
ends in a hyphen is a stem: it stands for every word that begins so, since Finnish and Swedish inflect at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.model.text import Language

FUNCTION_WORDS: Mapping[Language, frozenset[str]] = {
    "fi": frozenset(
        "ei eivät eli ettei että ja joita joiden joihin joka jonka jossa jota jotka jotta ja kanssa kuin kun mukaan myös"
        " ne niiden nämä oli olla olleet ollut on ovat se sekä sen siihen sitä tai tämä tätä vai".split()
    ),
    "sv": frozenset(
        "allt att av blir blivit de dem den denna deras det dess dessa det detta eller en ett från för ha har hos i inom"
        " inte med när och om på samt sig sin sina sitt som så till under ut vara vid är även över".split()
    ),
    "en": frozenset(
        "a also an and are as at be been by for from has have in into is it its not of on or so than that the their they"
        " this to was were which who whose will with".split()
    ),
}
"""Words that carry little meaning of their own: two wordings may differ in them and still say the same."""

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
    "fi": frozenset(
        "eli ettei että johon johonka joiden joihin joille joilla joissa joista joita joka jolla jolle jonka jos jossa"
        " josta jota jotka jotta jottei kuin kun kuten mikä minkä mitä mutta niin siten vaan vaikka".split()
    ),
    "sv": frozenset("att då där eftersom fast för för medan men när om så som utan vars vilka vilken vilket".split()),
    "en": frozenset(
        "although as because but if in so such than that though unless when where which while who whom whose".split()
    ),
}
"""Words that, after a comma, begin a clause about what was said and no further item of a list."""

NUMBER_WORDS: Mapping[Language, Mapping[str, tuple[str, ...]]] = {
    "fi": {
        "1": ("yksi-", "yhde-", "yhtä", "yhten-", "ensimmäi-"),
        "2": ("kaksi-", "kahde-", "kahta", "kahte-", "toinen", "toise-"),
        "3": ("kolm-",),
        "4": ("neljä-", "neli-"),
        "5": ("viisi-", "viide-", "viittä", "viite-"),
        "6": ("kuusi-", "kuude-", "kuutta", "kuute-"),
        "7": ("seitsem-",),
        "8": ("kahdeks-",),
        "9": ("yhdeks-",),
        "10": ("kymmen-",),
        "11": ("yksitoista", "yhdentoista"),
        "12": ("kaksitoista", "kahdentoista"),
        "100": ("sata-", "sada-"),
        "1000": ("tuhan-", "tuhat"),
    },
    "sv": {
        "1": ("en", "ett", "ena", "först-"),
        "2": ("två-", "andra", "bägge", "båda"),
        "3": ("tre", "tre-", "tredje"),
        "4": ("fyra-", "fjärde"),
        "5": ("fem-",),
        "6": ("sex", "sexton", "sjätte"),
        "7": ("sju", "sjunde"),
        "8": ("åtta-", "åttonde"),
        "9": ("nio", "nionde"),
        "10": ("tio-", "tionde"),
        "11": ("elva", "elfte"),
        "12": ("tolv", "tolfte"),
        "100": ("hundra-",),
        "1000": ("tusen-",),
    },
    "en": {
        "1": ("one", "first", "single"),
        "2": ("two", "second", "both", "twice"),
        "3": ("three", "third"),
        "4": ("four", "fourth"),
        "5": ("five", "fifth"),
        "6": ("six", "sixth"),
        "7": ("seven", "seventh"),
        "8": ("eight", "eighth"),
        "9": ("nine", "ninth"),
        "10": ("ten", "tenth"),
        "11": ("eleven", "eleventh"),
        "12": ("twelve", "twelfth"),
        "100": ("hundred",),
        "1000": ("thousand",),
    },
}
"""Small numbers as words, which one language may use where another writes digits."""
