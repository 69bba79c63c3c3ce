"""Every rule page has the fixed form that `explain`, the documentation and the reader rely on."""

from __future__ import annotations

import re
import string
from importlib import resources

import pytest

from sotetrace.findings import Severity
from sotetrace.rules import code_of, load_rule, rule_slugs, slug_of
from tests.rules.pages import TODAY, is_change, read_blocks

LANGUAGES = ("fi", "sv", "en")
HEADINGS = ["Why it matters", "Fails", "Passes", "How to mend"]
HEADINGS_OF_CHANGES = ["Why it matters", "Before", "Fails", "Passes"]
ENDS_OF_CHANGES = ("How to mend", "What to decide")
"""A change may be right; the page then tells what a reviewer decides."""
FIELDS = ["code", "severity", *(f"message.{each}" for each in LANGUAGES), *(f"remedy.{each}" for each in LANGUAGES)]
FILE_NAMES = sorted(entry.name for entry in resources.files("sotetrace.rules").iterdir() if entry.name.endswith(".md"))

FENCES = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def text_of(file_name: str) -> str:
    return resources.files("sotetrace.rules").joinpath(file_name).read_text(encoding="utf-8")


@pytest.mark.parametrize("file_name", FILE_NAMES)
def test_file_is_named_by_code_and_slug(file_name: str) -> None:
    named = re.fullmatch(r"(SOT\d{3})-([a-z]+(?:-[a-z]+)*)\.md", file_name)
    assert named is not None
    rule = load_rule(named[2])
    assert (rule.code, rule.slug) == (named[1], named[2])
    assert code_of(rule.slug) == rule.code
    assert rule.page.startswith(f"# {rule.code} {rule.slug}\n")


@pytest.mark.parametrize("file_name", FILE_NAMES)
def test_front_matter_has_every_field_once_in_order(file_name: str) -> None:
    opening, head, _ = text_of(file_name).split("---\n", 2)
    assert opening == ""
    assert [line.split(": ", 1)[0] for line in head.splitlines()] == FIELDS


@pytest.mark.parametrize("slug", rule_slugs())
def test_page_has_the_fixed_headings(slug: str) -> None:
    page = FENCES.sub("(sample)", load_rule(slug).page)
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    if is_change(slug):
        *headings, last = headings
        assert headings == HEADINGS_OF_CHANGES
        assert last in ENDS_OF_CHANGES
    else:
        assert headings == HEADINGS
    assert all(section.strip() for section in re.split(r"^## .*$", page, flags=re.MULTILINE))


@pytest.mark.parametrize("slug", rule_slugs())
def test_samples_stand_under_their_heading(slug: str) -> None:
    sides = ("old", "fails", "passes") if is_change(slug) else ("fails", "passes")
    sections = re.split(r"^## .*$", load_rule(slug).page, flags=re.MULTILINE)
    opening, reasons, *samples, ending = ([block.side for block in read_blocks(section)] for section in sections)
    assert opening == reasons == ending == []
    assert [set(each) for each in samples] == [{side} for side in sides]
    assert load_rule(slug).page.count("```") == 2 * len(read_blocks(load_rule(slug).page))


@pytest.mark.parametrize("slug", rule_slugs())
def test_severity_is_known(slug: str) -> None:
    assert Severity.parse(load_rule(slug).severity) in Severity


@pytest.mark.parametrize("slug", rule_slugs())
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_one_sentence_line(slug: str, language: str) -> None:
    rule = load_rule(slug)
    for words in (rule.messages[language], rule.remedies[language]):
        assert words == words.strip()
        assert words.endswith(".")
        assert words[0] == "{" or words[0].isupper()
        assert "  " not in words


def test_codes_are_unique_and_in_order() -> None:
    codes = [code_of(slug) for slug in rule_slugs()]
    assert len(set(codes)) == len(codes) == len(FILE_NAMES)
    assert codes == sorted(codes)
    assert len(set(rule_slugs())) == len(codes)


def test_rule_is_found_by_code_and_slug_in_any_case() -> None:
    assert slug_of("SOT303") == slug_of("sot303") == slug_of(" Uncovered-Sub-Goal ") == "uncovered-sub-goal"
    assert slug_of("SOT999") is None
    assert slug_of("") is None
    with pytest.raises(KeyError):
        load_rule("no-such-rule")


def test_line_length_of_pages_and_dates_of_waivers() -> None:
    for file_name in FILE_NAMES:
        page = load_rule(file_name[len("SOTnnn-") : -len(".md")]).page
        assert max(map(len, FENCES.sub("", page).splitlines())) <= 120, file_name
        for until in re.findall(r"until: (\d{4})-", page):
            assert abs(int(until) - TODAY.year) <= 1, file_name


def test_slots_are_plain_names() -> None:
    for slug in rule_slugs():
        rule = load_rule(slug)
        for words in (*rule.messages.values(), *rule.remedies.values()):
            for _, name, form, conversion in string.Formatter().parse(words):
                assert name is None or name.isidentifier(), slug
                assert not form, slug
                assert conversion is None, slug
