"""Numbers as they stand in texts, folded so that they can be compared."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_THOUSANDS = r"[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
NUMBER = re.compile(rf"(?<![0-9])(?:{_THOUSANDS}|[0-9]+(?:[.,:][0-9]+)*)")
"""A number in digits, with its marks and with spaces between thousands."""

# A day and month without a year is told from the end of a sentence ("kohta 2.1.") by what follows.
_DAY_AND_MONTH = re.compile(r"(?<![\w.,])([0-9]{1,2})\.([0-9]{1,2})\.(?:([0-9]{4})(?![0-9])|(?=[–-]|\s+[0-9a-zåäö]))")
_GROUPED = {mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+(?![0-9])") for mark in ",."}
_DAY = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")


def separate_days(text: str, language: str) -> str:
    """Return a text in which a day is three numbers, because it may be written in other orders and with words."""
    text = _DAY.sub(r"\1 / \2 / \3", text) if "-" in text else text
    return text if language == "en" or "." not in text else _DAY_AND_MONTH.sub(r"\1 / \2 / \3", text)


def fold_number(number: str, language: str) -> str:
    """Fold a number: thousands run together, a decimal point, no zeros that say nothing.

    A mark before exactly three digits sets thousands apart when it is not the decimal mark of the language.

    >>> fold_number("1.500,50", "fi"), fold_number("1,500.50", "en")
    ('1500.5', '1500.5')
    """
    if number.isdecimal():
        return number.lstrip("0") or "0"
    digits = re.sub(r"\s", "", number)
    grouped = _GROUPED["," if language == "en" else "."].match(digits)
    if grouped:
        digits = re.sub(r"[.,]", "", grouped[0]) + digits[grouped.end() :]
    digits = re.sub(r"[,:]", ".", digits)
    whole, point, rest = digits.partition(".")
    whole = whole.lstrip("0") or "0"
    rest = rest.rstrip("0")
    return f"{whole}{point}{rest}" if rest else whole


# ---- quantities ------------------------------------------------------------------------------------------------------

QuantityKind = Literal["number", "year", "percentage"]


class Quantity(NamedTuple):
    """A number of a text: what it is, its folded value (with the unit of a percentage), and the words as they stand."""

    kind: QuantityKind
    value: str
    words: str


def _cases(value: str, nominative: str, partitive: str, stem: str, illative: str) -> dict[str, str]:
    """Return the cases of a Finnish numeral that plans use, and what it is worth."""
    endings = "n ssa sta lla lta lle ksi" if any(vowel in stem for vowel in "aou") else "n ssä stä llä ltä lle ksi"
    return dict.fromkeys((nominative, partitive, illative, *(stem + ending for ending in endings.split())), value)


def _worth(listed: str) -> dict[str, str]:
    pairs = (entry.split("=") for entry in listed.split())
    return {word: value for words, value in pairs for word in words.split("/")}


NUMERALS: Mapping[str, Mapping[str, str]] = {
    "fi": {
        **_cases("2", "kaksi", "kahta", "kahde", "kahteen"),
        **_cases("3", "kolme", "kolmea", "kolme", "kolmeen"),
        **_cases("4", "neljä", "neljää", "neljä", "neljään"),
        **_cases("5", "viisi", "viittä", "viide", "viiteen"),
        **_cases("6", "kuusi", "kuutta", "kuude", "kuuteen"),
        **_cases("7", "seitsemän", "seitsemää", "seitsemä", "seitsemään"),
        **_cases("8", "kahdeksan", "kahdeksaa", "kahdeksa", "kahdeksaan"),
        **_cases("9", "yhdeksän", "yhdeksää", "yhdeksä", "yhdeksään"),
        **_cases("10", "kymmenen", "kymmentä", "kymmene", "kymmeneen"),
        **_cases("100", "sata", "sataa", "sada", "sataan"),
        **_cases("1000", "tuhat", "tuhatta", "tuhanne", "tuhanteen"),
        **_worth("viisitoista/viidentoista=15 kaksikymmentä/kahdenkymmenen=20"),
        **_worth("miljoona/miljoonaa/miljoonan/milj=1000000 miljardi/miljardia/miljardin/mrd=1000000000"),
    },
    "sv": _worth(
        "två=2 tre=3 fyra=4 fem=5 sex=6 sju=7 åtta=8 nio=9 tio=10 femton=15 tjugo=20 hundra=100 tusen=1000"
        " miljon/miljoner/mn=1000000 miljard/miljarder/md=1000000000"
    ),
    "en": _worth(
        "two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 fifteen=15 twenty=20 hundred=100"
        " thousand=1000 million=1000000 billion=1000000000"
    ),
}
"""Cardinals and scales in words, and what they are worth. One is not among them: it is as often an article."""

_UNIT = (
    r"(?P<points>%-?\s?(?:yks|enhet)\w*|prosenttiyks\w*|procentenhet\w*|percentage\s+points?(?!\w))"
    r"|(?P<mille>‰|promill\w*)|(?P<cent>%|prosent\w*|procent\w*|per\s?cent(?!\w))"
)
_PERCENTAGE = re.compile(rf"\s*(?:{_UNIT})", re.IGNORECASE)
_DECADE = re.compile(r"-lu[kv]u\w*|-tal\w*|s(?!\w)")
_MONEY = re.compile(r"\s*(?:€|eur|milj|mrd|kr)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|2[01])[0-9]{2}")
_MINUS = re.compile(r"(?<![\w%)])(?<![\d%]\s)[-−–‑]$")


def find_quantities(text: str, language: str) -> list[Quantity]:
    """Return the numbers of a text in their order, in digits and in words; years and percentages are told apart.

    A year is four digits from 1900 to 2199 that stand alone, a decade one that a suffix follows. Of a range (5–10 %)
    both ends are percentages.

    >>> [(found.kind, found.value) for found in find_quantities("Vuoteen 2030 viisi prosenttia, 1 500 €", "fi")]
    [('year', '2030'), ('percentage', '5 %'), ('number', '1500')]
    """
    text = separate_days(text, language)
    pattern, values = _quantities(language)
    return [_quantity(text, hit, values, language) for hit in pattern.finditer(text)]


def _quantity(text: str, hit: re.Match[str], values: Mapping[str, str], language: str) -> Quantity:
    words = hit[0]
    value = values.get(words.casefold()) or fold_number(words, language)
    if _MINUS.search(text, max(0, hit.start() - 3), hit.start()):
        value, words = f"-{value}", f"-{words}"
    unit = _PERCENTAGE.match(text, hit.end())
    if unit is None:
        other = re.compile(rf"\s?[–-]\s?{NUMBER.pattern}").match(text, hit.end())
        unit = _PERCENTAGE.match(text, other.end()) if other is not None else None
    if unit is not None:
        sign = {"points": "pp", "mille": "‰", "cent": "%"}[str(unit.lastgroup)]
        return Quantity("percentage", f"{value} {sign}", f"{words} {' '.join(unit[0].split())}")
    before, after = text[hit.start() - 1 : hit.start()], text[hit.end() : hit.end() + 1]
    if _YEAR.fullmatch(words) and not before.isalnum() and not _MONEY.match(text, hit.end()):
        decade = _DECADE.match(text, hit.end())
        if decade is not None:
            return Quantity("year", f"{value}s", words + decade[0])
        if not after.isalnum():
            return Quantity("year", value, words)
    return Quantity("number", value, words)


@cache
def _quantities(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return a pattern for numbers in digits and in words, and what each word is worth."""
    values = NUMERALS.get(language, {})
    words = "|".join(sorted(values, key=lambda form: (-len(form), form)))
    return re.compile(rf"{NUMBER.pattern}|(?<!\w)(?:{words or '(?!)'})(?!\w)", re.IGNORECASE), values
