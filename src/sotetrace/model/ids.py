"""Ids: stable opaque names of elements (`M6`), parts (`M6.a`), places and scopes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from pydantic import StringConstraints, WithJsonSchema

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable

ID_PATTERN = r"^[^\W_][\w.\-]{0,63}$"
"""A letter or digit, then letters, digits, dots, dashes and underscores; at most 64 characters."""

# Said in two constraints, because the counted repetition costs every field of every class a large automaton at start.
Id = Annotated[
    str,
    StringConstraints(pattern=r"^[^\W_][\w.\-]*$", max_length=64),
    WithJsonSchema({"type": "string", "pattern": ID_PATTERN}),
]

QUALIFIED_PATTERN = r"^([^\W_][^\s:]*:)?[^\W_][\w.\-]*$"
"""An id, or one with the document that it is of before it: `G4`, `soste:G4`, `sote2040@v1:G4`."""
QualifiedId = Annotated[
    str,
    StringConstraints(pattern=QUALIFIED_PATTERN, max_length=200),
    WithJsonSchema({"type": "string", "pattern": QUALIFIED_PATTERN, "maxLength": 200}),
]

CURIE_PATTERN = r"^[^\s:|]+:[^\s|]+$"
"""A prefix and a name, as in `soste:G4`, the form of ids in crosswalks."""

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


def split_qualified(name: str, documents: Container[str]) -> tuple[str | None, str]:
    """Return the document that an id is qualified by, or None, and the id in it.

    Only the id of one of the documents qualifies, up to the first colon: `M1.a:G2.1` is the name of a link.

    >>> split_qualified("soste:G4", {"soste"}), split_qualified("M1.a:G2.1", {"soste"})
    (('soste', 'G4'), (None, 'M1.a:G2.1'))
    """
    document, colon, identifier = name.partition(":")
    return (document, identifier) if colon and document in documents else (None, name)


def is_past(document: str) -> bool:
    """Say whether a document is one of a former revision, by the name that the workspace has for it: `sote2040@v1`."""
    return "@" in document


_PIECES = re.compile("[0-9]+|[^0-9]+")


@lru_cache(maxsize=1 << 18)  # every sorting of links asks for the same ids
def natural_key(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts ids as people count: `M2` before `M10`, `G2.1` before `G2.10`.

    >>> sorted(["M10", "M2", "M2.a"], key=natural_key)
    ['M2', 'M2.a', 'M10']
    """
    pieces = _PIECES.findall(identifier)
    return tuple([(0, int(piece), "") if "0" <= piece < ":" else (1, 0, piece) for piece in pieces])


def nearest_ids(wanted: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return the ids that were probably meant: those that look the same, else the most alike, its own letters first."""
    candidates = sorted(set(known), key=natural_key)
    look, letters = skeleton(wanted), wanted.casefold()
    same = [identifier for identifier in candidates if skeleton(identifier) == look or identifier.casefold() == letters]
    if same:
        return same[:count]
    import difflib  # only a wrong id needs it

    prefix = prefix_of(wanted)
    matcher = difflib.SequenceMatcher(b=wanted)
    close: list[tuple[bool, float, str]] = []
    for identifier in candidates:
        matcher.set_seq1(identifier)
        is_foreign = prefix_of(identifier) != prefix
        cutoff = 0.6 if is_foreign else 0.4
        # The quick ratios are upper bounds, and cheap.
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff and matcher.ratio() >= cutoff:
            close.append((is_foreign, -matcher.ratio(), identifier))
    return [identifier for _, _, identifier in sorted(close, key=lambda e: (e[0], e[1], natural_key(e[2])))][:count]


_MOST_COMPARISONS = 50_000


def worth_comparing(wanted: Iterable[str], known: Collection[str]) -> list[str]:
    """Return the wrong ids for which the nearest known one is worth looking for: in order, as many as time allows.

    A typing error is rare. Where thousands of ids are unknown, something else is wrong, and to compare each with
    thousands would take longer than everything else.
    """
    return sorted(set(wanted), key=natural_key)[: max(1, _MOST_COMPARISONS // max(1, len(known)))]


def prefix_of(identifier: str) -> str:
    """Return the letters an id begins with: `M` of `M6.a`, nothing of `2.1`."""
    end = 0
    while end < len(identifier) and identifier[end].isalpha():
        end += 1
    return identifier[:end]
