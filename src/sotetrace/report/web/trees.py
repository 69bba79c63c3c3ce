"""Two documents as trees whose elements face one another: what the table and the picture of a crosswalk are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sotetrace.model.kinds import KIND_NAMES
from sotetrace.report.counterparts import owners_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sotetrace.crosswalk import Match, Unmatched
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.model.kinds import Kind
    from sotetrace.model.text import Text
    from sotetrace.report.counterparts import Counterpart

_CHAIN: tuple[Kind, ...] = ("core_problem", "goal", "measure")
"""The kinds of which every element has its place in the tree; sub-goals stand under their goals."""


@dataclass(frozen=True)
class Pair:
    """The exported document and a counterpart of it."""

    document: VisionDocument
    other: Counterpart

    @cached_property
    def owners(self) -> dict[str, Element]:
        """The elements of the exported document by their ids and those of their parts."""
        return owners_of(self.document)

    @cached_property
    def matches(self) -> dict[str, list[Match]]:
        """The mappings and tensions of each element of the exported document, those of its parts included."""
        found: dict[str, list[Match]] = {}
        for match in self.other.iter_matches():
            owner = self.owners.get(match.subject.id)
            found.setdefault(owner.id if owner is not None else match.subject.id, []).append(match)
        return found

    @cached_property
    def unmatched(self) -> dict[tuple[str, str], Unmatched]:
        """What has no counterpart, by document and id."""
        return {(one.term.document, one.term.id): one for one in self.other.crosswalk.unmatched}

    @property
    def tree(self) -> dict[Kind, list[tuple[Element, bool]]]:
        """The exported document, kind by kind; True for what stands under another element."""
        return build_tree(self.document, self.matches)

    @property
    def other_tree(self) -> dict[Kind, list[tuple[Element, bool]]]:
        """The other document in the same way."""
        ends = (self.other.owners.get(match.object.id) for match in self.other.iter_matches())
        return build_tree(self.other.document, {owner.id for owner in ends if owner is not None})

    def own_title(self, identifier: str) -> Text | None:
        """Return the label of a part of the exported document; None for anything else."""
        owner = self.owners.get(identifier)
        parts = owner.parts if owner is not None and owner.id != identifier else ()
        return next((part.title for part in parts if part.id == identifier), None)


def name_pair(pair: Pair, key: str) -> Callable[[Translator], str]:
    """Return a function that names both documents in words of the report, in the language asked for."""

    def name(words: Translator) -> str:
        headers = pair.document.document, pair.other.document.document
        first, second = ((header.title.best(words.language, header.original) or ("",))[0] for header in headers)
        return words(key, first=first, second=second)

    return name


def build_tree(document: VisionDocument, mapped: Collection[str]) -> dict[Kind, list[tuple[Element, bool]]]:
    """Build the tree of a document: what is expected to have a counterpart, and of other kinds what has one."""
    kinds = (*_CHAIN, *(kind for kind in KIND_NAMES if kind not in _CHAIN))
    tree = {kind: list(_iter_kind(document, kind, mapped)) for kind in kinds}
    return {kind: entries for kind, entries in tree.items() if entries}


def _iter_kind(document: VisionDocument, kind: Kind, mapped: Collection[str]) -> Iterator[tuple[Element, bool]]:
    goals = {goal.id for goal in document.goals}
    if kind == "sub_goal":
        yield from ((one, False) for one in document.sub_goals if one.goal not in goals)
        return
    for element in document.iter_elements(kind):
        if kind in _CHAIN or element.id in mapped:
            yield element, False
        if kind == "goal":
            yield from ((one, True) for one in document.sub_goals if one.goal == element.id)
