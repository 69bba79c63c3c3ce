"""What `verify` found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.labels import id_list
from sotetrace.report.page import Span
from sotetrace.report.pages.findings import build_findings_page

if TYPE_CHECKING:
    from sotetrace.checks.quotes import VerifyResult
    from sotetrace.messages import Translator
    from sotetrace.report.page import Cell, Page


def build_verify_page(result: VerifyResult, words: Translator) -> Page:
    """Build the page of a verification."""
    lead: list[Cell] = [words("verify.found", found=result.found, checked=result.checked)]
    if result.without_text:
        lead.append(Span(words("verify.without_text", ids=id_list(result.without_text)), "fair"))
    return build_findings_page(result.findings, words, lead=lead)
