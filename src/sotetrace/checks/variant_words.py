"""Variants of a title that differ from it in more than spelling and inflection."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sotetrace.findings import Finding
from sotetrace.model.wordlists import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.checks.context import CheckContext
    from sotetrace.model.text import Language

_HYPHENS = "\u00ad\u2010\u2011-"
_WORD = re.compile(rf"\w[\w{_HYPHENS}]*")
_STEM = 5
# Consonants that change when a Finnish word is inflected (tieto, tiedon) count as one.
_GRADES = str.maketrans("dbgv", "tpkp")


class _Word(NamedTuple):
    """A word as it stands, folded as one, and folded in the pieces between its hyphens."""

    text: str
    whole: str
    pieces: tuple[str, ...]


def check_variant_words(context: CheckContext) -> Iterator[Finding]:
    """Find `variant-differs-in-meaning`; a title that is a label of ours is no wording of the source."""
    original = context.document.document.original
    for path, element in context.document.iter_places():
        if not element.variants or element.title_from == "project":
            continue
        for index, variant in enumerate(element.variants):
            language = variant.lang or original
            title = element.title.get(language)
            if title is None or _squeeze(title) == _squeeze(variant.text):
                continue
            ours, theirs = _words(title, language), _words(variant.text, language)
            left, right = _missing(ours, theirs), _missing(theirs, ours)
            if left or right:
                place = context.place(*path, "variants", index, "text")
                words = f"{' '.join(left) or '–'} ≠ {' '.join(right) or '–'}"
                yield Finding.of("variant-differs-in-meaning", place, element=element.id, words=words)


def _squeeze(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _words(text: str, language: Language) -> Sequence[_Word]:
    """Return the words that carry meaning."""
    return [
        _Word(word, *_folded(word)) for word in _WORD.findall(text) if word.casefold() not in FUNCTION_WORDS[language]
    ]


def _folded(word: str) -> tuple[str, tuple[str, ...]]:
    """Fold a word and, when it has hyphens, each of its pieces: case, doubled letters and grades of consonants."""
    folded = re.sub(r"(.)\1+", r"\1", word.casefold().translate(_GRADES))
    pieces = tuple(piece for piece in re.split(rf"[{_HYPHENS}]", folded) if piece)
    return "".join(pieces), pieces


def _missing(words: Sequence[_Word], others: Sequence[_Word]) -> list[str]:
    """Return the words that the other wording has neither in one word nor in pieces."""
    known = {form for other in others for form in (other.whole, *other.pieces)}
    stems = frozenset(map(_stem, known))
    beginnings = frozenset(form[:length] for form in known for length in range(1, _STEM + 1))

    def is_known(form: str) -> bool:
        if any(map(str.isdigit, form)):
            return form in known
        return _stem(form) in beginnings or any(form[:length] in stems for length in range(2, _STEM + 1))

    return [
        word.text for word in words if not is_known(word.whole) and not all(is_known(piece) for piece in word.pieces)
    ]


def _stem(form: str) -> str:
    """Return a crude stem: the first letters; of a short word all but its last, down to three."""
    return form[: min(_STEM, max(3, len(form) - 1))]
