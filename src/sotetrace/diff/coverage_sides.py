"""Both sides of one document's coverage, and which changes stand behind a difference between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sotetrace.coverage import CoverageResult
    from sotetrace.diff.assess import Judged
    from sotetrace.diff.judgement import Judgement
    from sotetrace.diff.results import ChangeFinding
    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.document import DocumentPath

_OF_LINKS = frozenset(
    ("link-added", "link-removed", "link-retargeted", "link-changed", "review-changed", "scope-changed")
)
_OF_FIELDS = frozenset(("parent-changed", "level-changed"))
_OF_ENDS = frozenset(
    (
        *("element-added", "element-removed", "element-retired", "id-reused", "kind-changed"),
        *("elements-merged", "element-split", "status-advanced", "status-regressed"),
        *("part-added", "part-removed"),
    )
)
_OF_ITSELF = frozenset(
    (
        "element-added",
        "id-reused",
        "part-added",
        "part-removed",
        "status-advanced",
        "status-regressed",
        "kind-changed",
        "detail-changed",
    )
)
"""The rules of changes that can change coverage: of a link, of a plain field that is one, of the element at either end
of a link, and of the element itself. Wording never does, and of the details only the role of a statement."""


@dataclass(frozen=True)
class CoverageSides:
    """Both sides of one document: graphs, coverage by the same expectations, and the changes that were judged."""

    judgement: Judgement
    old_graph: TraceGraph
    new_graph: TraceGraph
    old: CoverageResult
    new: CoverageResult
    judged: Sequence[Judged]

    @cached_property
    def former(self) -> Mapping[str, str]:
        """The id on the old side of every renamed element, by its new id."""
        return {new: old for old, new in self.judgement.comparison.pairing.renamed.items()}

    @cached_property
    def _roots(self) -> Mapping[str, str]:
        """The fingerprint under which each finding is shown, by its own."""
        parents = {found.fingerprint: found.causes[0] for _, found in self.judged if found.causes}
        roots = {}
        for _, found in self.judged:
            root = found.fingerprint
            while root in parents and parents[root] != root:
                root = parents[root]
            roots[found.fingerprint] = root
        return roots

    @cached_property
    def _by_path(self) -> Mapping[tuple[str, DocumentPath], list[ChangeFinding]]:
        """The findings by side and path of what they are about."""
        known: dict[tuple[str, DocumentPath], list[ChangeFinding]] = {}
        for change, found in self.judged:
            for side, entity in (("old", change.old), ("new", change.new)) if change is not None else ():
                if entity is not None:
                    known.setdefault((side, entity.path), []).append(found)
        return known

    @cached_property
    def paths(self) -> Mapping[tuple[str, str], DocumentPath]:
        """The document path of every element and part, by side and id."""
        found: dict[tuple[str, str], DocumentPath] = {}
        for side, document in (("old", self.judgement.old), ("new", self.judgement.new)):
            for path, element in document.iter_places():
                found.setdefault((side, element.id), path)
                for index, part in enumerate(element.parts):
                    found.setdefault((side, part.id), (*path, "parts", index))
        return found

    def causes_of(self, links: Iterable[tuple[str, TraceLink]], own: str, is_loss: bool) -> tuple[str, ...]:
        """Return the fingerprints of the changes behind a difference: of some links (each with its side), and its own.

        A change in the direction of the difference goes before one that has no direction; what goes the other way does
        not count while any other does.
        """
        found: dict[str, ChangeFinding] = {}
        for side, link in links:
            self._add(found, (side, link.path), _OF_LINKS)
            if link.scope is not None:
                self._add(found, (side, link.path[:2]), _OF_LINKS)
            if link.link is None:  # a plain field of structure is a change of its element
                self._add(found, (side, link.path[:-1]), _OF_FIELDS)
            for end in filter(None, (link.source, link.target, link.source_part, link.target_part)):
                for other in ("old", "new"):
                    self._add(found, (other, self.paths.get((other, end), ())), _OF_ENDS)
        self._add(found, ("new", self.paths["new", own]), _OF_ITSELF)
        for part in self._parts_of(own):
            self._add(found, part, _OF_ITSELF)
        against = "gain" if is_loss else "loss"
        apt = [known for known in found.values() if known.direction != against] or list(found.values())
        ordered = sorted(apt, key=lambda known: (known.direction == "neutral", known.rule, known.element))
        return tuple(dict.fromkeys(self._roots[known.fingerprint] for known in ordered))

    def _add(self, found: dict[str, ChangeFinding], key: tuple[str, DocumentPath], rules: frozenset[str]) -> None:
        found.update(
            {
                known.fingerprint: known
                for known in self._by_path.get(key, ())
                if known.rule in rules and (known.rule != "detail-changed" or _field_of(known) == "role")
            }
        )

    def _parts_of(self, identifier: str) -> Iterator[tuple[str, DocumentPath]]:
        """Yield the side and path of every part that an element has on either side."""
        ids = {"old": self.former.get(identifier, identifier), "new": identifier}
        for side, document in (("old", self.judgement.old), ("new", self.judgement.new)):
            element = document.elements.get(ids[side])
            for index in range(len(element.parts) if element is not None else 0):
                yield side, (*self.paths[side, ids[side]], "parts", index)


def _field_of(found: ChangeFinding) -> str:
    return dict(found.finding.args).get("field", "").removeprefix("@field.")
