"""Compare two documents: every difference as a Change, before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.diff.changes import Change
from sotetrace.diff.entities import Entity, canonical, iter_around, iter_elements, iter_of_workspace, iter_within
from sotetrace.diff.pairing import Pairing, pair_around, pair_elements
from sotetrace.graph import Strength
from sotetrace.model.elements import Element
from sotetrace.model.ids import natural_key
from sotetrace.model.links import Link, link_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sotetrace.diff.entities import Plain
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.expectations import Expectation
    from sotetrace.model.workspace import Workspace


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
        if change.type == "added" and twin is not None:
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
            yield from _changed(olds["document"][0], news["document"][0], pairing)
        elif entity_type == "link":
            for holder in sorted({e.holder for e in (*olds.get("link", ()), *news.get("link", ()))}):
                yield from _compare_links(
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
    """Compare entities that pair by their names; of several of one name, the first with the first."""
    left = _numbered(olds, pairing)
    for key, entity in _numbered(news).items():
        before = left.pop(key, None)
        if before is None:
            yield Change("added", None, entity, after=_content(entity))
        else:
            yield from _changed(before, entity, pairing)
    for entity in left.values():
        yield Change("removed", entity, None, before=_content(entity))


def _numbered(entities: Iterable[Entity], pairing: Pairing | None = None) -> dict[tuple[str, int], Entity]:
    found: dict[tuple[str, int], Entity] = {}
    for entity in entities:
        rule, colon, name = entity.id.rpartition(":")  # a waiver is named by its rule and its element
        name, number = f"{rule}{colon}{pairing.translate(name) if pairing is not None else name}", 0
        while (name, number) in found:
            number += 1
        found[name, number] = entity
    return found


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
            yield Change("removed", before, None, before=_content(before))
            yield from (Change("removed", inner, None, before=_content(inner)) for inner in _inner(before))
        else:
            # What it had may stand on what came of it; the changes there say so.
            yield from (Change("removed", inner, None, before=_content(inner)) for inner in _inner(before))
    former = {new_id: old_id for old_id, new_id in pairing.renamed.items()}
    for identifier, after in news.items():
        if identifier not in olds and identifier not in former:
            yield Change("added", None, after, after=_content(after))
            yield from (Change("added", None, inner, after=_content(inner)) for inner in _inner(after))
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
    yield from _changed(old, new, pairing)
    olds, news = list(_inner(old)), list(_inner(new))
    yield from _compare_named(_of_type("part", olds), _of_type("part", news), pairing)
    yield from _compare_links(_of_type("link", olds), _of_type("link", news), pairing)


def _of_type(entity_type: str, entities: Iterable[Entity]) -> list[Entity]:
    return [entity for entity in entities if entity.type == entity_type]


def _content(entity: Entity) -> Plain:
    """Return all of an entity's fields, as the value of what came or went."""
    return {
        name: list(value.values()) if isinstance(value, dict) and name != "reviewed" else value
        for name, value in entity.fields.items()
    }


# ---- fields ----------------------------------------------------------------------------------------------------------

_REFERENCES = frozenset(("level", "goal", "to", "from", "element"))
_REFERENCE_LISTS = frozenset(("members", "measures", "sub_goals", "replaced_by", "values", "elements"))


def _translated(name: str, value: Plain, pairing: Pairing) -> Plain:
    """Return a value of the old side with the ids by which the new side knows the same elements."""
    if pairing.is_plain:
        return value
    if name in _REFERENCES or name.rpartition(".")[2] in _REFERENCES:
        return pairing.translate(str(value))
    if name in _REFERENCE_LISTS and isinstance(value, dict):
        ids = [pairing.translate(str(item)) for item in value.values()]
        return {canonical(identifier): identifier for identifier in ids}
    return value


def _changed(old: Entity, new: Entity, pairing: Pairing) -> Iterator[Change]:
    """Yield a change for each field that differs."""
    if old.value == new.value and pairing.is_plain:
        return
    for name in sorted({*old.fields, *new.fields}):
        if name == "id" and old.type != "document":
            continue  # a renaming is a change of its own
        before, after = _translated(name, old.fields.get(name), pairing), new.fields.get(name)
        if before == after:
            continue
        if isinstance(before, dict) or isinstance(after, dict):
            yield from _changed_list(old, new, name, before or {}, after or {})
        else:
            yield Change("changed", old, new, name, before, after)


def _changed_list(old: Entity, new: Entity, name: str, before: Plain, after: Plain) -> Iterator[Change]:
    """Yield what came and went of a list, or of a record such as `reviewed` as a whole."""
    if name == "reviewed":
        yield Change("changed", old, new, name, before or None, after or None)
        return
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    gone = [before[key] for key in sorted({*before} - {*after})]
    come = [after[key] for key in sorted({*after} - {*before})]
    if len(gone) == len(come) == 1:
        yield Change("changed", old, new, name, gone[0], come[0])
        return
    yield from (Change("changed", old, new, name, item, None) for item in gone)
    yield from (Change("changed", old, new, name, None, item) for item in come)


# ---- links -----------------------------------------------------------------------------------------------------------


def _compare_links(olds: Iterable[Entity], news: Iterable[Entity], pairing: Pairing) -> Iterator[Change]:
    """Compare the links of one holder: by their ends, then those of a type of which one left and one came."""
    left, come = _by_ends(olds, pairing), _by_ends(news)
    gone: list[Entity] = []
    added: list[Entity] = []
    for ends in sorted({*left, *come}):
        pairs, old_rest, new_rest = _pair_links(left.get(ends, []), come.get(ends, []))
        for before, after in pairs:
            yield from (change for change in _changed(before, after, pairing) if change.field not in ("to", "from"))
        gone += old_rest
        added += new_rest
    for link_type in sorted({entity.link_type or "" for entity in (*gone, *added)}):
        old_ones = [entity for entity in gone if entity.link_type == link_type]
        new_ones = [entity for entity in added if entity.link_type == link_type]
        if len(old_ones) == len(new_ones) == 1:
            yield from _retargeted(old_ones[0], new_ones[0], pairing)
        else:
            yield from (Change("removed", entity, None, before=_content(entity)) for entity in old_ones)
            yield from (Change("added", None, entity, after=_content(entity)) for entity in new_ones)


def _retargeted(old: Entity, new: Entity, pairing: Pairing) -> Iterator[Change]:
    yield Change("retargeted", old, new, "to", old.id, new.id)
    yield from (change for change in _changed(old, new, pairing) if change.field not in ("to", "from"))


def _by_ends(links: Iterable[Entity], pairing: Pairing | None = None) -> dict[str, list[Entity]]:
    found: dict[str, list[Entity]] = {}
    for entity in links:
        link = entity.value
        assert isinstance(link, Link)
        start, to = link.start or entity.holder, link.to
        if pairing is not None:
            start, to = pairing.translate(start), pairing.translate(to)
        assert entity.link_type is not None
        found.setdefault(link_name(entity.link_type, start, to), []).append(entity)
    return found


def _pair_links(
    olds: list[Entity], news: list[Entity]
) -> tuple[list[tuple[Entity, Entity]], list[Entity], list[Entity]]:
    """Pair links with the same ends: equal ones, then those on the same basis, then the strongest ones left.

    Returns (pairs, old ones left over, new ones left over).
    """
    if len(olds) == len(news) == 1:
        return [(olds[0], news[0])], [], []
    old_rest, new_rest = sorted(olds, key=_link_order), sorted(news, key=_link_order)
    pairs: list[tuple[Entity, Entity]] = []
    for is_same in (_is_equal, _has_same_basis, lambda _old, _new: True):
        for before in list(old_rest):
            after = next((entity for entity in new_rest if is_same(before, entity)), None)
            if after is not None:
                pairs.append((before, after))
                old_rest.remove(before)
                new_rest.remove(after)
    return pairs, old_rest, new_rest


def _is_equal(old: Entity, new: Entity) -> bool:
    return all(old.fields.get(name) == new.fields.get(name) for name in {*old.fields, *new.fields} - {"to", "from"})


def _has_same_basis(old: Entity, new: Entity) -> bool:
    return old.fields["basis"] == new.fields["basis"]


def _link_order(entity: Entity) -> tuple[object, ...]:
    fields = entity.fields
    word = str(fields.get("confidence", "low") if fields["basis"] == "inferred" else fields["basis"])
    return (-Strength[word.upper()], canonical(_content(entity)))
