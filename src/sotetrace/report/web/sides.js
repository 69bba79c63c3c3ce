// Two documents side by side: switches of relations, and the lines of an element that light up. All else is there
// without a script.
(() => {
  "use strict";

  const all = (selector, within) => [...within.querySelectorAll(selector)];

  function show(pair) {
    const shown = new Set(all("[data-shows]", pair).filter((box) => box.checked).map((box) => box.dataset.shows));
    const entries = all("[data-r]", pair);
    for (const entry of entries) entry.hidden = !shown.has(entry.dataset.r);
    for (const row of all(".sides tbody tr:not([data-r]):not([data-group])", pair)) {
      row.hidden = all("[data-r]", row).every((entry) => entry.hidden);
    }
    for (const group of all(".sides tbody", pair)) {
      group.hidden = all("tr:not([data-group])", group).every((row) => row.hidden);
    }
    for (const line of all("[data-m]", pair)) line.toggleAttribute("hidden", !shown.has(line.dataset.m));
    const count = entries.filter((entry) => !entry.hidden).length;
    pair.querySelector("[data-shown]").textContent = `${count} / ${entries.length}`;
  }

  function light(picture, box) {
    const side = box && ("a" in box.dataset ? "a" : "b");
    const lines = box ? all("[data-m]", picture).filter((line) => line.dataset[side] === box.dataset[side]) : [];
    const lit = new Set(lines.flatMap((line) => [`a ${line.dataset.a}`, `b ${line.dataset.b}`]));
    if (box) lit.add(`${side} ${box.dataset[side]}`);
    picture.classList.toggle("picking", Boolean(box));
    for (const line of all("[data-m]", picture)) line.classList.toggle("lit", lines.includes(line));
    for (const one of all("g[data-a], g[data-b]", picture)) {
      one.classList.toggle("lit", lit.has("a" in one.dataset ? `a ${one.dataset.a}` : `b ${one.dataset.b}`));
    }
  }

  for (const pair of all(".pair", document)) {
    pair.addEventListener("change", ({ target }) => { if (target.dataset.shows) show(pair); });
    pair.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-only]");
      if (!button) return;
      const only = button.dataset.only.split(" ").filter(Boolean);
      for (const box of all("[data-shows]", pair)) box.checked = !only.length || only.includes(box.dataset.shows);
      show(pair);
    });
    for (const picture of all(".trees", pair)) {
      const at = ({ target }) => light(picture, target.closest("g[data-a], g[data-b]"));
      for (const name of ["mouseover", "focusin"]) picture.addEventListener(name, at);
      for (const name of ["mouseleave", "focusout"]) picture.addEventListener(name, () => light(picture, null));
    }
    // Browsers keep what was ticked when a page is loaded again.
    for (const box of all("[data-shows]", pair)) box.checked = true;
    show(pair);
  }
})();
