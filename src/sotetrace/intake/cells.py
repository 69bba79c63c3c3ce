"""What the text of one cell says: a list, a mark, a year, a day, an id."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING

from sotetrace.intake.words import GAP_MARKS
from sotetrace.model.ids import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

_ID = re.compile(ID_PATTERN)
_CODE = re.compile(r"(?:[^\W\d_]{1,6}[\-.]?|[^\W\d_] )?[0-9]+(?:[.\-][0-9a-zA-Z]+)*\.?")
_LED = re.compile(r"((?:[^\W\d_]{1,4}[\-. ]?)?[0-9]+(?:[.\-][0-9]+)*[.):]?)\s+(?=\S*[^\W\d_])(.+)", re.DOTALL)
_NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+)*\.?")
_LISTS = re.compile(r"[;\n|]+")
_GRADED = re.compile(r"([^()\[\]]*)[(\[]([^()\[\]]*)[)\]]")
_COMMAS = re.compile(r"[;\n|,]+")
_DAYS = (
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})(?:[T ].*)?"),
    re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})"),
)
_LONGEST_ID = 64


def is_gap(text: str) -> bool:
    """Say whether a cell says that there is nothing.

    >>> [is_gap(text) for text in ("–", "Ei ole", "n/a", "", "M1")]
    [True, True, True, False, False]
    """
    return text.strip().casefold().rstrip(".") in GAP_MARKS


def is_code(text: str) -> bool:
    """Say whether a text is a code such as `G1.2`, `1.2.` or `A-5`, and no words."""
    return bool(_CODE.fullmatch(text.strip()))


def split_code(text: str) -> tuple[str, str]:
    """Return the code that a text begins with, if any, and the rest: `("1.2", "Shorter queues")`."""
    if found := _LED.fullmatch(text.strip()):
        return found[1].rstrip(".):"), found[2].strip()
    return ("", text.strip())


def split_grade(entry: str) -> tuple[str, str]:
    """Return an entry without the word in brackets at its end, and the word: `("M1", "high")` for `M1 (high)`."""
    found = _GRADED.fullmatch(entry)
    return (found[1].strip(), found[2].strip()) if found else (entry, "")


def iter_entries(text: str, *, has_commas: bool = False) -> Iterator[str]:
    """Yield the entries of a list in a cell: parted by semicolons, bars and lines, and by commas where asked.

    Commas also part what is nothing but codes: `M1, M3`.
    """
    pieces = [piece.strip(" \t•*") for piece in _COMMAS.split(text)]
    if not has_commas and not all(is_code(split_grade(piece)[0]) for piece in pieces if piece):
        pieces = [piece.strip(" \t•*") for piece in _LISTS.split(text)]
    yield from (piece for piece in pieces if piece)


def read_year(text: str) -> int | None:
    """Return the year that a cell names, or None: `2030`, `2030.0`."""
    found = re.fullmatch(r"([0-9]{4})(?:[.,]0+)?", text.strip())
    return int(found[1]) if found else None


def read_day(text: str) -> dt.date | None:
    """Return the day that a cell names, or None: `2026-01-31`, `31.1.2026`."""
    for pattern in _DAYS:
        if found := pattern.fullmatch(text.strip()):
            try:
                return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


def is_numbering(text: str) -> bool:
    """Say whether a text is a number of an outline: `1`, `1.2`, `1.2.3`."""
    return bool(_NUMBERS.fullmatch(text.strip()))


def depth_of(numbering: str) -> int:
    """Return how deep a number of an outline stands, from 1."""
    return numbering.strip().rstrip(".").count(".") + 1


def above(numbering: str) -> str:
    """Return the number or id one step above in an outline, or nothing: `1.2` for `1.2.3`."""
    return numbering.strip().rstrip(".").rpartition(".")[0]


def make_id(text: str) -> str:
    """Return the id that a text can be: as it is, without its spaces, or with dashes for what an id cannot hold.

    >>> make_id("M 1"), make_id("G1.2"), make_id("a/b"), make_id("!")
    ('M1', 'G1.2', 'a-b', '')
    """
    text = unicodedata.normalize("NFC", text.strip())
    if _ID.fullmatch(text):
        return text
    bare = re.sub(r"\s+", "", text) if len(text) < _LONGEST_ID else text
    if _ID.fullmatch(bare):
        return bare
    return re.sub(r"[^\w.\-]+", "-", text).strip("-._")[:_LONGEST_ID].strip("-._")


def make_slug(text: str) -> str:
    """Return a short id in small letters for the name of a file or sheet; `table` when nothing of it can be one."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:40].strip("-") or "table"


def fold(text: str) -> str:
    """Return the form in which two texts of cells are the same: small letters, single spaces."""
    return " ".join(text.casefold().split())
