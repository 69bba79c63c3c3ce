"""Judge texts: what was reworded, what only touched, which translation fell behind. Likeness decides nothing here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sotetrace.diff.wording import normal_form
from sotetrace.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sotetrace.diff.changes import Change
    from sotetrace.diff.entities import Entity
    from sotetrace.diff.judgement import Judgement
    from sotetrace.diff.results import ChangeFinding
    from sotetrace.model.text import Language

_REWORDED = {("element", "title"): "title-changed", ("document", "title"): "title-changed"}


def assess_texts(judgement: Judgement, changes: Iterable[Change]) -> Iterator[ChangeFinding]:
    """Judge the changes of one localized text of one entity: the original first, then what follows from it."""
    by_language = {change.language: change for change in changes}
    original = judgement.new.document.original
    cause: tuple[str, ...] = ()
    if original in by_language:
        change = by_language.pop(original)
        found = _assess_original(judgement, change)
        yield found
        if found.rule != "text-touched":
            cause = (found.fingerprint,)
            if change.before is not None and change.after is not None:
                yield from _find_stale(judgement, change, by_language, cause)
    for _, change in sorted(by_language.items()):
        yield _assess_translation(judgement, change, cause)


def _assess_original(judgement: Judgement, change: Change) -> ChangeFinding:
    field = change.field.rpartition(".")[0]
    slots = {"field": f"@field.{field}", "language": change.language}
    if _is_touched(change):
        return judgement.of("text-touched", change, slots)
    if change.after is None and any(name.startswith(f"{field}.") for name in change.entity.fields):
        return judgement.of("required-language-lost", change, slots)
    if change.entity_type in ("element", "document") and (change.before is None or change.after is None):
        return judgement.of("detail-changed", change, slots | _shortened(change))
    return judgement.of(_rule_of(change.entity, field), change, slots)


_SHOWN = 100
"""So many characters of a text that came or went whole are shown."""


def _shortened(change: Change) -> dict[str, str]:
    """Return the slots of a text that came or went whole: its beginning, and a dash for nothing."""
    texts = ["–" if value is None else " ".join(str(value).split()) for value in (change.before, change.after)]
    short = [text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…" for text in texts]
    return {"before": short[0], "after": short[1]}


def _rule_of(entity: Entity, field: str) -> str:
    if entity.type == "link":
        return "link-rationale-changed"
    return _REWORDED.get((entity.type, field), "text-reworded")


def _assess_translation(judgement: Judgement, change: Change, cause: tuple[str, ...]) -> ChangeFinding:
    field = change.field.rpartition(".")[0]
    slots = {"field": f"@field.{field}", "language": change.language}
    is_whole = change.after is None and not any(name.startswith(f"{field}.") for name in change.entity.fields)
    if change.after is None and change.language in judgement.old.languages and not is_whole:
        return judgement.of("required-language-lost", change, slots)
    if _is_touched(change):
        found = judgement.of("text-touched", change, slots)
    else:
        is_binding = _is_authoritative(judgement, change.entity, field, change.language)
        found = judgement.of(
            "translation-changed",
            change,
            slots,
            direction="gain" if change.before is None else "neutral",
            severity=Severity.WARNING if is_binding and not cause else None,
        )
    return replace(found, causes=cause)


def _is_touched(change: Change) -> bool:
    both = change.before is not None and change.after is not None
    return both and normal_form(str(change.before)) == normal_form(str(change.after))


def _is_authoritative(judgement: Judgement, entity: Entity, field: str, language: str) -> bool:
    """Say whether a translation binds as the original does: the document or the element calls it official."""
    named: tuple[Language, ...] = getattr(entity.value, "title_official", ()) if field == "title" else ()
    translations = judgement.old.document.translations
    return language in named or any(key == language and kind == "official" for key, kind in translations.items())


def _find_stale(
    judgement: Judgement, change: Change, touched: dict[str, Change], cause: tuple[str, ...]
) -> Iterator[ChangeFinding]:
    """Find the translations of a reworded original that say what they said before."""
    field = change.field.rpartition(".")[0]
    for language in ("fi", "sv", "en"):
        name = f"{field}.{language}"
        if language != change.language and language not in touched and name in change.entity.fields:
            yield judgement.make(
                "translation-stale",
                change.holder,
                (*change.entity.path, *name.split(".")),
                {"field": f"@field.{field}", "language": language},
                subject=change.entity.id,
                values=(change.before, change.after),
                causes=cause,
            )
