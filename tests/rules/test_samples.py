"""Every rule page runs: its failing samples find the rule, its passing samples do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.findings import Severity
from sotetrace.rules import load_rule, rule_slugs
from tests.rules.pages import VERIFIED, Sample, is_change, read_samples, run_sample

if TYPE_CHECKING:
    from pathlib import Path

    from sotetrace.findings import Finding

SAMPLES = [sample for slug in rule_slugs() if not is_change(slug) for sample in read_samples(slug)]
FAILING = [sample for sample in SAMPLES if sample.is_failing]
PASSING = [sample for sample in SAMPLES if not sample.is_failing]


def shown(findings: tuple[Finding, ...]) -> str:
    return "\n".join(f"{f.code} {f.rule} {f.location} {f.message('en')}" for f in findings) or "(no findings)"


@pytest.mark.parametrize("slug", rule_slugs())
def test_page_has_both_samples(slug: str) -> None:
    assert {sample.is_failing for sample in read_samples(slug)} == {True, False}


@pytest.mark.parametrize("sample", FAILING, ids=lambda sample: sample.name)
def test_failing_sample_finds_its_rule_at_a_place(sample: Sample, tmp_path: Path) -> None:
    findings = run_sample(sample, tmp_path)
    hits = [finding for finding in findings if finding.rule == sample.slug]
    assert hits, shown(findings)
    texts = {name: raw.decode("utf-8", errors="replace").splitlines() for name, raw in sample.files}
    for hit in hits:
        # A rule that is off by default is switched on, as a note, by the settings of its samples.
        assert hit.severity == (Severity.parse(load_rule(sample.slug).severity) or Severity.NOTE)
        assert hit.location is not None, shown(findings)
        lines = texts[hit.location.file.rsplit("/", 1)[-1]]
        assert 1 <= hit.location.line <= max(len(lines), 1)
        text = lines[hit.location.line - 1] if lines else ""
        assert 1 <= hit.location.column <= len(text) + 1
        assert hit.location.width >= 1


@pytest.mark.parametrize("sample", FAILING, ids=lambda sample: sample.name)
def test_findings_of_failing_sample_speak_every_language(sample: Sample, tmp_path: Path) -> None:
    for finding in run_sample(sample, tmp_path):
        for language in ("fi", "sv", "en"):
            assert "{" not in finding.message(language)
            assert finding.remedy(language).endswith((".", "?"))


@pytest.mark.parametrize("sample", FAILING, ids=lambda sample: sample.name)
def test_failing_sample_shows_one_fault_only(sample: Sample, tmp_path: Path) -> None:
    """What else is found has a reason: a reader of the page must not meet faults that it does not speak of."""
    own = load_rule(sample.slug)
    others = {
        finding.rule
        for finding in run_sample(sample, tmp_path)
        if finding.severity == Severity.ERROR and finding.rule != sample.slug
    }
    allowed = {"too-large": {"wrong-value", "not-a-mapping"}, "alias": {"wrong-value"}}
    assert others <= allowed.get(own.slug, set())


@pytest.mark.parametrize("sample", PASSING, ids=lambda sample: sample.name)
def test_passing_sample_is_clean(sample: Sample, tmp_path: Path) -> None:
    findings = run_sample(sample, tmp_path)
    assert sample.slug not in {finding.rule for finding in findings}, shown(findings)
    assert not [finding for finding in findings if finding.severity == Severity.ERROR], shown(findings)


@pytest.mark.parametrize("slug", sorted(VERIFIED))
def test_samples_of_verify_name_their_texts(slug: str) -> None:
    for sample in read_samples(slug):
        assert {name for name, _ in sample.files} == {"vision.yaml", "source.txt", "sotetrace.yaml"}
