"""The summary as a set of pages that link to one another: a document and its coverage → pages by the names of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.labels import Labels
from sotetrace.report.pages.summary_set import places
from sotetrace.report.pages.summary_set.core_problem import build_core_problem_page
from sotetrace.report.pages.summary_set.family import build_counterpart_page
from sotetrace.report.pages.summary_set.gaps import build_gaps_page
from sotetrace.report.pages.summary_set.level import build_level_page
from sotetrace.report.pages.summary_set.measures import build_measures_pages
from sotetrace.report.pages.summary_set.overview import build_overview
from sotetrace.report.pages.summary_set.reference import build_glossary_page, build_matrix_of_set, build_others_page
from sotetrace.report.pages.summary_set.view import SummaryView

if TYPE_CHECKING:
    from sotetrace.coverage import CoverageResult
    from sotetrace.graph import TraceGraph
    from sotetrace.messages import Translator
    from sotetrace.model.settings import Waiver
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.page import Page


def build_summary_set(
    graph: TraceGraph,
    coverage: CoverageResult,
    waivers: tuple[Waiver, ...],
    words: Translator,
    counterparts: tuple[Counterpart, ...] = (),
    index: str = "",
) -> dict[str, Page]:
    """Build the pages of one document, by the names of their files, the overview first.

    `counterparts` are the documents that get a page each on how this one relates to them; `index` is where the page
    that lists all documents stands, empty when there is none.
    """
    document = graph.document
    homes = places.find_homes(document) | places.find_foreign_homes(counterparts)
    view = SummaryView(graph, coverage, waivers, Labels(document, words), homes, counterparts, index)
    pages = {places.OVERVIEW: build_overview(view)}
    for level in document.levels:
        pages[view.homes[level.id].page] = build_level_page(view, level)
    if any(home.page == places.NO_LEVEL for home in view.homes.values()) or _has_loose_elements(view):
        pages[places.NO_LEVEL] = build_level_page(view, None)
    for problem in document.core_problems:
        pages[view.homes[problem.id].page] = build_core_problem_page(view, problem)
    if document.measures:
        if document.sub_goals:
            pages[places.MATRIX] = build_matrix_of_set(view)
        pages |= build_measures_pages(view)
    pages[places.GAPS] = build_gaps_page(view)
    if view.has_others:
        pages[places.OTHERS] = build_others_page(view)
    for other in counterparts:
        pages[view.crosswalk_pages[other.id]] = build_counterpart_page(view, other)
    pages[places.GLOSSARY] = build_glossary_page(view)
    return pages


def _has_loose_elements(view: SummaryView) -> bool:
    """Say whether a core problem or measure, which have a page elsewhere, stands at no level."""
    chain = (*view.document.core_problems, *view.document.measures)
    return any(view.document.level_of(element.id) is None for element in chain)
