"""Every rule is triggered by a file: a failing sample of its page, which is run."""

from __future__ import annotations

import pytest

from sotetrace.rules import rule_slugs
from tests.rules import test_change_samples, test_samples
from tests.rules.pages import read_samples

RUN = {sample for samples in (test_samples.FAILING, test_change_samples.FAILING) for sample in samples}
"""The samples of which a test fails when they do not find their rule."""


@pytest.mark.parametrize("slug", rule_slugs())
def test_rule_is_triggered_by_a_file_that_is_run(slug: str) -> None:
    failing = [sample for sample in read_samples(slug) if sample.is_failing]
    assert failing, f"{slug}: no file triggers it"
    assert set(failing) <= RUN, f"{slug}: its failing samples are not run"
