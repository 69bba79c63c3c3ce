"""Judge changes: each becomes a finding with its class, its direction and what caused it."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from sotetrace.diff.assess_fields import POLICY, WHOLE, assess_field, counted
from sotetrace.diff.causes import with_causes
from sotetrace.diff.evidence import assess_evidence, is_evidence
from sotetrace.diff.judgement import Judgement
from sotetrace.diff.pairing import guess_renames
from sotetrace.diff.policy import assess_policy, shown
from sotetrace.diff.texts import assess_texts
from sotetrace.findings import Severity
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sotetrace.diff.changes import Change
    from sotetrace.diff.compare import Comparison
    from sotetrace.diff.entities import Plain
    from sotetrace.diff.results import ChangeFinding

Judged = tuple["Change | None", "ChangeFinding"]
"""A finding with the change it is about; None for one that speaks of several."""


def assess(comparison: Comparison) -> list[Judged]:
    """Judge every change of a comparison, but for what it does to coverage. The order follows the changes."""
    judgement = Judgement(comparison)
    judged: list[Judged] = []
    numbers = [change for change in comparison.changes if (change.entity_type, change.field) == ("element", "number")]
    rest = [change for change in comparison.changes if change not in numbers]
    by_entity: dict[int, list[Change]] = {}
    for change in rest:
        by_entity.setdefault(id(change.entity.value), []).append(change)
    for group in by_entity.values():
        judged += _assess_entity(judgement, group)
    for _, same_kind in groupby(sorted(numbers, key=_kind_of), key=_kind_of):
        judged.append((None, _assess_numbers(judgement, list(same_kind))))
    judged = _suggest_renames(judged)
    return with_causes(comparison, judged)


def _kind_of(change: Change) -> str:
    return str(change.entity.kind)


def _assess_entity(judgement: Judgement, changes: Sequence[Change]) -> Iterator[Judged]:
    """Judge the changes of one entity: a text in its languages and an anchor with its keys are one thing each."""
    texts: dict[str, list[Change]] = {}
    fields: dict[object, list[Change]] = {}
    anchor: list[Change] = []
    for change in changes:
        if _goes_with_basis(change, changes):
            continue
        if change.type != "changed":
            yield from ((change, found) for found in _assess_whole(judgement, change))
        elif change.language:
            texts.setdefault(change.field.rpartition(".")[0], []).append(change)
        elif is_evidence(change):
            anchor.append(change)
        else:
            fields.setdefault(_key_of(change), []).append(change)
    for same in fields.values():
        change = _joined(same)
        yield from ((change, found) for found in assess_field(judgement, change))
    for group in texts.values():
        yield from ((group[0], found) for found in assess_texts(judgement, group))
    if anchor:
        yield assess_evidence(judgement, anchor)


def _goes_with_basis(change: Change, changes: Sequence[Change]) -> bool:
    """Say whether a field of a link came or went because its basis is another, which needs others."""
    has_other_basis = change.entity_type == "link" and any(other.field == "basis" for other in changes)
    is_needed = change.field.partition(".")[0] in ("by", "confidence", "rationale")
    return has_other_basis and is_needed and (change.before is None or change.after is None)


def _key_of(change: Change) -> object:
    """Return what the changes of one list have in common; a wording and a declaration are judged each by itself."""
    return id(change) if change.field in ("variants", "sic", "formerly") else change.field


def _joined(changes: Sequence[Change]) -> Change:
    """Return all that came and went of one list as one change."""
    if len(changes) == 1:
        return changes[0]
    gone: list[Plain] = [change.before for change in changes if change.before is not None]
    come: list[Plain] = [change.after for change in changes if change.after is not None]
    return replace(changes[0], before=gone or None, after=come or None)


# ---- what came, went, or is known by another id ----------------------------------------------------------------------


def _assess_whole(judgement: Judgement, change: Change) -> Iterator[ChangeFinding]:
    entity = change.entity
    if entity.type in POLICY:
        yield from assess_policy(judgement, change)
    elif change.type == "renamed":
        yield judgement.of("id-changed", change, {"before": change.before, "after": change.after})
    elif change.type in ("merged", "split"):
        rule = "elements-merged" if change.type == "merged" else "element-split"
        slots = {"before": _ids(change.before), "after": _ids(change.after)}
        title = {"title": f"@title.{change.before}"} if change.type == "split" else {}
        yield judgement.of(rule, change, {**slots, **title})
    elif change.type == "retargeted":
        yield judgement.of("link-retargeted", change, {"before": change.before, "after": change.after})
    elif entity.type == "element":
        yield _element(judgement, change)
    elif entity.type == "link":
        basis = f"@basis.{entity.fields['basis']}"
        yield judgement.of(f"link-{change.type}", change, {"link": entity.id, "basis": basis})
    elif entity.type == "part":
        # Who cites a part of what was retired or declared to go on elsewhere is led on.
        is_known = change.holder in judgement.comparison.pairing.successors or change.holder in judgement.retired_now
        is_followed = change.type == "removed" and is_known
        yield judgement.of(f"part-{change.type}", change, severity=Severity.WARNING if is_followed else None)
    elif entity.type != "retired" or not _is_said_of_element(judgement, change):
        named = shown(entity.fields["count"]) if entity.type == "claim" else entity.id
        before, after = ("–", named) if change.type == "added" else (named, "–")
        slots = {"field": f"@field.{entity.type}", "before": before, "after": after}
        yield judgement.of(WHOLE[entity.type], change, {**slots, **counted(entity)})


def _ids(value: Plain) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _element(judgement: Judgement, change: Change) -> ChangeFinding:
    identifier = change.entity.id
    if change.type == "added":
        return judgement.of("id-reused" if identifier in judgement.retired_before else "element-added", change)
    if identifier in judgement.retired_now:
        successors = ", ".join(judgement.retired_now[identifier]) or "–"
        return judgement.of("element-retired", change, {"successors": successors})
    return judgement.of("element-removed", change)


def _is_said_of_element(judgement: Judgement, change: Change) -> bool:
    """Say whether the element's own finding says that a tombstone came or went with it."""
    elements = judgement.old.elements if change.type == "added" else judgement.new.elements
    return change.entity.id in elements


def _suggest_renames(judged: Sequence[Judged]) -> list[Judged]:
    """Add to each added element the removed one that it looks like, as the line to add and nothing more."""
    removed = [change.old for change, found in judged if change and change.old and found.rule == "element-removed"]
    added = [change.new for change, found in judged if change and change.new and found.rule == "element-added"]
    guesses = guess_renames(removed, added)
    return [
        (change, replace(found, formerly=guesses[found.element]))
        if found.rule == "element-added" and found.element in guesses
        else (change, found)
        for change, found in judged
    ]


def _assess_numbers(judgement: Judgement, changes: Sequence[Change]) -> ChangeFinding:
    """Judge all changed printed numbers of a kind as one: who inserts one measure renumbers all that follow."""
    ordered = sorted(changes, key=lambda change: natural_key(change.entity.id))
    elements = ", ".join(f"{c.entity.id} {shown(c.before)}→{shown(c.after)}" for c in ordered)
    before: list[Plain] = [[change.entity.id, change.before] for change in ordered]
    after: list[Plain] = [[change.entity.id, change.after] for change in ordered]
    first = ordered[0]
    slots = {"before": shown(first.before), "after": shown(first.after), "elements": elements}
    found = judgement.of("number-changed", first, slots)
    return replace(found, before=before, after=after)


def find_reworded(judged: Iterable[Judged]) -> Mapping[str, ChangeFinding]:
    """Return the elements and parts whose own words say something else now, by id, with the finding that says so."""
    found: dict[str, ChangeFinding] = {}
    for change, finding in judged:
        if change is None or change.type != "changed" or change.entity_type not in ("element", "part"):
            continue
        is_title = change.field.startswith("title.") and finding.rule in ("title-changed", "text-reworded")
        is_quote = finding.rule == "source-repointed" and finding.after is not None and _is_quote(change)
        if (is_title or is_quote) and finding.finding.severity >= Severity.WARNING:
            found.setdefault(change.entity.id, finding)
    return found


def _is_quote(change: Change) -> bool:
    return change.field == "source.quote" and change.before is not None
