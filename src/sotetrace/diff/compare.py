"""Compare two documents: every difference as a Change, before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.diff.changes import Change
from sotetrace.diff.entities import Entity, canonical, iter_around, iter_elements, iter_of_workspace, iter_within
from sotetrace.diff.pairing import Pairing, pair_around, pair_elements
from sotetrace.model.elements import Element
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sotetrace.model.document import VisionDocument
    from sotetrace.model.expectations import Expectation
    from sotetrace.model.workspace import Workspace


from sotetrace.diff.compare_fields import all_said, compare_fields, content_of
from sotetrace.diff.compare_links import compare_links


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents, how their elements pair, and every change between them.

    `asked_before` and `asked_now` are the expectations that hold on either side, wherever they stand.
    """

    old: VisionDocument
    new: VisionDocument
    pairing: Pairing
    changes: tuple[Change, ...]
    asked_before: tuple[Expectation, ...] = ()
    asked_now: tuple[Expectation, ...] = ()


def compare(old: VisionDocument, new: VisionDocument) -> Comparison:
    """Compare two documents. The result is sorted, and empty when they say the same."""
    pairing = pair_elements(old, new)
    changes = [*_compare_around(old, new, pairing), *_compare_elements(old, new, pairing)]
    if old.format != new.format:
        top = next(iter_around(new))
        changes.append(Change("changed", next(iter_around(old)), top, "format", old.format, new.format))
    return Comparison(old, new, pairing, tuple(sorted(changes, key=_sort_key)))


def compare_workspaces(old: Workspace, new: Workspace) -> Comparison:
    """Compare what two workspaces say besides their documents: settings, expectations, and what they accept."""
    olds, news = _by_type(iter_of_workspace(old)), _by_type(iter_of_workspace(new))
    pairing = pair_around(old, new)
    changes: list[Change] = []
    for entity_type in sorted({*olds, *news}):
        found = list(_compare_named(olds.get(entity_type, ()), news.get(entity_type, ()), pairing))
        changes += _widened(found) if entity_type == "waiver" else found
    return Comparison(old.documents[0], new.documents[0], pairing, tuple(sorted(changes, key=_sort_key)))


def _widened(changes: list[Change]) -> Iterator[Change]:
    """Read a waiver that went and one that came with the same reason and owner as one that accepts something else."""
    gone = [change.old for change in changes if change.type == "removed" and change.old]
    for change in changes:
        said = [change.entity.fields.get(name) for name in ("reason", "owner")]
        twin = next((old for old in gone if [old.fields.get(name) for name in ("reason", "owner")] == said), None)
        if change.type == "added" and twin is not None and any(said):
            gone.remove(twin)
            yield Change("retargeted", twin, change.new, "element", twin.id, change.entity.id)
        elif change.type != "removed":
            yield change
    yield from (change for change in changes if change.type == "removed" and change.old in gone)


def _sort_key(change: Change) -> tuple[object, ...]:
    entity = change.entity
    return (
        natural_key(entity.holder),
        entity.type,
        natural_key(entity.id),
        change.type,
        change.field,
        canonical(change.before),
        canonical(change.after),
    )


# ---- what is no element ----------------------------------------------------------------------------------------------


def _compare_around(old: VisionDocument, new: VisionDocument, pairing: Pairing) -> Iterator[Change]:
    olds, news = _by_type(iter_around(old)), _by_type(iter_around(new))
    for entity_type in sorted({*olds, *news}):
        if entity_type == "document":
            yield from compare_fields(olds["document"][0], news["document"][0], pairing)
        elif entity_type == "link":
            for holder in sorted({e.holder for e in (*olds.get("link", ()), *news.get("link", ()))}):
                yield from compare_links(
                    [link for link in olds.get("link", ()) if link.holder == holder],
                    [link for link in news.get("link", ()) if link.holder == holder],
                    pairing,
                )
        else:
            yield from _compare_named(olds.get(entity_type, ()), news.get(entity_type, ()), pairing)


def _by_type(entities: Iterable[Entity]) -> Mapping[str, list[Entity]]:
    found: dict[str, list[Entity]] = {}
    for entity in entities:
        found.setdefault(entity.type, []).append(entity)
    return found


def _compare_named(olds: Iterable[Entity], news: Iterable[Entity], pairing: Pairing) -> Iterator[Change]:
    """Compare entities that pair by their names."""
    left, come = _by_name(olds, pairing), _by_name(news)
    for name in {**left, **come}:
        gone, added = _unlike(left.get(name, []), come.get(name, []), pairing)
        for before, after in zip(gone, added, strict=False):
            yield from compare_fields(before, after, pairing)
        for entity in added[len(gone) :]:
            yield Change("added", None, entity, after=content_of(entity))
        for entity in gone[len(added) :]:
            yield Change("removed", entity, None, before=content_of(entity))


def _unlike(olds: list[Entity], news: list[Entity], pairing: Pairing) -> tuple[list[Entity], list[Entity]]:
    """Return those of one name that do not say the same on both sides, in the order of what they say."""
    if len(olds) < 2 and len(news) < 2:
        return olds, news
    left: dict[str, list[Entity]] = {}
    for entity in olds:
        left.setdefault(all_said(entity, pairing), []).append(entity)
    come: dict[str, list[Entity]] = {}
    for entity in news:
        said = all_said(entity)
        if left.get(said):
            left[said].pop()
        else:
            come.setdefault(said, []).append(entity)
    gone, added = ([entity for said in sorted(side) for entity in side[said]] for side in (left, come))
    return gone, added


_NAMED_BY: dict[str, str] = {"waiver": ":", "claim": " "}
"""What parts the name of an entity from that of the element or level in it."""


def _by_name(entities: Iterable[Entity], pairing: Pairing | None = None) -> dict[str, list[Entity]]:
    found: dict[str, list[Entity]] = {}
    for entity in entities:
        name = entity.id if pairing is None else _translated_name(entity, pairing)
        if entity.type == "place":  # quotes are held to the text of its source
            name = f"{entity.holder}:{name}"
        found.setdefault(name, []).append(entity)
    return found


def _translated_name(entity: Entity, pairing: Pairing) -> str:
    """Return the name by which the new side knows an entity: that of a part, a waiver or a claim holds an id."""
    if entity.type == "part":
        return pairing.translate(entity.id)
    mark = _NAMED_BY.get(entity.type)
    if mark is None:
        return entity.id
    first, mark, name = entity.id.partition(mark)
    return f"{first}{mark}{pairing.translate(name)}"


# ---- elements --------------------------------------------------------------------------------------------------------


def _compare_elements(old: VisionDocument, new: VisionDocument, pairing: Pairing) -> Iterator[Change]:
    olds = {entity.id: entity for entity in iter_elements(old)}
    news = {entity.id: entity for entity in iter_elements(new)}
    successors = pairing.successors
    for identifier, before in olds.items():
        after = news.get(pairing.renamed.get(identifier, identifier))
        if after is not None:
            if before.value != after.value or not pairing.is_plain:
                yield from _compare_element(before, after, pairing)
        elif identifier not in successors:
            yield Change("removed", before, None, before=content_of(before))
            yield from (Change("removed", inner, None, before=content_of(inner)) for inner in _inner(before))
        else:
            # What it had may stand on what came of it; the changes there say so.
            yield from (Change("removed", inner, None, before=content_of(inner)) for inner in _inner(before))
    former = {new_id: old_id for old_id, new_id in pairing.renamed.items()}
    for identifier, after in news.items():
        if identifier not in olds and identifier not in former:
            yield Change("added", None, after, after=content_of(after))
            yield from (Change("added", None, inner, after=content_of(inner)) for inner in _inner(after))
    for old_id, new_id in pairing.renamed.items():
        yield Change("renamed", olds[old_id], news[new_id], "id", old_id, new_id, "declared")
    for new_id, old_ids in pairing.merged.items():
        yield Change("merged", olds[old_ids[0]], news[new_id], "id", list(old_ids), new_id, "declared")
    for old_id, new_ids in pairing.split.items():
        yield Change("split", olds[old_id], news[new_ids[0]], "id", old_id, list(new_ids), "declared")


def _inner(entity: Entity) -> Iterator[Entity]:
    assert isinstance(entity.value, Element)
    return iter_within(entity.path, entity.value)


def _compare_element(old: Entity, new: Entity, pairing: Pairing) -> Iterator[Change]:
    if old.kind != new.kind:
        yield Change("changed", old, new, "kind", old.kind, new.kind)
    yield from compare_fields(old, new, pairing)
    olds, news = list(_inner(old)), list(_inner(new))
    yield from _compare_named(_of_type("part", olds), _of_type("part", news), pairing)
    yield from compare_links(_of_type("link", olds), _of_type("link", news), pairing)


def _of_type(entity_type: str, entities: Iterable[Entity]) -> list[Entity]:
    return [entity for entity in entities if entity.type == entity_type]
