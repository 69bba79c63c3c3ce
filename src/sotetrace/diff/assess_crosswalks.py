"""Judge what changed in crosswalks from beginning to end: the files, the rows, and what both mean to the elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sotetrace.diff.assess_mappings import MappingJudgement, assess_claim
from sotetrace.diff.compare_mappings import ClaimChange, compare_claims
from sotetrace.diff.counterparts import assess_counterparts
from sotetrace.diff.derived import assess_derived
from sotetrace.diff.entities import plain
from sotetrace.diff.loose_mappings import find_left_behind, find_suspect_mappings
from sotetrace.diff.policy import shown
from sotetrace.diff.wording import normal_form
from sotetrace.findings import Finding, Place, Severity
from sotetrace.model.mapping import SHARED_SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.diff.entities import Plain
    from sotetrace.diff.mapping_sides import MappingSides
    from sotetrace.diff.results import ChangeFinding, Side
    from sotetrace.model.mapping import MappingSet

_LAYOUT = SHARED_SLOTS | {"sssom_version", "curie_map", "mappings", "extension_definitions", "license"}
"""Slots of a set in which nothing of its own is said: what rows say, how it is written, and the licence, told apart."""
_WORDS = ("mapping_set_title", "mapping_set_description", "comment")


def assess_crosswalks(sides: MappingSides) -> list[ChangeFinding]:
    """Judge everything that changed in the crosswalks of a workspace."""
    judgement = MappingJudgement(sides)
    files = _pair_files(sides.sets("old"), sides.sets("new"))
    changes = compare_claims(sides.old_claims, sides.new_claims)
    found = list(_assess_files(judgement, files, changes))
    whole = {(one.side, one.finding.place.document): one.fingerprint for one in found if one.rule in _WHOLE}
    # A search that was withdrawn follows from what was found, so that it comes last.
    for change in sorted(changes, key=lambda change: change.claim.kind == "search"):
        found += _assess_rows(judgement, change, whole)
    found += find_left_behind(judgement)
    found += assess_counterparts(judgement, whole)
    found += assess_derived(judgement, whole)
    found += find_suspect_mappings(judgement, changes)
    return found


_WHOLE = frozenset(("crosswalk-added", "crosswalk-removed"))


def _assess_rows(
    judgement: MappingJudgement, change: ClaimChange, whole: Mapping[tuple[Side, str], str]
) -> Iterator[ChangeFinding]:
    """Judge one difference of the rows, and keep what tells of it for what it brings about."""
    is_loss = change.new is None
    causes: tuple[str, ...] = ()
    if change.type in ("added", "removed"):
        side: Side = "old" if is_loss else "new"
        known = whole.get((side, change.claim.row.file))
        causes = judgement.sides.causes_of(change.claim.ends, is_loss=is_loss) or ((known,) if known else ())
        if change.claim.kind == "search" and change.claim.ends and not causes:
            held = (judgement.sides.owner(change.claim.ends[0]), change.claim.searched)
            causes = tuple(dict.fromkeys(judgement.between.get(held, ())))
    elif change.old is not None:
        left = [term for term in change.old.ends if term not in change.claim.ends]
        causes = judgement.sides.causes_of(left, is_loss=True)
    findings = list(assess_claim(judgement, change, causes))
    for finding in findings:
        if finding.rule in _TELLING:
            judgement.tell(change.claim, finding.fingerprint)
            if change.old is not None:
                judgement.tell(change.old, finding.fingerprint)
    yield from findings


_TELLING = frozenset(
    (
        *("mapping-added", "mapping-removed", "mapping-retargeted", "mapping-relation-changed"),
        *("tension-added", "tension-removed", "search-added", "search-withdrawn", "mapping-denied", "denial-withdrawn"),
    )
)
"""The rules of what can bring about something else."""


# ---- files -----------------------------------------------------------------------------------------------------------


class _File(NamedTuple):
    """A crosswalk file on both sides: its name and set on each, empty and None where absent."""

    old: str
    before: MappingSet | None
    new: str
    after: MappingSet | None


def _pair_files(olds: Mapping[str, MappingSet], news: Mapping[str, MappingSet]) -> list[_File]:
    """Pair files by where they stand, then by the id of their sets, then by their names."""
    gone, come = dict(olds), dict(news)
    pairs: list[_File] = []
    for step in (lambda file, _: file, lambda _, one: one.mapping_set_id, lambda file, _: _last_of(file)):
        known = {key: file for file, one in sorted(come.items(), reverse=True) if (key := step(file, one))}
        for file, one in sorted(gone.items()):
            there = known.pop(step(file, one) or "", None)
            if there is not None:
                pairs.append(_File(file, gone.pop(file), there, come.pop(there)))
    pairs += [_File(file, one, "", None) for file, one in gone.items()]
    pairs += [_File("", None, file, one) for file, one in come.items()]
    return pairs


def _assess_files(
    judgement: MappingJudgement, files: Sequence[_File], changes: Sequence[ClaimChange]
) -> Iterator[ChangeFinding]:
    for file in files:
        if file.before is None and file.after is not None:
            yield _whole(judgement, "crosswalk-added", file.new, file.after, changes)
        elif file.after is None and file.before is not None:
            yield _whole(judgement, "crosswalk-removed", file.old, file.before, changes)
        elif file.before is not None and file.after is not None:
            yield from _assess_set(judgement, file, file.before, file.after)


def _whole(
    judgement: MappingJudgement, rule: str, file: str, mapping_set: MappingSet, changes: Sequence[ClaimChange]
) -> ChangeFinding:
    """Judge a crosswalk that came or went; one whose rows all stand elsewhere now is no loss to anybody."""
    is_added = rule == "crosswalk-added"
    side: Side = "new" if is_added else "old"
    claims = judgement.sides.new_claims if is_added else judgement.sides.old_claims
    own = [claim for claim in claims if claim.row.file == file]
    is_elsewhere = not any(change.type == "removed" and change.claim.row.file == file for change in changes)
    documents = {term.document for claim in own for term in claim.ends}
    causes = tuple(cause for name in sorted(documents) if (cause := judgement.sides.whole.get(name)))
    name = _name_of(file, mapping_set)
    if any(other != file and _name_of(other, one) == name for other, one in judgement.sides.sets(side).items()):
        name = f"{name} ({file})"  # each of two is told
    finding = Finding.from_slots(rule, Place(file), {"name": name, "count": len(own)})
    values: tuple[Plain, Plain] = (None, name) if is_added else (name, None)
    severity = Severity.WARNING if own and is_elsewhere else None
    element = next(iter(sorted(documents)), "")
    return judgement.finish(finding, element, name, side=side, values=values, severity=severity, causes=causes)


def _name_of(file: str, mapping_set: MappingSet) -> str:
    return mapping_set.mapping_set_title or mapping_set.mapping_set_id or _last_of(file)


def _last_of(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2]


def _assess_set(
    judgement: MappingJudgement, file: _File, before: MappingSet, after: MappingSet
) -> Iterator[ChangeFinding]:
    name = _name_of(file.new, after)
    rows = [claim for claim in judgement.sides.new_claims if claim.row.file == file.new]
    element = min((term.document for claim in rows for term in claim.ends), default="")
    if before.license != after.license:
        slots = {"name": name, "before": shown(before.license), "after": shown(after.license)}
        finding = Finding.from_slots("licence-changed", Place(file.new, ("license",)), slots)
        severity = Severity.WARNING if before.license is None else None  # nobody could rely on what was not said
        values: tuple[Plain, Plain] = (before.license, after.license)
        yield judgement.finish(finding, element, f"{name} license", values=values, severity=severity)
    old, new = (plain(one.model_copy(update={"mappings": ()})) for one in (before, after))
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    for slot in sorted({*old, *new} - _LAYOUT):
        was, is_now = old.get(slot), new.get(slot)
        if was == is_now:
            continue
        slots = {"name": name, "slot": slot, "before": shown(was), "after": shown(is_now)}
        finding = Finding.from_slots("crosswalk-changed", Place(file.new, (slot,)), slots)
        is_touched = slot in _WORDS and normal_form(str(was or "")) == normal_form(str(is_now or ""))
        severity = Severity.NOTE if is_touched or slot == "mapping_set_version" else None
        yield judgement.finish(finding, element, f"{name} {slot}", values=(was, is_now), severity=severity)
