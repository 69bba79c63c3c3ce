"""Which element of the old side is which of the new: by id, or by what `formerly:` declares. Likeness only suggests."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sotetrace.model.ids import natural_key
from sotetrace.model.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sotetrace.diff.entities import Entity
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.workspace import Workspace

_LIKE = 0.75
"""From this likeness of titles (the ratio of difflib.SequenceMatcher, 0 to 1) a removed and an added element are said
to be perhaps the same. It only suggests a line to add; no class and no pairing comes of it."""
_LONG = 200
"""Titles of this many letters are compared by their words."""
_MOST_GUESSES = 2_000
"""With more pairs than this to compare, nothing is suggested: such a change is no renaming."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """How the elements of two documents pair.

    `renamed` maps old ids to new ones; `merged` a new id to the several old ones that went into it, `split` an old id
    to the several new ones that came of it; `parts` the ids of the parts of renamed elements to those that follow the
    new id. `translate` gives the id by which the new side knows an old one.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether every element keeps its id, so that ids on both sides mean the same."""
        return not (self.renamed or self.merged)

    def translate(self, identifier: str) -> str:
        """Return the id on the new side of an element or part of the old; an unknown id stays as it is."""
        if identifier in self.renamed:
            return self.renamed[identifier]
        for new, olds in self.merged.items():
            if identifier in olds:
                return new
        return self.parts.get(identifier, identifier)

    @property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """The new ids that declare each old id as their former one."""
        found: dict[str, list[str]] = {old: [new] for old, new in self.renamed.items()}
        for new, olds in self.merged.items():
            for old in olds:
                found.setdefault(old, []).append(new)
        for old, news in self.split.items():
            found.setdefault(old, []).extend(news)
        return {old: tuple(news) for old, news in found.items()}


def pair_elements(old: VisionDocument, new: VisionDocument) -> Pairing:
    """Pair the elements of two documents by id and `formerly:`.

    A declaration counts when the old side has the former id as an element and did not make the declaration already. One
    new id for one old is a renaming; one for several a merging; several for one (itself among them, if it stays) a
    splitting.
    """
    heirs: dict[str, list[str]] = {}
    for identifier, element in new.elements.items():
        for former in dict.fromkeys(element.formerly):
            # What stays may have been declared under an id that this element had; what is gone now went into it.
            names = (identifier, *element.formerly) if former in new.elements else (identifier,)
            is_told = any(former in old.elements[name].formerly for name in names if name in old.elements)
            if former in old.elements and former != identifier and not is_told:
                heirs.setdefault(former, [former] if former in new.elements else []).append(identifier)
    split = {former: tuple(sorted(ids, key=natural_key)) for former, ids in heirs.items() if len(ids) > 1}
    single = {former: ids[0] for former, ids in heirs.items() if len(ids) == 1}
    by_new: dict[str, list[str]] = {}
    for former, identifier in single.items():
        by_new.setdefault(identifier, []).append(former)
    merged, renamed = {}, {}
    for identifier, formers in by_new.items():
        if len(formers) > 1 or identifier in old.elements:
            merged[identifier] = tuple(sorted(formers, key=natural_key))
        else:
            renamed[formers[0]] = identifier
    parts = {
        part.id: f"{identifier}{part.id.removeprefix(former)}"
        for former, identifier in renamed.items()
        for part in old.elements[former].parts
        if part.id.startswith(f"{former}.")
    }
    return Pairing(renamed, merged, split, parts)


def pair_around(old: Workspace, new: Workspace) -> Pairing:
    """Pair what stands beside the documents: by the renamings in them, of ids that nothing has any more.

    An id that stands with its document (`soste:G4`) is that of the document, whatever another one has.
    """
    before = {document.document.id: document for document in old.documents}
    if len(old.documents) == len(new.documents) == 1:  # the same one, whatever it is called
        before[new.documents[0].document.id] = old.documents[0]
    known = {identifier for document in new.documents for identifier in document.elements}
    known |= {part.id for document in new.documents for one in document.iter_elements() for part in one.parts}
    pairs = [(before[name], one) for one in new.documents if (name := one.document.id) in before]
    named = [(new.document.id, pair_elements(old, new)) for old, new in pairs if old.elements != new.elements]
    renamed = {former: now for _, one in named for former, now in one.renamed.items() if former not in known}
    parts = {former: now for _, one in named for former, now in one.parts.items() if former not in known}
    qualified = {
        f"{name}:{former}": f"{name}:{now}"
        for name, one in named
        for former, now in (*one.renamed.items(), *one.parts.items())
    }
    return Pairing({**renamed, **qualified}, parts=parts)


def guess_renames(removed: Iterable[Entity], added: Iterable[Entity]) -> Mapping[str, str]:
    """Return, for added elements, the removed one of the same kind that each is most like: a suggestion, never a pair.

    Ambiguous likeness is left out: each id stands in at most one suggestion.
    """
    gone, come = list(removed), list(added)
    if len(gone) * len(come) > _MOST_GUESSES:
        return {}
    pairs = ((_likeness(x, y), x.id, y.id) for x in gone for y in come if x.kind == y.kind)
    likely = [entry for entry in pairs if entry[0] >= _LIKE]
    guesses: dict[str, str] = {}
    for score, old, new in likely:
        rivals = [entry for entry in likely if (entry[1] == old) != (entry[2] == new) and entry[0] >= score]
        if not rivals:
            guesses[new] = old
    return guesses


def _likeness(one: Entity, other: Entity) -> float:
    """Return how much two titles are alike in the language in which they are most, from 0 to 1."""
    pairs = ((one.fields.get(f"title.{language}"), other.fields.get(f"title.{language}")) for language in LANGUAGES)
    return max((_ratio(str(a).casefold(), str(b).casefold()) for a, b in pairs if a and b), default=0.0)


def _ratio(one: str, other: str) -> float:
    """Return how much two titles are alike: by their letters, long ones by their words.

    Of 200 items and more the matcher ignores those that are frequent, which all letters are; and it would be slow.
    """
    is_long = max(len(one), len(other)) >= _LONG
    return difflib.SequenceMatcher(None, *((one.split(), other.split()) if is_long else (one, other))).ratio()
