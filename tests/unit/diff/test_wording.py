"""The normal form of a text, and the word diff."""

from __future__ import annotations

import time
import unicodedata

import pytest

from sotetrace.diff.wording import compare_wording, normal_form

# ---- touched only ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Palvelut turvataan", "palvelut TURVATAAN."),
        ("Palvelujen saatavuus", unicodedata.normalize("NFD", "Palvelujen  saatavuus\n")),
        ("hyvinvointialueet", "hyvin\u00advointi\u200balueet"),
        ("”Hyvä” elämä", '"Hyvä" elämä'),
        ("client’s right", "client's right"),
        ("hallinto-oikeus", "hallinto‑oikeus"),
        ("hallinto-oikeus", "hallintooikeus"),
        ("STM:n ohjaus", "STMn ohjaus"),
        ("sosiaali- ja terveyspalvelut", "Sosiaali- ja terveyspalvelut;"),
        ("palvelut, joihin luotetaan", "palvelut joihin luotetaan"),
        ("vuoteen 2040.", "vuoteen 2040"),
        ("Vuoteen 2040. Sitten", "vuoteen 2040 sitten"),
        ("Toimenpiteitä on 5.", "Toimenpiteitä on 5"),
        ("5 %", "5%"),
        ("5\u00a0%", "5 %"),
        ("2025–2040", "2025-2040"),
        ("2025 – 2040", "2025–2040"),
        ("−5 %", "-5 %"),
        ("(kohta 2.1)", "kohta 2.1"),
        ("10\u202f000", "10 000"),
        ("", " – …"),
        ("10--20", "10–20"),
        ("Toimenpiteitä on 5. –", "Toimenpiteitä on 5"),
        ("hyvin\x7fvointi", "hyvinvointi"),
        ("tuki\ufe00", "tuki"),
        ("tuki\ufe0f", "tuki"),
        ("client's right", "clients right"),
        ("client‘s right", "clients right"),
        ("client´s right", "clients right"),
        ("palvelut,tuki", "palvelut tuki"),
        ("palvelut ¨ tuki", "palvelut tuki"),
        ("+5", "+ 5"),
        ("5€", "5 €"),
        ("5°", "5 °"),
    ],
)
def test_touched_only(before: str, after: str) -> None:
    assert normal_form(before) == normal_form(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("5,2", "52"),
        ("5,2", "5.2"),
        ("kohta 2.1", "kohta 21"),
        ("10–20", "10, 20"),
        ("10 – 20", "10 20"),
        ("5 % – 10 %", "5 %, 10 %"),
        ("1:3", "13"),
        ("1/3", "1 3"),
        ("-5", "5"),
        ("− 5", "5"),
        ("5 %", "5"),
        ("5 ‰", "5 %"),
        ("5 §", "5"),
        ("5 €", "5"),
        ("+5", "5"),
        ("65+", "65"),
        ("< 5", "5"),
        ("5. vaihe", "5 vaihe"),
        ("1:a", "1 a"),
        ("1 000", "1000"),
        ("yhdys sana", "yhdyssana"),
        ("ja/tai", "ja, tai"),
        ("T&K", "TK"),
        ("ei sitova", "sitova"),
        ("får inte", "får"),
        ("may not", "may"),
        ("Palvelut paranevat?", "Palvelut paranevat."),
        ("x²", "x"),
    ],
)
def test_a_change_of_content(before: str, after: str) -> None:
    assert normal_form(before) != normal_form(after)


# ---- word by word ----------------------------------------------------------------------------------------------------


def _segments(before: str, after: str) -> str:
    signs = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(signs[part.kind].format(part.text) for part in compare_wording(before, after, "fi").segments)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("sama", "sama", "sama"),
        ("", "uusi", "[+uusi+]"),
        ("Palvelut tulee turvata.", "Palvelut voidaan turvata.", "Palvelut [-tulee-][+voidaan+] turvata."),
        ("A tulee turvata b", "A voidaan yhdistää b", "A [-tulee turvata-][+voidaan yhdistää+] b"),
        ("palvelut, tuki", "hoito, apu", "[-palvelut, tuki-][+hoito, apu+]"),
        ("noin 1 000 euroa", "noin 1 500 euroa", "noin [-1 000-][+1 500+] euroa"),
        ("osuus 5,2 %", "osuus 5,3 %", "osuus [-5,2-][+5,3+] %"),
        ("hyvä palvelu", "hyvä nopea palvelu", "hyvä [+nopea +]palvelu"),
        ("a b c d e", "a x c y e", "a [-b-][+x+] c [-d-][+y+] e"),
        ("A palvelut, tuki b", "A hoito, apu b", "A [-palvelut, tuki-][+hoito, apu+] b"),
        ("– uusi", "– vanha", "– [-uusi-][+vanha+]"),
        ("nopea tuki", "tuki nyt", "[-nopea -]tuki[+ nyt+]"),
        (
            "alku" + " sana" * 120 + " loppu",
            "uusi" + " sana" * 120 + " muu",
            f"[-alku-][+uusi+]{' sana' * 120} [-loppu-][+muu+]",
        ),
    ],
)
def test_a_word_diff_is_readable(before: str, after: str, expected: str) -> None:
    assert _segments(before, after) == expected


def test_a_huge_change_is_shown_as_one_in_no_long_time() -> None:
    before, after = "alku " + "a b " * 5000 + "loppu", "alku " + "b c a " * 5000 + "loppu"
    started = time.monotonic()
    segments = compare_wording(before, after, "fi").segments
    assert [part.kind for part in segments] == ["same", "removed", "added", "same"]
    assert "".join(part.text for part in segments if part.kind != "added") == before
    assert "".join(part.text for part in segments if part.kind != "removed") == after
    assert time.monotonic() - started < 20
