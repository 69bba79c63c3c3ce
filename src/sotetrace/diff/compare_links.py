"""Compare the links of one holder: which stayed, which changed, which leads elsewhere now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.diff.changes import Change
from sotetrace.diff.entities import Entity, canonical
from sotetrace.diff.pairing import Pairing
from sotetrace.graph import Strength
from sotetrace.model.links import Link, link_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


from sotetrace.diff.compare_fields import compare_fields, content_of


def compare_links(olds: Iterable[Entity], news: Iterable[Entity], pairing: Pairing) -> Iterator[Change]:
    """Compare the links of one holder: by their ends, then those of a type of which one left and one came."""
    left, come = _by_ends(olds, pairing), _by_ends(news)
    gone: list[Entity] = []
    added: list[Entity] = []
    for ends in sorted({*left, *come}):
        pairs, old_rest, new_rest = _pair_links(left.get(ends, []), come.get(ends, []))
        for before, after in pairs:
            yield from (
                change for change in compare_fields(before, after, pairing) if change.field not in ("to", "from")
            )
        gone += old_rest
        added += new_rest
    for link_type in sorted({entity.link_type or "" for entity in (*gone, *added)}):
        old_ones = [entity for entity in gone if entity.link_type == link_type]
        new_ones = [entity for entity in added if entity.link_type == link_type]
        if len(old_ones) == len(new_ones) == 1:
            yield from _retargeted(old_ones[0], new_ones[0], pairing)
        else:
            yield from (Change("removed", entity, None, before=content_of(entity)) for entity in old_ones)
            yield from (Change("added", None, entity, after=content_of(entity)) for entity in new_ones)


def _retargeted(old: Entity, new: Entity, pairing: Pairing) -> Iterator[Change]:
    yield Change("retargeted", old, new, "to", old.id, new.id)
    yield from (change for change in compare_fields(old, new, pairing) if change.field not in ("to", "from"))


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
    return (-strength_of(entity), canonical(content_of(entity)))


def strength_of(link: Entity) -> Strength:
    """Return how sure a link is: stated, or inferred with some confidence."""
    word = link.fields.get("confidence", "low") if link.fields["basis"] == "inferred" else link.fields["basis"]
    return Strength[str(word).upper()]
