"""The table of checks, and the one function that runs them all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sotetrace.checks.blanket import check_blanket
from sotetrace.checks.chains import check_chains
from sotetrace.checks.claims import check_claims
from sotetrace.checks.compound import check_compound
from sotetrace.checks.contested import check_contested
from sotetrace.checks.cycles import check_cycles
from sotetrace.checks.dominated import check_dominated
from sotetrace.checks.duplicate_ids import check_duplicate_ids
from sotetrace.checks.duplicate_links import check_duplicate_links
from sotetrace.checks.empty_cells import check_empty_cells
from sotetrace.checks.evidence import check_evidence
from sotetrace.checks.foreign_indicators import check_foreign_indicators
from sotetrace.checks.gaps import check_gaps
from sotetrace.checks.languages import check_languages
from sotetrace.checks.level_layout import check_level_layout
from sotetrace.checks.look_alikes import check_look_alikes
from sotetrace.checks.low_chains import check_low_chains
from sotetrace.checks.mapped_ids import check_mapped_ids
from sotetrace.checks.mapping_conflicts import check_mapping_conflicts, check_redundant_mappings, check_searches
from sotetrace.checks.mapping_rows import check_mapping_rows
from sotetrace.checks.mapping_sets import check_mapping_sets
from sotetrace.checks.other_goals import check_other_goals
from sotetrace.checks.parts import check_parts
from sotetrace.checks.places import check_places
from sotetrace.checks.polarity import check_polarity
from sotetrace.checks.prefixes import check_prefixes
from sotetrace.checks.redundant_links import check_redundant_links
from sotetrace.checks.references import check_references
from sotetrace.checks.retired import check_retired
from sotetrace.checks.same_titles import check_same_titles
from sotetrace.checks.scopes import check_scopes
from sotetrace.checks.sic import check_sic
from sotetrace.checks.single_carriers import check_single_carriers
from sotetrace.checks.stated_words import check_stated_words
from sotetrace.checks.targets import check_targets
from sotetrace.checks.title_quotes import check_title_quotes
from sotetrace.checks.translations import check_translations
from sotetrace.checks.unjudged import check_unjudged
from sotetrace.checks.vague import check_vague
from sotetrace.checks.variant_words import check_variant_words
from sotetrace.checks.variants import check_variants
from sotetrace.rules import load_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sotetrace.checks.context import CheckContext
    from sotetrace.crosswalk import Crosswalks, MappingRow
    from sotetrace.findings import Finding

CHECKS: tuple[Callable[[CheckContext], Iterable[Finding]], ...] = (
    check_duplicate_ids,
    check_look_alikes,
    check_prefixes,
    check_other_goals,
    check_same_titles,
    check_retired,
    check_claims,
    check_references,
    check_targets,
    check_duplicate_links,
    check_cycles,
    check_evidence,
    check_stated_words,
    check_level_layout,
    check_polarity,
    check_redundant_links,
    check_scopes,
    check_places,
    check_gaps,
    check_parts,
    check_blanket,
    check_chains,
    check_empty_cells,
    check_single_carriers,
    check_dominated,
    check_contested,
    check_low_chains,
    check_unjudged,
    check_translations,
    check_sic,
    check_variants,
    check_title_quotes,
    check_languages,
    check_variant_words,
    check_vague,
    check_compound,
)
"""Every check. Quotes are checked apart, by `verify`, because they need the source texts."""

CROSSWALK_CHECKS: tuple[Callable[[Crosswalks], Iterable[Finding]], ...] = (
    check_mapping_sets,
    check_mapped_ids,
    check_mapping_rows,
    check_mapping_conflicts,
    check_redundant_mappings,
    check_searches,
)
"""Every check of the crosswalks of a workspace."""

WORKSPACE_CHECKS: tuple[Callable[[CheckContext, Mapping[str, CheckContext]], Iterable[Finding]], ...] = (
    check_foreign_indicators,
)
"""Every check of a document that looks into the other documents of the workspace, which it gets by their ids."""

NOT_CHECKED = frozenset(
    (
        *("quote-absent", "quote-ambiguous", "place-absent", "gate-missed"),
        *("acceptance-spent", "gap-not-listed", "listed-gap-closed"),
    )
)
"""The rules that no check looks for: `verify` needs source texts, and a gate is set by a call of `coverage`."""

_RULES_OF: Mapping[Callable[[CheckContext], Iterable[Finding]], tuple[str, ...]] = {
    check_languages: ("same-as-original", "numbers-differ"),
    check_vague: ("vague-wording",),
    check_compound: ("compound-wording",),
}
"""What the checks find that read every word, which would be for nothing where their rules are off."""


def run_checks(context: CheckContext, levels: Mapping[str, str] | None = None) -> list[Finding]:
    """Run every check on a document. Never raises for what is in it, and says the same thing once.

    (Two expectations about the same kind may find the same gap.) With `levels`, the severities that settings give to
    rules by slug, whatever is costly and finds only what is off is left out.
    """
    wanted = CHECKS if levels is None else [check for check in CHECKS if not _is_off(_RULES_OF.get(check, ()), levels)]
    return list(dict.fromkeys(finding for check in wanted for finding in check(context)))


def run_workspace_checks(context: CheckContext, known: Mapping[str, CheckContext]) -> list[Finding]:
    """Run every check that holds a document to the others of the workspace. Never raises for what is in them."""
    return list(dict.fromkeys(finding for check in WORKSPACE_CHECKS for finding in check(context, known)))


def run_crosswalk_checks(crosswalks: Crosswalks) -> list[Finding]:
    """Run every check on the crosswalks of a workspace. Never raises for what is in them.

    A finding about a mapping names the elements that it joins, so that a waiver can name one of them.
    """
    rows = {(row.file, row.index): row for row in crosswalks.rows}
    found = dict.fromkeys(finding for check in CROSSWALK_CHECKS for finding in check(crosswalks))
    return [replace(finding, ends=tuple(dict.fromkeys(_ends_of(finding, rows)))) for finding in found]


def _ends_of(finding: Finding, rows: Mapping[tuple[str, int], MappingRow]) -> Iterator[str]:
    """Yield what a finding about crosswalks can be waived by: the ends of its mappings, or the absent document."""
    if finding.rule == "foreign-document":
        yield dict(finding.args)["document"]
        return
    for place in (finding.place, *finding.related):
        row = rows.get((place.document, int(place.path[1]))) if place.path[:1] == ("mappings",) else None
        if row is not None:
            is_object = str(place.path[-1]).startswith("object")
            ends = (row.object, row.subject) if is_object else (row.subject, row.object)
            yield from (term.qualified for term in ends if term is not None)


def _is_off(rules: Sequence[str], levels: Mapping[str, str]) -> bool:
    """Say whether there are some rules, and every one of them is off."""
    return bool(rules) and all((levels.get(rule) or load_rule(rule).severity) == "off" for rule in rules)
