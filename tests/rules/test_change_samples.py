"""Every page of a rule about changes runs: a failing sample finds the rule against the old side, a passing one not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.findings import Severity
from sotetrace.rules import load_rule, rule_slugs
from tests.rules.pages import Sample, is_change, open_sides, read_samples, run_change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sotetrace.diff import ChangeFinding

SAMPLES = [sample for slug in rule_slugs() if is_change(slug) for sample in read_samples(slug)]
FAILING = [sample for sample in SAMPLES if sample.is_failing]
PASSING = [sample for sample in SAMPLES if not sample.is_failing]


def shown(changes: Iterable[ChangeFinding]) -> str:
    lines = [f"{c.finding.code} {c.rule} {c.side} {c.finding.location} {c.finding.message('en')}" for c in changes]
    return "\n".join(lines) or "(no changes)"


def errors(changes: Iterable[ChangeFinding]) -> set[str]:
    return {change.rule for change in changes if change.finding.severity == Severity.ERROR}


@pytest.mark.parametrize("sample", FAILING, ids=lambda sample: sample.name)
def test_failing_sample_finds_its_rule_at_a_place(sample: Sample, tmp_path: Path) -> None:
    changes = run_change(sample, tmp_path)
    hits = [change for change in changes if change.rule == sample.slug]
    assert hits, shown(changes)
    for hit in hits:
        assert hit.finding.severity == Severity.parse(load_rule(sample.slug).severity), shown(changes)
        assert hit.finding.location is not None, shown(changes)
        files = dict(sample.old if hit.side == "old" else sample.files)
        lines = files[hit.finding.location.file.rsplit("/", 1)[-1]].decode().splitlines()
        assert 1 <= hit.finding.location.line <= len(lines)
        assert 1 <= hit.finding.location.column <= len(lines[hit.finding.location.line - 1]) + 1


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_changes_of_sample_speak_every_language(sample: Sample, tmp_path: Path) -> None:
    for change in run_change(sample, tmp_path):
        for language in ("fi", "sv", "en"):
            words = change.finding.message(language)
            assert "{" not in words
            assert "()" not in words
            assert change.finding.remedy(language).endswith((".", "?"))


@pytest.mark.parametrize("sample", FAILING, ids=lambda sample: sample.name)
def test_failing_sample_shows_one_breaking_change_only(sample: Sample, tmp_path: Path) -> None:
    """What else is found has a reason: a reader of the page must not meet changes that it does not speak of."""
    changes = run_change(sample, tmp_path)
    assert errors(changes) <= {sample.slug}, shown(changes)


@pytest.mark.parametrize("sample", PASSING, ids=lambda sample: sample.name)
def test_passing_sample_does_not_find_its_rule(sample: Sample, tmp_path: Path) -> None:
    changes = run_change(sample, tmp_path)
    assert sample.slug not in {change.rule for change in changes}, shown(changes)
    assert not errors(changes), shown(changes)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_both_sides_of_sample_are_free_of_errors(sample: Sample, tmp_path: Path) -> None:
    """So the change is to be seen, and no fault of a side."""
    allowed = {"schema-version-changed": {"unsupported-format"}}
    for project in open_sides(sample, tmp_path):
        found = {finding.rule for finding in project.findings if finding.severity == Severity.ERROR}
        assert found <= allowed.get(sample.slug, set())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_sides_of_sample_differ_and_a_side_equals_itself(sample: Sample, tmp_path: Path) -> None:
    old, new = open_sides(sample, tmp_path)
    assert sample.files != sample.old
    assert new.diff(new).changes == ()
    assert old.diff(old).changes == ()
