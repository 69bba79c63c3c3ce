"""The summary of the vision under `docs/summary` is what the model of today exports, in each language."""

from __future__ import annotations

import pytest

from sotetrace.model.text import LANGUAGES
from tests.cli.runner import VISION, sotetrace
from tests.docs.pages import ROOT

SUMMARY = ROOT / "docs/summary"


@pytest.mark.parametrize("language", LANGUAGES)
def test_summary_is_fresh(language: str, is_refreshing: bool) -> None:
    export = ("export", "markdown", "-m", str(VISION), "--lang", language, "-o", str(SUMMARY / language))
    if is_refreshing:
        for page in (SUMMARY / language).glob("*.md"):
            page.unlink()  # so that none of an earlier model is left over
        assert sotetrace(*export).status == 0
    done = sotetrace(*export, "--check")
    assert done.status == 0, f"{done.out}{done.err}refresh it: pytest tests/docs --refresh-docs"


def test_there_is_one_in_each_language_and_nothing_else() -> None:
    assert sorted(path.name for path in SUMMARY.iterdir()) == sorted(LANGUAGES)
