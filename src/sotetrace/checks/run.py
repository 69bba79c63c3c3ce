"""The table of checks, and the one function that runs them all."""

from __future__ import annotations

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
from sotetrace.checks.gaps import check_gaps
from sotetrace.checks.languages import check_languages
from sotetrace.checks.look_alikes import check_look_alikes
from sotetrace.checks.low_chains import check_low_chains
from sotetrace.checks.parts import check_parts
from sotetrace.checks.places import check_places
from sotetrace.checks.polarity import check_polarity
from sotetrace.checks.prefixes import check_prefixes
from sotetrace.checks.redundant_links import check_redundant_links
from sotetrace.checks.references import check_references
from sotetrace.checks.retired import check_retired
from sotetrace.checks.scopes import check_scopes
from sotetrace.checks.sic import check_sic
from sotetrace.checks.single_carriers import check_single_carriers
from sotetrace.checks.targets import check_targets
from sotetrace.checks.translations import check_translations
from sotetrace.checks.unjudged import check_unjudged
from sotetrace.checks.vague import check_vague
from sotetrace.checks.variant_words import check_variant_words
from sotetrace.checks.variants import check_variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Finding

CHECKS: tuple[Callable[[CheckContext], Iterable[Finding]], ...] = (
    check_duplicate_ids,
    check_look_alikes,
    check_prefixes,
    check_retired,
    check_claims,
    check_references,
    check_targets,
    check_duplicate_links,
    check_cycles,
    check_evidence,
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
    check_languages,
    check_variant_words,
    check_vague,
    check_compound,
)
"""Every check. Quotes are checked apart, by `verify`, because they need the source texts."""

NOT_CHECKED = frozenset(
    (
        *("quote-absent", "quote-ambiguous", "place-absent", "gate-missed"),
        *("acceptance-spent", "gap-not-listed", "listed-gap-closed"),
    )
)
"""The rules that no check looks for: `verify` needs source texts, and a gate is set by a call of `coverage`."""


def run_checks(context: CheckContext) -> list[Finding]:
    """Run every check on a document. Never raises for what is in it, and says the same thing once.

    (Two expectations about the same kind may find the same gap.)
    """
    return list(dict.fromkeys(finding for check in CHECKS for finding in check(context)))
