"""The words that headings, kinds and marks of spreadsheets are made of, in Finnish, Swedish and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sotetrace.model.kinds import Kind
    from sotetrace.model.text import Language

# A field a line; its words by language, in the singular where the field names one element of a row.
_HEADINGS: dict[str, tuple[str, str, str]] = {
    "id": ("tunnus, tunniste, koodi, id", "beteckning, kod, id", "id, code, identifier, ref, reference"),
    "number": ("numero, nro, n:o, järjestysnumero", "nummer, nr", "number, no, no., #, num"),
    "kind": ("laji, tyyppi", "slag, typ", "kind, type"),
    "title": ("otsikko, nimi, teksti", "rubrik, namn, text", "title, name, heading, label"),
    "summary": (
        "tiivistelmä, kuvaus, selite, sisältö",
        "sammanfattning, beskrivning, innehåll",
        "summary, description, details",
    ),
    "note": (
        "huom, huom., huomio, huomiot, huomautus, huomautukset, lisätieto, lisätiedot, lisätietoja, kommentti, "
        "kommentit",
        "anmärkning, anmärkningar, kommentar, kommentarer, obs",
        "note, notes, remark, remarks, comment, comments",
    ),
    "level": ("taso", "nivå", "level"),
    "parent": ("kuuluu, yläkohta, ylätavoite, osana", "överordnad, ingår i", "parent, belongs to, part of"),
    "core_problem": (
        "ydinongelma, ongelma, haaste",
        "kärnproblem, problem, utmaning",
        "core problem, problem, challenge",
    ),
    "goal": (
        "tavoite, päämäärä, päätavoite, strateginen tavoite",
        "mål, målsättning, huvudmål",
        "goal, objective, aim",
    ),
    "sub_goal": (
        "osatavoite, alatavoite, tarkennettu tavoite",
        "delmål, undermål",
        "sub-goal, subgoal, sub goal, sub-objective, specific objective",
    ),
    "measure": ("toimenpide, toimi, teko", "åtgärd, insats", "measure, action, activity, intervention"),
    "indicator": ("mittari, indikaattori", "indikator, mätare, mått", "indicator, metric, kpi"),
    "actor": ("toimija, taho", "aktör, part", "actor, party"),
    "milestone": ("virstanpylväs, vaihe", "milstolpe, skede", "milestone"),
    "trend": ("kehityssuunta, trendi", "utvecklingsriktning, trend", "trend"),
    "core_problems": (
        "ydinongelmat, ongelmat, haasteet",
        "problemen, utmaningar",
        "core problems, problems, challenges",
    ),
    "goals": ("tavoitteet, päämäärät", "målen", "goals, objectives, aims"),
    "sub_goals": ("osatavoitteet, alatavoitteet", "delmålen", "sub-goals, subgoals, sub goals"),
    "measures": ("toimenpiteet, toimet, teot", "åtgärder, åtgärderna", "measures, actions, activities"),
    "indicators": ("mittarit, indikaattorit", "indikatorer, indikatorerna", "indicators, metrics, kpis"),
    "responsible": (
        "vastuu, vastuutaho, vastuutahot, vastuuhenkilö, omistaja",
        "ansvar, ansvarig, ansvarig part, ansvariga, ägare",
        "responsible, responsible party, owner, lead",
    ),
    "partner": (
        "kumppani, kumppanit, yhteistyötaho, yhteistyötahot",
        "partner, samarbetspartner",
        "partner, partners",
    ),
    "beneficiary": ("kohderyhmä, hyödynsaaja", "målgrupp", "target group, beneficiary, beneficiaries"),
    "baseline": ("lähtötaso, lähtöarvo, nykytaso", "utgångsnivå, utgångsvärde", "baseline, baseline value"),
    "target": ("tavoitearvo, tavoitetaso", "målvärde, målnivå", "target, target value"),
    "unit": ("yksikkö", "enhet", "unit"),
    "year": ("vuosi, tavoitevuosi", "år, målår", "year, target year"),
    "date": ("päivä, päivämäärä, pvm", "datum", "date, due date, deadline"),
    "data_source": ("lähde, tietolähde", "datakälla, källa", "data source"),
    "role": ("rooli", "roll", "role"),
    "from": ("mistä", "från", "from, source"),
    "to": ("mihin", "till", "to"),
    "type": ("linkki, linkkityyppi", "länk, länktyp", "link, link type, relation, predicate"),
    "basis": ("peruste, millä perusteella", "grund", "basis"),
    "confidence": ("varmuus, luottamus", "säkerhet", "confidence"),
    "rationale": ("perustelu, perustelut, miksi", "motivering, varför", "rationale, reason, why"),
    "by": ("tulkitsija, lukija", "tolkare, läsare", "by, reader, author"),
}
_KINDS: dict[Kind, tuple[str, str, str]] = {
    "statement": ("lausuma, lausumat", "utsaga, utsagor, uttalande", "statement, statements"),
    "trend": ("kehityssuunta, kehityssuunnat, trendi, trendit", "utvecklingsriktning, trender", "trend, trends"),
    "level": ("taso, tasot", "nivå, nivåer", "level, levels"),
    "core_problem": (
        "ydinongelma, ydinongelmat, ongelma, ongelmat, haaste, haasteet",
        "kärnproblem, utmaning, utmaningar",
        "core problem, core problems, problem, problems, challenge, challenges",
    ),
    "goal": (
        "tavoite, tavoitteet, päätavoite, päätavoitteet, päämäärä, päämäärät",
        "mål, målen",
        "goal, goals, objective, objectives, domain, domains",
    ),
    "sub_goal": (
        "osatavoite, osatavoitteet, alatavoite, alatavoitteet",
        "delmål, delmålen, undermål",
        "sub-goal, sub-goals, subgoal, subgoals, sub goal, sub goals, sub_goals, target, targets",
    ),
    "measure": (
        "toimenpide, toimenpiteet, toimi, toimet",
        "åtgärd, åtgärder",
        "measure, measures, action, actions, control, controls",
    ),
    "indicator": (
        "mittari, mittarit, indikaattori, indikaattorit",
        "indikator, indikatorer",
        "indicator, indicators, kpi, kpis",
    ),
    "actor": ("toimija, toimijat", "aktör, aktörer", "actor, actors"),
    "milestone": ("virstanpylväs, virstanpylväät", "milstolpe, milstolpar", "milestone, milestones"),
}
HEADING_WORDS: dict[str, list[tuple[str, Language]]] = {}
"""The fields that a heading may mean, each with the language of the word, by the word in small letters."""
_LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
for _field, _by_language in _HEADINGS.items():
    for _language, _words in zip(_LANGUAGES, _by_language, strict=True):
        for _word in _words.split(", "):
            HEADING_WORDS.setdefault(_word, []).append((_field, _language))
KIND_WORDS: dict[str, Kind] = {
    word: kind for kind, by_language in _KINDS.items() for words in by_language for word in words.split(", ")
}
"""The kind that a word names, by the word in small letters."""
LANGUAGE_WORDS: dict[str, Language] = {
    **dict.fromkeys(("fi", "fin", "suomi", "suomeksi", "finska", "på finska", "finnish", "in finnish"), "fi"),
    **dict.fromkeys(("sv", "swe", "se", "ruotsi", "ruotsiksi", "svenska", "på svenska", "swedish", "in swedish"), "sv"),
    **dict.fromkeys(("en", "eng", "englanti", "englanniksi", "engelska", "på engelska", "english", "in english"), "en"),
}
"""The language that the end of a heading names, as in `Otsikko (ruotsiksi)` or `title_sv`."""
GAP_MARKS = frozenset(
    (
        *("-", "–", "—", "−", "‑", "n/a", "na", "none", "nil", "no", "0", "ei", "ei ole", "ei mitään", "ei mittaria"),
        *(
            "ei tiedossa",
            "puuttuu",
            "inga",
            "ingen",
            "inget",
            "saknas",
            "nej",
            "finns inte",
            "not applicable",
            "missing",
        ),
    )
)
"""What says in a cell that there is nothing, in small letters."""
PLAIN_MARKS = frozenset(
    ("x", "✓", "✔", "✗", "•", "●", "■", "*", "1", "yes", "y", "kyllä", "k", "on", "ja", "j", "true")
)
"""What says in a cell of a matrix that the two belong together, in small letters."""
GRADES: dict[str, str] = {
    **dict.fromkeys(("high", "h", "korkea", "suuri", "vahva", "hög", "stark", "strong", "●", "3", "+++"), "high"),
    **dict.fromkeys(
        ("medium", "m", "keskitaso", "keskisuuri", "kohtalainen", "medel", "moderate", "◐", "2", "++"), "medium"
    ),
    **dict.fromkeys(("low", "l", "matala", "pieni", "heikko", "låg", "svag", "weak", "○", "1", "+"), "low"),
}
"""The confidence that a graded mark of a matrix names, in small letters."""
TOTALS = ("yhteensä", "yht.", "yht", "summa", "total", "totals", "totalt", "sum", "grand total", "sammanlagt")
"""The words with which a row of sums begins."""
COMPUTED_TABLES = frozenset(("matrix", "gaps", "waivers", "coverage"))
"""The tables of `export csv` that follow from the others, or belong to other files."""
