"""Judge what an element, part or link rests on in the source: the place, the words, and how they are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.diff.wording import normal_form
from sotetrace.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.diff.changes import Change
    from sotetrace.diff.judgement import Judgement
    from sotetrace.diff.results import ChangeFinding

ANCHOR_KEYS = ("where", "quote", "prefix", "suffix", "occurrence")


def is_evidence(change: Change) -> bool:
    """Say whether a changed field is part of an anchor: of an element's or part's `source`, or of a link or claim."""
    if change.entity_type in ("element", "part"):
        return change.field.startswith("source.")
    return change.entity_type in ("link", "claim") and change.field in ANCHOR_KEYS


def assess_evidence(judgement: Judgement, changes: Sequence[Change]) -> tuple[Change, ChangeFinding]:
    """Judge all changes of one entity's anchor as one: lost, pointing elsewhere, or only found in another way.

    Returns the change that says most, and the finding that shows it.
    """
    first = changes[0]
    entity = first.entity
    stem = "source." if entity.type in ("element", "part") else ""
    by_key = {change.field.removeprefix(stem): change for change in changes}
    has_other_words = "quote" in by_key and not _same_words(by_key["quote"])
    # What the reader wants to see is the words, where they are others, else the place.
    shown = by_key["quote"] if has_other_words else next(by_key[key] for key in ANCHOR_KEYS if key in by_key)
    slots = {"field": f"@field.{shown.field}"}
    has_anchor = any(f"{stem}{key}" in entity.fields for key in ("where", "quote"))
    if not has_anchor and first.old is not None and any(f"{stem}{k}" in first.old.fields for k in ("where", "quote")):
        severity = Severity.ERROR if judgement.is_adopted else None
        return shown, judgement.of("source-lost", shown, slots, severity=severity)
    if "where" in by_key or has_other_words:
        is_gain = shown.before is None
        before, after = ("–" if value is None else str(value) for value in (shown.before, shown.after))
        slots |= {"before": before, "after": after}
        return shown, judgement.of("source-repointed", shown, slots, direction="gain" if is_gain else None)
    return shown, judgement.of("source-locator-touched", shown, slots)


def _same_words(change: Change) -> bool:
    return (
        change.before is not None
        and change.after is not None
        and normal_form(str(change.before)) == normal_form(str(change.after))
    )
