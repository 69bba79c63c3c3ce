"""`sotetrace explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.completion import complete_rule
from sotetrace.cli.options import Format, FormatOption, LanguageOption
from sotetrace.cli.output import choose_language, emit
from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULE]",
            help="The code or name of a rule; without one, all are listed.",
            show_default=False,
            autocompletion=complete_rule,
        ),
    ] = None,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Explain a rule: what it means, why it matters, samples that fail and pass, how to mend. The pages are in English.

    Example: sotetrace explain SOT303
    """
    from sotetrace.messages import Translator
    from sotetrace.rules import code_of, load_rule, rule_slugs, slug_of

    words = Translator(choose_language(lang))
    slugs = rule_slugs()
    if rule is not None:
        slug = slug_of(rule)
        if slug is None:
            known = [*slugs, *(code_of(s) for s in slugs)]
            import difflib  # only a wrong word needs it

            nearest = difflib.get_close_matches(rule, known, n=3, cutoff=0.4)
            raise UsageError(f"there is no rule called {rule}", nearest=nearest)
        slugs = (slug,)
    rules = [load_rule(slug) for slug in slugs]

    def build_page() -> Page:
        from sotetrace.report.pages.rule import build_rule_page, build_rules_page

        return build_rules_page(rules, words) if rule is None else build_rule_page(rules[0], words)

    def build_shape() -> Shape:
        from sotetrace.report.writers.json import rules_shape

        return rules_shape(rules)

    emit(output_format, build_page, build_shape)
