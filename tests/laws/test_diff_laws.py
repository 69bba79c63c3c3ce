"""Laws of comparing: nothing from nothing, swapped sides mirror, order means nothing, what is told is what a plain
comparison of the raw documents finds, and coverage tells no less and no more than two evaluations do."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sotetrace.diff import compare, compare_readings
from sotetrace.diff.entities import canonical, plain
from sotetrace.model.document import VisionDocument
from tests.laws.strategies import documents
from tests.sides import reading_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sotetrace.diff import Change, DiffResult
    from tests.builders import Raw

TODAY = dt.date(2026, 11, 22)


def diff_of(old: Raw, new: Raw) -> DiffResult:
    return compare_readings(reading_of(old), reading_of(new), TODAY)


def changes_of(old: Raw, new: Raw) -> tuple[Change, ...]:
    return compare(VisionDocument.model_validate(old), VisionDocument.model_validate(new)).changes


@st.composite
def edited(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Raw, Raw]:
    """Two documents of which the second is the first after a few edits."""
    old = draw(documents())
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 4))):
        _edit(draw, new)
    return old, new


def _edit(draw: Callable[[st.SearchStrategy[Any]], Any], raw: Raw) -> None:
    sections = [
        name
        for name in ("core_problems", "goals", "sub_goals", "measures", "statements", "levels", "indicators", "scopes")
        if raw[name]
    ]
    if not sections:
        return  # everything was dropped
    section = draw(st.sampled_from(sections))
    chosen = draw(st.sampled_from(raw[section]))
    listed = [name for name in ("advances", "answers", "serves", "hinders") if chosen.get(name)]
    match draw(st.sampled_from(("drop", "title", "translation", "link", "weaker", "draft", "level", "part", "sign"))):
        case "drop":
            raw[section].remove(chosen)
        case "title" if "title" in chosen:
            chosen["title"] = {**chosen["title"], "fi": f"{chosen['title']['fi']} toisin"}
        case "translation" if "title" in chosen:
            chosen["title"] = {**chosen["title"], "en": "otherwise"}
        case "link" if listed:
            links = chosen[draw(st.sampled_from(listed))]
            links.remove(draw(st.sampled_from(links)))
        case "weaker" if listed:
            link = draw(st.sampled_from(chosen[draw(st.sampled_from(listed))]))
            if link["basis"] == "inferred":
                link["confidence"] = draw(st.sampled_from(("high", "medium", "low")))
        case "sign" if listed:
            draw(st.sampled_from(chosen[draw(st.sampled_from(listed))]))["sign"] = "unclear"
        case "draft" if section not in ("scopes", "levels"):
            chosen["draft"] = not chosen.get("draft", False)
        case "level" if section == "measures":
            chosen["level"] = draw(st.sampled_from(("L1", "L2")))
        case "part" if chosen.get("parts"):
            chosen["parts"] = chosen["parts"][:-1]


@given(documents())
def test_a_thing_does_not_differ_from_itself(raw: Raw) -> None:
    assert changes_of(raw, raw) == ()
    assert diff_of(raw, copy.deepcopy(raw)).changes == ()


def _shuffled(value: Any, random: Any) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: _shuffled(value[key], random) for key in keys}
    if isinstance(value, list):
        items = [_shuffled(item, random) for item in value]
        random.shuffle(items)
        return items
    return value


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_keys_and_lists_means_nothing(raw: Raw, random: Any) -> None:
    assert changes_of(raw, _shuffled(raw, random)) == ()


@given(edited(), st.randoms(use_true_random=False))
def test_what_changed_does_not_hang_on_the_order(pair: tuple[Raw, Raw], random: Any) -> None:
    old, new = pair
    one, other = diff_of(old, new), diff_of(_shuffled(old, random), _shuffled(new, random))
    assert [change.fingerprint for change in one.changes] == [change.fingerprint for change in other.changes]
    assert [change.causes for change in one.changes] == [change.causes for change in other.changes]


def test_what_went_as_a_whole_is_told_in_one_order() -> None:
    raw: Raw = {
        "format": 1,
        "document": {"id": "plan", "title": {"fi": "a"}},
        "statements": [{"id": name, "role": "claim", "title": {"fi": name}} for name in ("S1", "S2")],
    }
    told = [
        [change.fingerprint for change in diff_of({**raw, "scopes": [{"id": "X1", "members": members}]}, raw).changes]
        for members in (["S1", "S2"], ["S2", "S1"], ["S1", "S2", "S1"])
    ]
    assert told[0]
    assert told[0] == told[1] == told[2]


def _mirror(change: Change) -> tuple[object, ...]:
    kind = {"added": "removed", "removed": "added"}.get(change.type, change.type)
    ids = [entity.id if entity is not None else "" for entity in (change.new, change.old)]
    return (kind, change.entity_type, *ids, change.field, canonical(change.after), canonical(change.before))


def _as_it_is(change: Change) -> tuple[object, ...]:
    ids = [entity.id if entity is not None else "" for entity in (change.old, change.new)]
    return (change.type, change.entity_type, *ids, change.field, canonical(change.before), canonical(change.after))


@given(edited())
def test_swapped_sides_mirror(pair: tuple[Raw, Raw]) -> None:
    old, new = pair
    assert sorted(map(_mirror, changes_of(old, new))) == sorted(map(_as_it_is, changes_of(new, old)))


_MIRRORED = {
    "coverage-lost": "coverage-gained",
    "measure-orphaned": "coverage-gained",
    "coverage-gained": "lost",
    "coverage-thinned": "coverage-strengthened",
    "coverage-strengthened": "coverage-thinned",
    "chain-broken": "chain-closed",
    "chain-closed": "chain-broken",
}


@given(edited())
def test_what_coverage_loses_one_way_it_gains_the_other(pair: tuple[Raw, Raw]) -> None:
    old, new = pair
    for raw in pair:  # judged by the same expectations both ways
        raw["expectations"] = old["expectations"]

    def told(result: DiffResult) -> list[tuple[str, str, str]]:
        return [
            (change.rule, change.subject, dict(change.finding.args).get("expectation", ""))
            for change in result.changes
            if change.rule in _MIRRORED
        ]

    def mirrored(rule: str) -> str:
        return "coverage-gained" if rule in ("coverage-lost", "measure-orphaned") else _MIRRORED[rule]

    there = sorted((mirrored(rule), subject) for rule, subject, _ in told(diff_of(old, new)))
    back = sorted(
        ("lost" if rule in ("coverage-lost", "measure-orphaned") else rule, subject)
        for rule, subject, _ in told(diff_of(new, old))
    )
    assert there == back


@given(edited())
def test_every_difference_is_reported(pair: tuple[Raw, Raw]) -> None:
    """Two documents that say something else have a change, and those that say the same have none."""
    sides = [canonical(plain(VisionDocument.model_validate(raw))) for raw in pair]
    assert bool(changes_of(*pair)) == (sides[0] != sides[1])


@given(edited())
def test_coverage_changes_are_those_of_two_evaluations(pair: tuple[Raw, Raw]) -> None:
    """An element is told of exactly when its two evaluations differ in tier, or in the number that carry it."""
    old, new = pair
    readings = [reading_of(raw) for raw in pair]
    asked = readings[0].workspace.documents[0].expectations
    sides = [reading.cover("plan", asked) for reading in readings]
    expected = set()
    for before, after in zip(sides[0].expectations, sides[1].expectations, strict=True):
        known = {element.id: element for element in before.elements}
        for element in after.elements:
            was = known.get(element.id)
            if was is None or not (before.is_applicable or after.is_applicable):
                continue
            if _standing(was) != _standing(element) or _has_parts_of_other_service(was, element):
                expected.add(element.id)
    told = {
        change.subject if change.subject in new_ids(new) else change.subject.rpartition(".")[0]
        for change in diff_of(old, new).changes
        if change.rule in ("coverage-lost", "coverage-gained", "coverage-thinned", "coverage-strengthened")
        or change.rule == "measure-orphaned"
    }
    assert told == expected


def new_ids(raw: Raw) -> set[str]:
    return set(VisionDocument.model_validate(raw).elements)


def _standing(element: Any) -> tuple[object, ...]:
    return (element.as_source, element.as_read, len(element.carriers))


def _has_parts_of_other_service(old: Any, new: Any) -> bool:
    before = {part.id: part.is_served for part in old.parts}
    return any(part.id in before and before[part.id] != part.is_served for part in new.parts)


@given(edited())
def test_every_cause_is_in_the_result_and_no_change_causes_itself(pair: tuple[Raw, Raw]) -> None:
    result = diff_of(*pair)
    known = result.by_fingerprint
    assert len(known) == len(result.changes)
    for change in result.changes:
        assert all(cause in known for cause in change.causes), change.rule
        seen = {change.fingerprint}
        parent = result.parent_of(change)
        while parent is not None:
            assert parent.fingerprint not in seen
            seen.add(parent.fingerprint)
            parent = result.parent_of(parent)


@given(edited())
def test_every_loss_has_a_cause(pair: tuple[Raw, Raw]) -> None:
    for change in diff_of(*pair).changes:
        if change.rule in ("coverage-lost", "coverage-thinned", "chain-broken", "measure-orphaned"):
            assert change.causes, (change.rule, change.subject)


@given(edited())
def test_removing_the_cause_removes_the_effect(pair: tuple[Raw, Raw]) -> None:
    """When one measure went and nothing else, every loss names it."""
    old, _ = pair
    measures: list[Raw] = old["measures"]
    assume(len(measures) > 0)
    gone = measures[0]["id"]
    new = {**old, "measures": measures[1:]}
    result = diff_of(old, new)
    root = next(change for change in result.changes if change.rule in ("element-removed", "element-retired"))
    assert root.subject == gone
    for change in result.changes:
        assert change is root or change.causes == (root.fingerprint,), (change.rule, change.subject)


@pytest.mark.parametrize("rule", ["element-removed", "coverage-lost"])
def test_levels_of_rules_are_those_of_the_old_side(rule: str) -> None:
    old = {
        "format": 1,
        "document": {"id": "plan", "title": {"fi": "a"}},
        "goals": [{"id": "G1", "title": {"fi": "g"}}],
        "sub_goals": [{"id": "G1.1", "goal": "G1", "title": {"fi": "s"}}],
        "measures": [
            {"id": "M1", "title": {"fi": "m"}, "advances": [{"to": "G1.1", "basis": "stated", "quote": "m"}]},
        ],
    }
    new = {**old, "measures": []}
    lowered = compare_readings(reading_of(old), reading_of(new, settings={"rules": {rule: "note"}}), TODAY)
    severities = {change.rule: change.change_class for change in lowered.changes}
    assert severities[rule] == "breaking"
    assert severities["policy-relaxed"] == "breaking"
    allowed = compare_readings(
        reading_of(old, settings={"rules": {rule: "note"}}), reading_of(new, settings={"rules": {rule: "note"}}), TODAY
    )
    assert {change.change_class for change in allowed.changes if change.rule == rule} == {"editorial"}


# ---- against a plain comparison of the raw documents -----------------------------------------------------------------

_LINKS = ("advances", "answers", "serves", "hinders", "indicates", "needs", "drives", "delivers", "names")
_SECTIONS = ("core_problems", "goals", "sub_goals", "measures", "statements", "levels", "indicators", "scopes")
Told = list[tuple[str, ...]]


def _flat(raw: Raw) -> dict[str, str]:
    """The fields of one thing, without what has a name or ends of its own; a text is a field for each language."""
    found: dict[str, str] = {}
    for key, value in raw.items():
        if key in (*_LINKS, "parts") or value in (None, [], {}) or (key == "draft" and not value):
            continue
        if isinstance(value, dict):
            found.update({f"{key}.{name}": json.dumps(item, sort_keys=True) for name, item in value.items()})
        else:
            found[key] = json.dumps(value, sort_keys=True)
    return found


def _differing(old: Raw, new: Raw) -> set[str]:
    one, other = _flat(old), _flat(new)
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def _by_name(raw: Raw) -> dict[str, Raw]:
    return {entry["id"]: entry for section in _SECTIONS for entry in raw[section]}


def plainly_told(old: Raw, new: Raw) -> Told:
    """What differs, by loops over the raw documents: what came, what went, and which fields of what stayed changed."""
    told: Told = []
    for kind, olds, news in _pairs_of_things(old, new):
        told += [("removed", kind, name) for name in olds.keys() - news.keys()]
        told += [("added", kind, name) for name in news.keys() - olds.keys()]
        for name in olds.keys() & news.keys():
            told += [("changed", kind, name, field) for field in _differing(olds[name], news[name])]
    return sorted(told)


def _pairs_of_things(old: Raw, new: Raw) -> Iterator[tuple[str, dict[str, Raw], dict[str, Raw]]]:
    """Elements and scopes; then, of those on both sides, their parts."""
    olds, news = _by_name(old), _by_name(new)
    yield "thing", olds, news
    for name in olds.keys() & news.keys():
        before, after = ({part["id"]: part for part in side[name].get("parts", [])} for side in (olds, news))
        yield "part", before, after


def _told_of_things(changes: Iterable[Change]) -> Told:
    told: Told = []
    for change in changes:
        kind = {"element": "thing", "scope": "thing", "part": "part"}.get(change.entity_type)
        if kind is not None:
            told.append((change.type, kind, change.entity.id, *([change.field] if change.type == "changed" else [])))
    return sorted(set(told))


@given(edited())
def test_changes_of_things_are_those_of_a_plain_comparison(pair: tuple[Raw, Raw]) -> None:
    old, new = pair
    assume(all(len(_by_name(raw)) == sum(len(raw[section]) for section in _SECTIONS) for raw in pair))
    gone = {*_by_name(old)} - {*_by_name(new)}
    found = [change for change in changes_of(old, new) if change.entity_type != "part" or change.holder not in gone]
    assert _told_of_things(found) == plainly_told(old, new)


def _links_of(raw: Raw) -> Counter[str]:
    return Counter(
        json.dumps([holder["id"], name, {key: value for key, value in link.items() if value}], sort_keys=True)
        for holder, name in _link_fields(raw)
        for link in holder[name]
    )


@st.composite
def relinked(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Raw, Raw]:
    """Two documents of which the second has a few links dropped, changed, repeated, or led elsewhere."""
    old = draw(documents().filter(lambda raw: bool(_links_of(raw))))
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 3))):
        held = [(holder[name], link) for holder, name in _link_fields(new) for link in holder[name]]
        if not held:
            break
        links, link = draw(st.sampled_from(held))
        match draw(st.sampled_from(("drop", "repeat", "sign", "elsewhere", "note"))):
            case "drop":
                links.remove(link)
            case "repeat":
                links.append(copy.deepcopy(link))
            case "elsewhere":
                link["to"] = draw(st.sampled_from([other["to"] for _, other in held]))
            case "sign":
                link["sign"] = "unclear"
            case _:
                link["where"] = draw(st.sampled_from(("slide", "page")))
    return old, new


def _link_fields(raw: Raw) -> Iterator[tuple[Raw, str]]:
    for section in _SECTIONS:
        yield from ((holder, name) for holder in raw[section] for name in _LINKS if holder.get(name))


@given(relinked() | edited())
def test_changed_links_are_those_that_stand_on_one_side_only(pair: tuple[Raw, Raw]) -> None:
    """What is on both sides is told of nowhere, and what is on one side only is told of once."""
    old, new = pair
    stayed = _by_name(old).keys() & _by_name(new).keys()
    sides: list[set[tuple[str, tuple[Any, ...]]]] = [set(), set()]
    for change in changes_of(old, new):
        if change.entity_type == "link" and change.holder in stayed:
            for side, entity in zip(sides, (change.old, change.new), strict=True):
                if entity is not None:
                    side.add((entity.holder, entity.path))
    only_old, only_new = (_links_of(old) - _links_of(new)), (_links_of(new) - _links_of(old))
    for side, only in zip(sides, (only_old, only_new), strict=True):
        expected = Counter(json.loads(link)[0] for link in only.elements() if json.loads(link)[0] in stayed)
        assert Counter(holder for holder, _ in side) == expected


@given(edited(), edited())
def test_a_fingerprint_of_a_change_is_what_is_said_and_of_whom(one: tuple[Raw, Raw], other: tuple[Raw, Raw]) -> None:
    """Two changes, of one comparison or of two, have the same fingerprint only when they say the same."""
    said: dict[str, tuple[object, ...]] = {}
    for change in (*diff_of(*one).changes, *diff_of(*other).changes):
        what = (change.rule, change.subject, change.finding.args, canonical(change.before), canonical(change.after))
        assert said.setdefault(change.fingerprint, what) == what
