"""The marks of what changed in words that commit."""

from __future__ import annotations

import pytest

from sotetrace.diff.marks import Mark
from sotetrace.diff.wording import compare_wording

NOTHING = ""
"""Expected marks are written as `kind: before > after`, words joined by commas, marks by semicolons."""

FINNISH = [
    ("Palvelut tulee turvata.", "Palvelut voidaan turvata.", "modal: tulee > voidaan; softened: tulee > voidaan"),
    ("Alueiden pitää toimia.", "Alueiden tulisi toimia.", "modal: pitää > tulisi; softened: pitää > tulisi"),
    ("Rahoitus voi kasvaa.", "Rahoitus saattaa kasvaa.", "modal: voi > saattaa; softened: voi > saattaa"),
    ("Malli voisi auttaa.", "Mallin täytyy auttaa.", "modal: voisi > täytyy; hardened: voisi > täytyy"),
    ("Palvelu on järjestettävä.", "Palvelu järjestetään.", "modal: on järjestettävä >"),
    (
        "Alueen on jatkossa huolehdittava asiasta.",
        "Alue voi jatkossa huolehtia asiasta.",
        "modal: on … huolehdittava > voi; softened: on … huolehdittava > voi",
    ),
    ("Hoito on toteutettava.", "Hoito on turvattava.", "hardened: toteutettava > turvattava"),
    (
        "Hoito olisi aloitettava.",
        "Hoito on aloitettava.",
        "modal: olisi aloitettava > on aloitettava; hardened: olisi aloitettava > on aloitettava",
    ),
    ("Palvelu on kattava.", "Palvelu on riittävä.", NOTHING),
    ("Palvelu on vaikuttava ja saavutettavissa.", "Palvelu on merkittävä ja saavutettavissa.", NOTHING),
    ("Alue voi päättää.", "Alueet voivat päättää.", NOTHING),
    ("Osuus voidaan laskea.", "Osuus voi laskea.", NOTHING),
    ("Palveluja kehitetään.", "Palveluja pyritään kehittämään.", "modal: > pyritään; softened: > pyritään"),
    ("Valtio pyrkii tukemaan alueita.", "Valtio tukee alueita.", "modal: pyrkii >; hardened: pyrkii >"),
    ("Saatavuus varmistetaan.", "Saatavuutta edistetään.", "softened: varmistetaan > edistetään"),
    ("Osaamisen kehittäminen", "Osaamisen vahvistaminen", "hardened: kehittäminen > vahvistaminen"),
    ("Toteutetaan uudistus.", "Selvitetään uudistusta.", "softened: Toteutetaan > Selvitetään"),
    (
        "Arvioidaan tarve ja harkitaan mallia.",
        "Arvioidaan tarve ja otetaan malli käyttöön.",
        "hardened: harkitaan > otetaan … käyttöön",
    ),
    ("Palveluja parannetaan.", "Palveluja paransi laki.", NOTHING),
    ("Turvataan hoito.", "Taataan hoito.", NOTHING),
    ("Kehitetään A:ta ja turvataan B.", "Turvataan B ja kehitetään A:ta.", NOTHING),
    (
        "Turvataan hoito ja tuetaan omaisia.",
        "Vahvistetaan hoitoa ja edistetään omaisten asemaa.",
        "softened: Turvataan > Vahvistetaan; hardened: tuetaan > edistetään",
    ),
    ("Toteutetaan A ja kehitetään B.", "Vahvistetaan B ja perustetaan A.", "hardened: kehitetään > Vahvistetaan"),
    ("Alue ei voi toimia.", "Alueen ei tulisi toimia.", "modal: ei voi > ei tulisi"),
    (
        "Palvelut annetaan lähellä.",
        "Palvelut annetaan tarvittaessa lähellä.",
        "modal: > tarvittaessa; softened: > tarvittaessa",
    ),
    ("Palvelut yhdistetään.", "Palvelut yhdistetään. Tiloja voidaan vuokrata.", "modal: > voidaan"),
    ("Hoitoon pääsee.", "Hoitoon ei pääse.", "negation: > ei"),
    (
        "Alue ei saa kieltäytyä.",
        "Alueen ei tulisi kieltäytyä.",
        "modal: ei saa > ei tulisi; softened: ei saa > ei tulisi",
    ),
    ("Alue saa kieltäytyä.", "Alue ei saa kieltäytyä.", "modal: saa > ei saa; negation: > ei"),
    ("Alueet eivät vastaa.", "Alue ei vastaa.", NOTHING),
    ("Väestö saa palvelut.", "Väestölle annetaan palvelut.", "modal: saa >"),
    ("Hoito tasoa heikentäen.", "Hoito tasoa heikentämättä.", "negation: > heikentämättä"),
    ("Iästä huolimatta.", "Iästä riippumatta.", NOTHING),
    ("Vuoteen 2030 mennessä.", "Vuoteen 2035 mennessä.", "year: 2030 > 2035"),
    ("Vuonna 2030.", "2030-luvulla.", "year: 2030 > 2030-luvulla"),
    ("Vuosina 2025–2040.", "Vuosina 2026–2040.", "year: 2025 > 2026"),
    ("Avustus on 2000 euroa.", "Avustus on 2100 euroa.", "number: 2000 > 2100"),
    ("Sote2040-visio", "Sote2050-visio", "number: 2040 > 2050"),
    ("5 toimenpidettä", "viisi toimenpidettä", NOTHING),
    ("Viidessä kunnassa", "Kuudessa kunnassa", "number: Viidessä > Kuudessa"),
    ("Yksi malli", "1 malli", NOTHING),
    ("1 malli", "Yksi malli", NOTHING),
    ("Ensimmäinen vaihe", "1. vaihe", NOTHING),
    ("Säästö on 5 miljoonaa euroa.", "Säästö on 5 miljardia euroa.", "number: miljoonaa > miljardia"),
    ("1 000 asiakasta", "1000 asiakasta", NOTHING),
    ("1.000,50 euroa", "1000,5 euroa", NOTHING),
    ("Kasvu on 5 %.", "Kasvu on 5 prosenttia.", NOTHING),
    ("Kasvu on viisi prosenttia.", "Kasvu on 6 %.", "percentage: viisi prosenttia > 6 %"),
    ("Nousu 5 prosenttia", "Nousu 5 prosenttiyksikköä", "percentage: 5 prosenttia > 5 prosenttiyksikköä"),
    ("Muutos -5 %", "Muutos 5 %", "percentage: -5 % > 5 %"),
    ("Osuus 5–10 %", "Osuus 5–15 %", "percentage: 10 % > 15 %"),
    ("Osuus 5–10 %", "Osuus 6–10 %", "percentage: 5 % > 6 %"),
    ("Osuus 5 ‰", "Osuus 5 %", "percentage: 5 ‰ > 5 %"),
    ("COVID-19 ja 5 aluetta", "COVID-19 ja 6 aluetta", "number: 5 > 6"),
    ("31.12.2030 mennessä", "30.6.2031 mennessä", "number: 31, 12 > 30, 6; year: 2030 > 2031"),
    ("Voileipä ja voi", "Voileipä ja margariini", "modal: voi >; hardened: voi >"),  # butter: a price of lists
    ("Kevät tulee.", "Kesä tulee.", NOTHING),
    ("Ihmiset luottavat palveluihin.", "Asukkaat luottavat palveluihin.", NOTHING),
]
SWEDISH = [
    ("Servicen ska tryggas.", "Servicen bör tryggas.", "modal: ska > bör; softened: ska > bör"),
    ("Området måste ordna vården.", "Området kan ordna vården.", "modal: måste > kan; softened: måste > kan"),
    ("Vården skall ordnas.", "Vården ska ordnas.", NOTHING),
    ("Kommunen får ordna vården.", "Kommunen ska ordna vården.", "modal: får > ska; hardened: får > ska"),
    ("Befolkningen får service.", "Befolkningen ges service.", "modal: får >"),
    ("Området får avstå.", "Området får inte avstå.", "modal: får > får inte; negation: > inte"),
    ("Man kunde pröva det.", "Man skulle pröva det.", "modal: kunde > skulle; hardened: kunde > skulle"),
    ("Tillgången säkerställs.", "Tillgången främjas.", "softened: säkerställs > främjas"),
    ("Reformen utreds.", "Reformen genomförs.", "hardened: utreds > genomförs"),
    ("Kompetensen utvecklas.", "Kompetensen stärks.", "hardened: utvecklas > stärks"),
    (
        "Servicen ges nära.",
        "Servicen ges i mån av möjlighet nära.",
        "modal: > i mån av möjlighet; softened: > i mån av möjlighet",
    ),
    ("Staten strävar efter att stödja områdena.", "Staten stöder områdena.", "modal: strävar >; hardened: strävar >"),
    ("Trygga miljöer för alla", "Goda miljöer för alla", NOTHING),
    ("Ingen lämnas utanför.", "Alla lämnas utanför.", "negation: Ingen >"),
    ("Stödet ges utan dröjsmål.", "Stödet ges med dröjsmål.", "negation: utan >"),
    ("Senast 2030", "Senast 2032", "year: 2030 > 2032"),
    ("På 2030-talet", "År 2030", "year: 2030-talet > 2030"),
    ("Fem åtgärder", "5 åtgärder", NOTHING),
    ("Två nivåer", "Tre nivåer", "number: Två > Tre"),
    ("Ökningen är 5 procent.", "Ökningen är 5 %.", NOTHING),
    ("Ökningen är 5 procent.", "Ökningen är 5 procentenheter.", "percentage: 5 procent > 5 procentenheter"),
    ("10 000 kunder", "100 000 kunder", "number: 10 000 > 100 000"),
    ("Första steget", "Första skedet", NOTHING),
]
ENGLISH = [
    ("Regions must provide care.", "Regions should provide care.", "modal: must > should; softened: must > should"),
    ("Regions may provide care.", "Regions shall provide care.", "modal: may > shall; hardened: may > shall"),
    ("Care could be merged.", "Care will be merged.", "modal: could > will; hardened: could > will"),
    ("Care can be merged.", "Care may be merged.", "modal: can > may"),
    ("Care is merged.", "Care might be merged.", "modal: > might; softened: > might"),
    ("The plan is due in May 2030.", "The plan is due in June 2030.", NOTHING),
    ("Regions may refuse.", "Regions may not refuse.", "modal: may > may not; negation: > not"),
    ("It cannot wait.", "It can wait.", "modal: cannot > can; negation: cannot >"),
    ("It doesn’t apply.", "It applies.", "negation: doesn't >"),
    ("Access is ensured.", "Access is promoted.", "softened: ensured > promoted"),
    ("Developing services", "Strengthening services", "hardened: Developing > Strengthening"),
    ("Consider the reform.", "Implement the reform.", "hardened: Consider > Implement"),
    ("A considerable reform", "A major reform", NOTHING),
    (
        "Services are local.",
        "Services are local where possible.",
        "modal: > where possible; softened: > where possible",
    ),
    ("The state seeks to support regions.", "The state supports regions.", "modal: seeks to >; hardened: seeks to >"),
    ("By 2030", "By the 2030s", "year: 2030 > 2030s"),
    ("Five measures", "5 measures", NOTHING),
    ("One model", "1 model", NOTHING),
    ("Growth of 5 per cent", "Growth of 5%", NOTHING),
    ("Growth of 5 per cent", "Growth of 5 percentage points", "percentage: 5 per cent > 5 percentage points"),
    ("1,500 clients", "1500 clients", NOTHING),
    ("1.5 million", "1.5 billion", "number: million > billion"),
    ("5 nurses and 10 doctors", "10 nurses and 5 doctors", NOTHING),  # the lists see no order
    ("People trust services.", "Residents trust services.", NOTHING),
]
CASES = [
    *(("fi", *case) for case in FINNISH),
    *(("sv", *case) for case in SWEDISH),
    *(("en", *case) for case in ENGLISH),
]


def _written(marks: tuple[Mark, ...]) -> str:
    return "; ".join(
        " ".join(f"{mark.kind}: {', '.join(mark.before)} > {', '.join(mark.after)}".split()) for mark in marks
    )


@pytest.mark.parametrize(("language", "before", "after", "expected"), CASES)
def test_marks(language: str, before: str, after: str, expected: str) -> None:
    assert _written(compare_wording(before, after, language).marks) == expected


def test_a_language_without_lists_has_marks_of_numbers_only() -> None:
    marks = compare_wording("Debe haber 5.", "Puede haber 6 en 2030.", "es").marks
    assert _written(marks) == "number: 5 > 6; year: > 2030"
