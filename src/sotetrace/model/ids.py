"""Ids: stable opaque names of elements (`M6`), parts (`M6.a`), places and scopes."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Annotated

from pydantic import StringConstraints

if TYPE_CHECKING:
    from collections.abc import Iterable

ID_PATTERN = r"^[^\W_][\w.\-]{0,63}$"
"""A letter or digit, then letters, digits, dots, dashes and underscores; at most 64 characters."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]

# Letters of other scripts, and digits, that look like a Latin letter in most fonts (a small, hand-made selection of
# what Unicode Technical Standard 39 calls confusables: the Cyrillic and Greek letters with a Latin twin, and 0/O,
# 1/l/I).
_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіјѕԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον" + "01lI|",
    "ABEKMHOPCTYXaeopcyxijsdqw" + "ABEZHIKMNOPTYXov" + "Oiiii",
)


def skeleton(identifier: str) -> str:
    """Return the form in which ids that a reader cannot tell apart are equal: NFKC, look-alikes folded, lower case.

    >>> skeleton("М1") == skeleton("M1")  # the first М is Cyrillic
    True
    >>> skeleton("m1") == skeleton("M1"), skeleton("M1") == skeleton("M11")
    (True, False)
    """
    return unicodedata.normalize("NFKC", identifier).translate(_LOOK_ALIKES).casefold()


def natural_key(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts ids as people count: `M2` before `M10`, `G2.1` before `G2.10`.

    >>> sorted(["M10", "M2", "M2.a"], key=natural_key)
    ['M2', 'M2.a', 'M10']
    """
    pieces = re.findall(r"[0-9]+|[^0-9]+", identifier)
    return tuple((0, int(piece), "") if piece.isascii() and piece.isdigit() else (1, 0, piece) for piece in pieces)


def nearest_ids(wanted: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return the ids that were probably meant: those that look the same, else the most alike, its own letters first."""
    candidates = sorted(set(known), key=natural_key)
    same = [identifier for identifier in candidates if skeleton(identifier) == skeleton(wanted)]
    if same:
        return same[:count]
    prefix = prefix_of(wanted)
    rated = [
        (prefix_of(identifier) != prefix, -difflib.SequenceMatcher(None, wanted, identifier).ratio(), identifier)
        for identifier in candidates
    ]
    close = [entry for entry in rated if -entry[1] >= (0.4 if not entry[0] else 0.6)]
    return [identifier for _, _, identifier in sorted(close, key=lambda e: (e[0], e[1], natural_key(e[2])))][:count]


def prefix_of(identifier: str) -> str:
    """Return the letters an id begins with: `M` of `M6.a`, nothing of `2.1`."""
    end = 0
    while end < len(identifier) and identifier[end].isalpha():
        end += 1
    return identifier[:end]
