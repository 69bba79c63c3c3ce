"""Words that carry commitment and stand on one side of a text only: modal verbs, negations, numbers.

They are hints from word lists of our own, for a reader to look at. Nothing is judged by them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from sotetrace.model.commitment_words import WILL, FoundWord, Row, find_commitment
from sotetrace.model.numbers import find_quantities
from sotetrace.model.wordlists import NUMBER_WORDS, find_listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sotetrace.model.commitment_words import Topic
    from sotetrace.model.numbers import Quantity

MarkKind = Literal["modal", "negation", "softened", "hardened", "number", "year", "percentage"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that carry commitment and stand on one side only, in their order. A hint to a reader, never a class."""

    kind: MarkKind
    before: tuple[str, ...]
    after: tuple[str, ...]


_STATEMENT = FoundWord("", Row(WILL, ()))
"""A sentence without a modal verb says that it is or will be so."""
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)")
_Item = TypeVar("_Item")


def find_marks(before: str, after: str, language: str) -> Iterator[Mark]:
    """Find the marks of two wordings of a text, each kind at most once."""
    modals = _differing("modal", before, after, language)
    negations = _differing("negation", before, after, language)
    if any(modals):
        yield Mark("modal", *map(_words, modals))
    if any(negations):
        yield Mark("negation", *map(_words, negations))
    if not any(negations):  # the opposite of a promise is no weaker or stronger one
        yield from _mark_shifts(before, after, modals, language)
    yield from _mark_quantities(before, after, language)


def _words(found: Iterable[FoundWord | Quantity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.words for one in found if one.words))


def _differing(topic: Topic, before: str, after: str, language: str) -> tuple[list[FoundWord], list[FoundWord]]:
    """Return the words that only one side has; inflected forms of a word, and verbs of one rank, count as one."""
    olds, news = (find_commitment(text, topic, language) for text in (before, after))
    return _without_common(olds, news, lambda one: one.row.rank if topic == "verb" else one.row)


def _without_common(
    olds: Sequence[_Item], news: Sequence[_Item], key: Callable[[_Item], object]
) -> tuple[list[_Item], list[_Item]]:
    """Return what is left of either side when each is taken away as often as both have it."""
    common = Counter(map(key, olds)) & Counter(map(key, news))
    left: list[list[_Item]] = []
    for side in (olds, news):
        taken = common.copy()
        left.append([])
        for item in side:
            if taken[key(item)]:
                taken[key(item)] -= 1
            else:
                left[-1].append(item)
    return left[0], left[1]


def _mark_shifts(
    before: str, after: str, modals: tuple[Sequence[FoundWord], Sequence[FoundWord]], language: str
) -> Iterator[Mark]:
    """Mark what became weaker or stronger, by the ranks of modal verbs and of verbs of doing."""
    verbs = _differing("verb", before, after, language)
    if len(_SENTENCE_END.findall(before.strip(" ."))) == len(_SENTENCE_END.findall(after.strip(" ."))):
        modals = _or_statement(modals[0], modals[1]), _or_statement(modals[1], modals[0])
    shifts = [*_shifts(*modals), *_shifts(*verbs)]
    for kind in ("softened", "hardened"):
        olds = [one for shift, side, _ in shifts if shift == kind for one in side]
        news = [one for shift, _, side in shifts if shift == kind for one in side]
        if olds:
            yield Mark(kind, _words(olds), _words(news))


def _or_statement(found: Sequence[FoundWord], others: Sequence[FoundWord]) -> Sequence[FoundWord]:
    """Return a plain statement in place of nothing, unless it could not be told from a word that commits as much."""
    is_weaker = all(one.row.rank is not None and one.row.rank < WILL and not one.row.is_ambiguous for one in others)
    return found if found or not others or not is_weaker else [_STATEMENT]


def _shifts(
    olds: Sequence[FoundWord], news: Sequence[FoundWord]
) -> Iterator[tuple[str, Sequence[FoundWord], Sequence[FoundWord]]]:
    """Yield what is weaker or stronger: all words together where that can be said, else each with its counterpart."""
    before = [one.row.rank for one in olds if one.row.rank is not None]
    after = [one.row.rank for one in news if one.row.rank is not None]
    if not olds or not news or len(before) < len(olds) or len(after) < len(news):
        return
    if min(before) > max(after):
        yield "softened", olds, news
    elif max(before) < min(after):
        yield "hardened", olds, news
    elif len(olds) == len(news) > 1:
        for old, new in zip(olds, news, strict=True):
            yield from _shifts([old], [new])


# ---- numbers ---------------------------------------------------------------------------------------------------------


def _mark_quantities(before: str, after: str, language: str) -> Iterator[Mark]:
    found_before, found_after = find_quantities(before, language), find_quantities(after, language)
    olds, news = _without_common(found_before, found_after, lambda found: (found.kind, found.value))
    olds, news = _not_in_words(olds, after, before, language), _not_in_words(news, before, after, language)
    for kind in ("number", "year", "percentage"):
        went, came = ([one for one in side if one.kind == kind] for side in (olds, news))
        if went or came:
            yield Mark(kind, _words(went), _words(came))


def _not_in_words(found: Sequence[Quantity], other: str, own: str, language: str) -> list[Quantity]:
    """Return the numbers that the other side has not as a word ("first", "one", "May") either."""
    listed = next((words for known, words in NUMBER_WORDS.items() if known == language), {})
    in_words = {
        value
        for value in {one.value for one in found} & listed.keys()
        if set(find_listed(other, listed[value])) - set(find_listed(own, listed[value]))
    }
    return [one for one in found if one.value not in in_words]
