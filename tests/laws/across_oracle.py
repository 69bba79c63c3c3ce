"""Questions across documents once more, in the plainest way: every chain is walked, every mapping followed.

Nothing here is imported from the program. Standings are written from the page on asking across documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.laws import oracle
from tests.laws.oracle import LADDER, World

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.builders import Raw
    from tests.laws.oracle import Edge

STANDINGS = ["unmapped", "none_found", "tension", "unreached", "blanket", "near", "possible", "part", "met"]
"""From the worst to the best."""
DOWN = {
    "statement": {("serves", "goal"), ("serves", "measure")},
    "core_problem": {("answers", "goal")},
    "goal": {("advances", "measure"), ("part_of", "sub_goal")},
    "sub_goal": {("advances", "measure")},
}
UP = ("answers", "part_of", "advances", "serves")
SOLID = {"stated", "layout", "high", "medium", "low"}

Ends = tuple[tuple[str, str], str, tuple[str, str]]


def parts_of(raw: Raw) -> dict[str, str]:
    """The element of every part."""
    return {
        part["id"]: element["id"]
        for section in oracle.SECTIONS
        for element in raw.get(section, ())
        for part in element.get("parts", ())
    }


def ids_of(raw: Raw) -> list[str]:
    """The ids of all elements and parts."""
    elements = [element["id"] for section in oracle.SECTIONS for element in raw.get(section, ())]
    return [*elements, *parts_of(raw)]


# ---- what reaches an element in its own document -----------------------------------------------------------------


def chains_down(world: World, me: str, part: str | None) -> Iterator[list[Edge]]:
    """Every chain from an element or part down to a measure, other than by way of a sub-goal's goal."""
    for edge in world.edges:
        if edge.target != me or (edge.type, world.kinds[edge.source]) not in DOWN.get(world.kinds[me], ()):
            continue
        if part is not None and (edge.type == "part_of" or edge.target_part not in (None, part)):
            continue
        if world.kinds[edge.source] == "measure":
            yield [edge]
        else:
            for rest in chains_down(world, edge.source, edge.source_part):
                yield [edge, *rest]


def set_chains(world: World, me: str) -> Iterator[list[Edge]]:
    """The chains from a sub-goal by way of its goal, to what the source sets beside that."""
    if world.kinds[me] != "sub_goal":
        return
    for up in world.edges:
        if up.type == "part_of" and up.source == me:
            for edge in world.edges:
                is_beside = edge.type == "advances" and edge.target == up.target and edge.basis != "inferred"
                if is_beside and world.kinds[edge.source] == "measure":
                    yield [up, edge]


def ground(chain: Sequence[Edge]) -> str:
    bases = {edge.basis for edge in chain}
    return "blanket" if "blanket" in bases else "as_read" if "inferred" in bases else "as_source"


def weakest(chain: Sequence[Edge]) -> str:
    return min((edge.tier for edge in chain), key=LADDER.index)


def backers(world: World, me: str, part: str | None) -> dict[str, dict[str, str]]:
    """The measures that reach an element, and the best weakest link on each ground."""
    found: dict[str, dict[str, str]] = {}
    for chain in (*chains_down(world, me, part), *set_chains(world, me)):
        held = found.setdefault(chain[-1].source, {})
        old = held.get(ground(chain), "none")
        held[ground(chain)] = max(old, weakest(chain), key=LADDER.index)
    return found


def is_whole(world: World, me: str, part: str | None) -> bool:
    kind = world.kinds[me]
    if kind == "measure":
        return True
    if kind in ("goal", "sub_goal") and part is not None:
        links = [
            e for e in world.edges if (e.type, e.target) == ("advances", me) and world.kinds[e.source] == "measure"
        ]
        return any(
            e.basis in ("stated", "inferred") or (e.basis == "layout" and e.target_part == part)
            for e in links
            if e.target_part in (None, part)
        )
    if kind == "sub_goal":
        asked = [
            wanted
            for wanted in oracle.expectations_of(world.raw)
            if (wanted["of"], wanted["link"], wanted["direction"]) == ("sub_goal", "advances", "in")
        ] or [{"of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"]}]
        found = [oracle.statuses(world, wanted)[me] for wanted in asked]
        return all(status.as_source in SOLID or status.as_read in SOLID for status in found)
    if kind == "goal":
        return any(tier in SOLID for tier in oracle.roll_ups(world)[me])
    return any(
        edge.basis != "blanket" and is_whole(world, edge.source, edge.source_part)
        for edge in world.edges
        if edge.target == me
        and (edge.type, world.kinds[edge.source]) in DOWN.get(kind, ())
        and (part is None or edge.target_part in (None, part))
    )


def extent(world: World, identifier: str) -> str:
    owner = parts_of(world.raw).get(identifier, identifier)
    part = identifier if owner != identifier else None
    if owner not in world.kinds:
        return "none"
    if world.kinds[owner] == "measure":
        return "whole"
    found = backers(world, owner, part)
    if not found:
        return "none"
    if all(set(held) == {"blanket"} for held in found.values()):
        return "blanket"
    return "whole" if is_whole(world, owner, part) else "part"


# ---- standings ---------------------------------------------------------------------------------------------------


def carried(relation: str, how_far: str) -> str:
    if how_far in ("none", "blanket"):
        return {"none": "unreached", "blanket": "blanket"}[how_far]
    if relation == "exact":
        return {"whole": "met", "part": "part"}[how_far]
    return {"narrow": "part", "broad": "possible", "close": "near", "related": "near"}[relation]


def better(standings: Sequence[str]) -> str | None:
    return max(standings, key=STANDINGS.index, default=None)


def standing(raw: Raw, world: World, me: str, claims: set[Ends], tensions: set[str], searched: set[str]) -> str:
    """What is best said of an element of document `a`, by all that is mapped from it or its parts into `b`."""

    def of(term: str) -> str | None:
        return better([carried(how, extent(world, end[1])) for start, how, end in claims if start == ("a", term)])

    parts = [part for part, owner in parts_of(raw).items() if owner == me]
    each = [of(part) for part in parts]
    whole = better([one for one in each if one is not None])
    if whole == "met" and set(each) != {"met"}:
        whole = "part"
    best = better([one for one in (of(me), whole) if one is not None])
    if best is not None:
        return best
    if tensions & {me, *parts}:
        return "tension"
    return "none_found" if me in searched else "unmapped"


# ---- upwards -----------------------------------------------------------------------------------------------------


def ways_up(world: World, me: str) -> Iterator[list[Edge]]:
    """Every chain up from an element that meets nothing twice, in which no link is about another part than the last."""

    def on(at: str, part: str | None, chain: list[Edge], seen: list[tuple[str, str | None]]) -> Iterator[list[Edge]]:
        if chain:
            yield chain
        for edge in world.edges:
            place = (edge.target, edge.target_part)
            is_on = edge.type in UP and edge.source == at != edge.target and place not in seen
            if is_on and (part is None or edge.source_part in (None, part)):
                yield from on(edge.target, edge.target_part, [*chain, edge], [*seen, place])

    return on(me, None, [], [(me, None)])


def approaches(raw: Raw, world: World, me: str, start: str) -> list[list[Edge]]:
    """Every chain from an element up to where a mapping starts: an element, or a part that the chain may be about."""
    owner = parts_of(raw).get(start, start)
    return [
        chain
        for chain in ways_up(world, me)
        if chain[-1].target == owner and (start == owner or chain[-1].target_part in (None, start))
    ]


def worth(chain: Sequence[Edge]) -> tuple[Any, ...]:
    """How good a chain is: without a blanket claim, strong, short."""
    is_solid = all(edge.basis != "blanket" for edge in chain)
    return (is_solid, LADDER.index(weakest(chain)) if is_solid else LADDER.index("blanket"), -len(chain))
