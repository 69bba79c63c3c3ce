"""Quotes: when words count as the same words, and where they stand in a source text.

A text extracted from slides is letter-spaced, broken at hyphens and full of bullets, so white space, hyphens and
bullets do not count; letters, digits, case and all other marks do. Anchors follow the text quote selector of the W3C
Web Annotation Data Model (exact, prefix, suffix), with an occurrence counted from 1 within the place.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sotetrace.model.document import SourceText

# Hyphens and dashes that an extraction adds or drops, bullets, and characters that take no space of their own.
_BLIND = frozenset(
    "-\u00ad\u2010\u2011\u2012\u2013\u2022\u25aa\u25cf\u25e6\u2043\uf0b7\uf0a7\u200b\u2060\ufeff\u202f\u00a0"
)
_PIECE = 1_000_000
"""So many characters are folded at a time: a source may be as large as a file may be."""
_KEPT = re.compile(rf"[^\s{re.escape(''.join(sorted(_BLIND)))}]+")


class Folded(NamedTuple):
    """A text without what does not count, and for each character left its offset in the text."""

    text: str
    offsets: Sequence[int]


def fold(text: str) -> Folded:
    r"""Drop white space, hyphens and bullets from a text; compose letters (NFC).

    >>> fold("PA LV E L U-\nT").text
    'PALVELUT'
    """
    distinct = set(text)
    if any(map(unicodedata.combining, distinct)) or not all(map(_is_composed, distinct)):
        return _fold_marks(text)
    offsets = array("Q")
    for run in _KEPT.finditer(text):
        offsets.extend(range(*run.span()))
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return Folded("".join("".join(_KEPT.findall(piece)) for piece in pieces), offsets)


def _is_composed(char: str) -> bool:
    return unicodedata.is_normalized("NFC", char)


def _fold_marks(text: str) -> Folded:
    """Fold a text in which letters and their marks stand apart, or letters that have another, canonical form."""
    characters: list[str] = []
    offsets = array("Q")
    for offset, char in enumerate(text):
        if char in _BLIND or char.isspace():
            continue
        if characters and unicodedata.combining(char):
            composed = unicodedata.normalize("NFC", characters[-1] + char)
            if len(composed) == 1:
                characters[-1] = composed
                continue
        single = unicodedata.normalize("NFC", char)
        characters.append(single if len(single) == 1 else char)
        offsets.append(offset)
    return Folded("".join(characters), offsets)


class Selector(NamedTuple):
    """Words to find: exact, with what stands before and after, and which occurrence (from 1) is meant."""

    exact: str
    prefix: str | None = None
    suffix: str | None = None
    occurrence: int | None = None


@dataclass(frozen=True)
class QuotedText:
    """A source text ready to be searched, with the regions of its places."""

    source: SourceText
    text: str

    @cached_property
    def folded(self) -> Folded:
        """The folded text."""
        return fold(self.text)

    @cached_property
    def starts(self) -> Mapping[str, int | None]:
        """Where each place begins in the folded text; None when its words are absent, ambiguous or out of order."""
        found: dict[str, int | None] = {}
        after = 0
        for place in self.source.places:
            hits = self._hits(Selector(place.starts, occurrence=place.occurrence), 0, len(self.folded.text))
            start = hits[0] if len(hits) == 1 and hits[0] >= after else None
            found[place.id] = start
            after = start if start is not None else after
        return found

    def region(self, place: str | None) -> tuple[int, int]:
        """Return the region of a place in the folded text (start, end); of an unknown or lost place, the whole text."""
        start = self.starts.get(place) if place is not None else None
        if start is None:
            return 0, len(self.folded.text)
        later = bisect_right(self._known_starts, start)
        is_last = later == len(self._known_starts)
        return start, len(self.folded.text) if is_last else self._known_starts[later]

    @cached_property
    def _known_starts(self) -> list[int]:
        return sorted(start for start in self.starts.values() if start is not None)

    @cached_property
    def _line_ends(self) -> array[int]:
        """Where each line feed of the text stands."""
        return array("Q", (found.start() for found in re.finditer("\n", self.text)))

    def find(self, selector: Selector, place: str | None = None) -> list[int]:
        """Return the lines (from 1) on which the words stand within a place; more than one hit means ambiguous."""
        hits = self._hits(selector, *self.region(place))
        return [bisect_left(self._line_ends, self.folded.offsets[at]) + 1 for at in hits]

    def places_of(self, selector: Selector) -> list[str]:
        """Return the places in which the words stand."""
        return [place.id for place in self.source.places if self.find(selector, place.id)]

    def _hits(self, selector: Selector, start: int, end: int) -> list[int]:
        text = self.folded.text
        exact = fold(selector.exact).text
        before, after = fold(selector.prefix or "").text, fold(selector.suffix or "").text
        if not exact:
            return []
        hits = []
        at = text.find(exact, start, end)
        while at >= 0:
            if text.endswith(before, 0, at) and text.startswith(after, at + len(exact)):
                hits.append(at)
            at = text.find(exact, at + 1, end)
        if selector.occurrence is not None:
            return hits[selector.occurrence - 1 : selector.occurrence]
        return hits
