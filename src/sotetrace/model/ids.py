"""Ids: stable opaque names of elements (`M6`), parts (`M6.a`), places and scopes."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import StringConstraints

ID_PATTERN = r"^[^\W_][\w.\-]{0,63}$"
"""A letter or digit, then letters, digits, dots, dashes and underscores; at most 64 characters."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]

# Letters of other scripts, and digits, that look like a Latin letter in most fonts (a small, hand-made selection of what
# Unicode Technical Standard 39 calls confusables: the Cyrillic and Greek letters with a Latin twin, and 0/O, 1/l/I).
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


def prefix_of(identifier: str) -> str:
    """Return the letters an id begins with: `M` of `M6.a`, nothing of `2.1`."""
    end = 0
    while end < len(identifier) and identifier[end].isalpha():
        end += 1
    return identifier[:end]
