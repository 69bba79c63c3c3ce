"""The questions about chains once more, in the plainest way: every chain is walked, every set is tried.

Nothing here is imported from the program, nor is networkx. Ids of the laws have one digit, so they sort as words.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from tests.laws import oracle
from tests.laws.oracle import LADDER, Edge, Everything, World

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set

    from tests.builders import Raw

ABOVE = {
    "answers": "target",
    "part_of": "target",
    "advances": "target",
    "serves": "target",
    "drives": "source",
    "indicates": "target",
    "names": "source",
    "delivers": "target",
    "needs": "source",
    "hinders": "target",
}
"""Which end of a link stands nearer to the vision; no chain follows a level."""

Accepts = "Callable[[Edge], bool]"


def rank(edge: Edge) -> int:
    return LADDER.index(edge.tier)


def order(edge: Edge) -> tuple[Any, ...]:
    """The order of links: by type, by where they start and end, the stronger first."""
    return (
        edge.type,
        edge.source_part or edge.source,
        edge.target_part or edge.target,
        -rank(edge),
        edge.scope or "",
    )


def steps(whole: Everything, accepts: Callable[[Edge], bool]) -> list[tuple[str, str, Edge]]:
    """Every step of a chain: the lower end, the upper end, the link."""
    found = []
    for edge in whole.edges:
        if edge.type in ABOVE and edge.source != edge.target and accepts(edge):
            ends = (edge.source, edge.target)
            found.append((*(ends if ABOVE[edge.type] == "target" else ends[::-1]), edge))
    return found


def walks(
    found: Sequence[tuple[str, str, Edge]], start: str, direction: str, depth: int | None = None
) -> Iterator[tuple[list[Edge], bool]]:
    """Every chain from an element in a direction that meets nothing twice, and whether it could go on."""

    def on(path: list[str], edges: list[Edge]) -> Iterator[tuple[list[Edge], bool]]:
        further = []
        for low, high, edge in found:
            here, there = (low, high) if direction == "up" else (high, low)
            if here == path[-1] and there not in path:
                further.append((there, edge))
        if edges:
            yield edges, bool(further)
        if depth is None or len(edges) < depth:
            for there, edge in further:
                yield from on([*path, there], [*edges, edge])

    return on([start], [])


def paths(whole: Everything, start: str, end: str, accepts: Callable[[Edge], bool]) -> list[list[Edge]]:
    """Every chain between two elements by the strongest link of each pair, in the order in which they are shown."""
    strongest: dict[tuple[str, str], Edge] = {}
    for low, high, edge in steps(whole, accepts):
        best = strongest.get((low, high))
        if best is None or (-rank(edge), order(edge)) < (-rank(best), order(best)):
            strongest[low, high] = edge
    by_pair = [(low, high, edge) for (low, high), edge in strongest.items()]

    def to(low: str, high: str) -> Iterator[list[Edge]]:
        for chain, _ in walks(by_pair, low, "up"):
            last = chain[-1]
            if high == (last.target if ABOVE[last.type] == "target" else last.source):
                yield chain

    found = [*to(start, end), *to(end, start)] if start != end else []
    return sorted(found, key=lambda chain: (len(chain), -min(map(rank, chain)), [order(edge) for edge in chain]))


# ---- below a core problem ----------------------------------------------------------------------------------


def below(world: World, problem: str) -> list[list[str]]:
    """Every chain from a core problem down to a measure, as ids, the problem left out."""
    return [ids[1:] for ids, _ in oracle.chains(world, problem, as_source=False)[0]]


def is_cut_by(chains: Sequence[Sequence[str]], node: str) -> bool:
    """Whether no chain is left without a node."""
    return not any(node not in chain for chain in chains)


def most_disjoint(chains: Iterable[Collection[str]]) -> int:
    """How many chains can be chosen so that no two share anything: every choice is tried."""
    sets = list({frozenset(chain) for chain in chains})

    def choose(rest: Sequence[Set[str]], taken: Set[str]) -> int:
        if not rest:
            return 0
        without = choose(rest[1:], taken)
        return without if rest[0] & taken else max(without, 1 + choose(rest[1:], taken | rest[0]))

    return choose(sets, frozenset())


def fewest(sets: Collection[frozenset[str]]) -> int:
    """How many members it takes to meet every set: every choice is tried, the small ones first."""
    members = sorted(frozenset().union(*sets))
    for size in range(len(members) + 1):
        for chosen in combinations(members, size):
            if all(each.intersection(chosen) for each in sets):
                return size
    raise AssertionError("an empty set meets nothing")


# ---- documents without something ---------------------------------------------------------------------------


def without_elements(raw: Raw, gone: Collection[str]) -> Raw:
    """The document without some elements; links at them lead nowhere."""
    return {
        **raw,
        **{name: [e for e in raw[name] if e["id"] not in gone] for name in oracle.SECTIONS if name in raw},
    }


def without_edge(raw: Raw, gone: Edge) -> Raw:
    """The document without one link; of a claim about a set, without what it says of one member."""
    section, number, key, *position = gone.path
    assert isinstance(section, str)
    assert isinstance(number, int)
    assert isinstance(key, str)
    holder = raw[section][number]
    if gone.is_field:
        changed = [{**holder, "goal": "X9"} if key == "goal" else {k: v for k, v in holder.items() if k != key}]
    else:
        (at,) = position
        rest = {**holder, key: [link for n, link in enumerate(holder[key]) if n != at]}
        changed = [rest]
        if gone.scope is not None:
            members = [m for m in Everything(raw)._members(holder["members"]) if m != gone.source]
            changed.append({"id": holder["id"], "members": members, key: [holder[key][at]]})
    return {**raw, section: [*raw[section][:number], *changed, *raw[section][number + 1 :]]}


# ---- what falls --------------------------------------------------------------------------------------------

WEIGHTS = {
    "last_carrier": 100,
    "chain_broken": 100,
    "last_part_carrier": 30,
    "one_carrier": 10,
    "weaker": 3,
    "chain_weaker": 1,
    "rolled_up": 1,
}
SCALES = ("as_read", "as_source", "as_reviewed")


@dataclass(frozen=True)
class Lost:
    """One thing that is worse in the one evaluation than in the other; its causes are asked for one by one."""

    id: str
    kind: str
    type: str
    expectation: str | None
    falls: tuple[tuple[str, str, str], ...]
    left: frozenset[str]


def losses(before: World, after: World) -> list[Lost]:
    """Compare two evaluations of everything: every element that is in both, every part, every chain and roll-up."""
    found: list[Lost] = []
    for wanted in oracle.expectations_of(before.raw):
        old, new = oracle.statuses(before, wanted), oracle.statuses(after, wanted)
        for me in old.keys() & new.keys():
            found += _element(before.kinds[me], wanted["id"], me, old[me], new[me])
    for problem in before.of_kind("core_problem"):
        if problem in after.kinds:
            found += _chain(before, after, problem)
    was, now = oracle.roll_ups(before), oracle.roll_ups(after)
    for me in was.keys() & now.keys():
        if falls := fallen("as_read", was[me][1], now[me][1]) + fallen("as_source", was[me][0], now[me][0]):
            found.append(Lost(me, before.kinds[me], "rolled_up", None, falls, frozenset()))
    return sorted(found, key=lambda lost: (-WEIGHTS[lost.type], lost.id, lost.expectation or "", lost.type))


def fallen(scale: str, was: str, now: str) -> tuple[tuple[str, str, str], ...]:
    return ((scale, was, now),) if LADDER.index(now) < LADDER.index(was) else ()


def _witness(world: World, problem: str, scale: str) -> tuple[list[str], str]:
    whole = oracle.chains(world, problem, as_source=scale == "as_source")[0]
    return min(whole, key=lambda chain: (-LADDER.index(chain[1]), len(chain[0]), chain[0]), default=([], "none"))


def _chain(before: World, after: World, problem: str) -> Iterator[Lost]:
    falls: tuple[tuple[str, str, str], ...] = ()
    left: dict[str, frozenset[str]] = {}
    for scale in ("as_read", "as_source"):
        ids, now = _witness(after, problem, scale)
        if fall := fallen(scale, _witness(before, problem, scale)[1], now):
            ends = oracle.chains(after, problem, as_source=scale == "as_source")[1]
            falls += fall
            left.setdefault("chain_weaker" if ids else "chain_broken", frozenset(ids or ends))
    if falls:
        worst = min(left)
        yield Lost(problem, "core_problem", worst, None, falls, left[worst])


def _element(kind: str, expectation: str, me: str, old: oracle.Status, new: oracle.Status) -> Iterator[Lost]:
    for part, was_served in old.served.items():
        falls = fallen("as_read", old.part_read[part], new.part_read[part])
        if was_served and not new.served[part]:
            yield Lost(part, kind, "last_part_carrier", expectation, falls, frozenset())
        elif falls:
            yield Lost(part, kind, "weaker", expectation, falls, frozenset())
    falls = tuple(f for scale in SCALES for f in fallen(scale, getattr(old, scale), getattr(new, scale)))
    had, has = ({status.as_source, status.as_read} != {"none"} for status in (old, new))
    left = frozenset(new.carriers)
    if (old.carriers and not new.carriers) or (had and not has):
        yield Lost(me, kind, "last_carrier", expectation, falls, left)
    elif len(new.carriers) == 1 < len(old.carriers):
        yield Lost(me, kind, "one_carrier", expectation, falls, left)
    elif falls:
        yield Lost(me, kind, "weaker", expectation, falls, left)


# ---- why it falls ------------------------------------------------------------------------------------------


class Worlds:
    """A document without each choice among some elements."""

    def __init__(self, raw: Raw, gone: Sequence[str]) -> None:
        self.raw = raw
        self.gone = gone
        self._found: dict[frozenset[str], World] = {}

    def without(self, chosen: Collection[str]) -> World:
        key = frozenset(chosen)
        if key not in self._found:
            self._found[key] = World(without_elements(self.raw, key))
        return self._found[key]

    def choices(self, but: str = "") -> Iterator[tuple[str, ...]]:
        rest = [one for one in self.gone if one != but]
        return (chosen for size in range(len(rest) + 1) for chosen in combinations(rest, size))

    def causes_of_element(self, lost: Lost) -> set[str]:
        """Those that lower the very part that fell (or the whole, without parts), once some of the others are gone."""
        (wanted,) = [each for each in oracle.expectations_of(self.raw) if each["id"] == lost.expectation]
        me = next(i for i, raw in self.without(()).elements.items() if lost.id in (i, *_parts(raw)))
        old, new = (oracle.statuses(self.without(gone), wanted)[me] for gone in ((), self.gone))
        named = [lost.id] if lost.id != me else [part for _, part in old.wholes]
        fell = {
            (scale, part)
            for scale, was, _ in lost.falls
            for part in named
            if LADDER.index(new.wholes[scale, part]) < min(LADDER.index(was), LADDER.index(old.wholes[scale, part]))
        }
        causes = {one for one in self.gone for scale, part in fell if self._lowers(one, wanted, me, scale, part)}
        if lost.type in ("last_carrier", "one_carrier", "last_part_carrier"):
            part = lost.id if lost.id != me else None
            causes |= oracle.carriers_of(self.without(()), wanted, me, part) & set(self.gone)
        return causes

    def _lowers(self, one: str, wanted: Raw, me: str, scale: str, part: str | None) -> bool:
        def tier(gone: Collection[str]) -> int:
            return LADDER.index(oracle.statuses(self.without(gone), wanted)[me].wholes[scale, part])

        return any(tier((*chosen, one)) < tier(chosen) for chosen in self.choices(but=one))

    def causes_of_chain(self, lost: Lost) -> set[str]:
        """The first of the removed on the way down each chain that was stronger than what is left.

        Where sub-goals are among the removed, chains past them count too.
        """
        causes = set()
        for scale, _, now in lost.falls:
            for chosen in self.choices():
                world = self.without([one for one in chosen if self.without(()).kinds.get(one) == "sub_goal"])
                for ids, tier in oracle.chains(world, lost.id, as_source=scale == "as_source")[0]:
                    if LADDER.index(tier) > LADDER.index(now):
                        causes.add(next(one for one in ids if one in self.gone))
        return causes


def _parts(raw: Raw) -> list[str]:
    return [part["id"] for part in raw.get("parts", ())]
