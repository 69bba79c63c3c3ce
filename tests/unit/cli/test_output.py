"""Choosing language and day."""

from __future__ import annotations

import datetime as dt

import pytest

from sotetrace.cli.options import ReportLanguage
from sotetrace.cli.output import choose_language, day_of
from sotetrace.errors import UsageError


def test_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOTETRACE_LANG", raising=False)
    assert choose_language(None) == "en"
    assert choose_language(None, "sv") == "sv"
    monkeypatch.setenv("SOTETRACE_LANG", "FI")
    assert choose_language(None, "sv") == "fi"
    assert choose_language(ReportLanguage.en) == "en"
    monkeypatch.setenv("SOTETRACE_LANG", "x")
    with pytest.raises(UsageError, match="SOTETRACE_LANG"):
        choose_language(None)


def test_day() -> None:
    assert day_of(None) is None
    assert day_of("2026-02-28") == dt.date(2026, 2, 28)
    with pytest.raises(UsageError):
        day_of("2026-02-30")
