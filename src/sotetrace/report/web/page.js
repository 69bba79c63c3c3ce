// What the page adds to what it says anyway: languages, switches, what if, chains that light up, search, reasons.
//
// The engine has said already what every status rests on: for each tier a support, a list that begins with how many of
// its members must stand. A member is a support again or a number: the class of a link, plus eight times the place of
// the measure at its end. All that is asked here is what still stands.
(() => {
  "use strict";

  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const data = JSON.parse(byId("_data").textContent);
  const INFERRED = ["high", "medium", "low"];
  const MOST_HITS = 50;

  // ---- texts ---------------------------------------------------------------------------------------------------

  // A wording that the markup holds stands as 0 among the texts.
  for (const shown of all("[data-t]")) {
    const text = data.texts[shown.dataset.t];
    const here = text.indexOf(0);
    if (here >= 0) text[here] = shown.textContent;
  }

  function wordingOf(number) {
    const text = data.texts[number];
    for (const language of [root.lang, data.original, ...data.languages]) {
      const words = text[data.languages.indexOf(language)];
      if (typeof words === "string") return [words, language];
    }
    return ["", root.lang];
  }

  function write(target, number) {
    const [words, language] = wordingOf(number);
    target.dataset.t = number;
    target.textContent = words;
    if (language === root.lang) target.removeAttribute("lang");
    else target.setAttribute("lang", language);
  }

  function speak(language) {
    root.lang = language;
    for (const shown of all("[data-t]")) write(shown, shown.dataset.t);
    for (const group of all("[data-l]")) group.hidden = group.dataset.l !== language;
    for (const button of all("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    const title = document.querySelector("h1");
    document.title = title.textContent;
    document.querySelector("title").lang = title.lang || language;
  }

  // ---- pieces of markup: text only, never markup from the data ---------------------------------------------------

  function make(name, ...children) {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  }

  function say(key, name = "span") {
    const made = make(name);
    write(made, data.words[key]);
    return made;
  }

  function linkTo(id) {
    const made = make("a", id);
    made.href = `#${id}`;
    return made;
  }

  function copyOf(original) {
    const copy = original.cloneNode(true);
    for (const one of [copy, ...all("[id]", copy)]) one.removeAttribute("id");
    return copy;
  }

  function titleOf(id) {
    const holder = byId(id);
    const title = holder && holder.querySelector("bdi");
    return title ? copyOf(title) : "";
  }

  // ---- what still stands ---------------------------------------------------------------------------------------

  const off = new Set(["idle"]);
  const gone = new Set();

  function stands(supporter) {
    const link = data.classes[supporter % data.classes.length];
    const measure = Math.floor(supporter / data.classes.length);
    if (measure && gone.has(data.measures[measure - 1])) return false;
    return link === "inference" ? INFERRED.some((one) => !off.has(one)) : !off.has(link);
  }

  function holds(support) {
    if (typeof support === "number") return stands(support);
    let left = support[0];
    for (let n = 1; n < support.length && left > 0; n += 1) if (holds(support[n])) left -= 1;
    return left <= 0;
  }

  const statuses = data.statuses.map(([id, topic, scale, expectation, steps]) => ({
    id, topic: data.topics[topic], scale: data.scales[scale], expectation, steps,
    owner: data.topics[topic] === "part" ? id.slice(0, id.lastIndexOf(".")) : id,
  }));
  const tierOf = (status) => data.tiers[(status.steps.find(([, support]) => holds(support)) || [0])[0]];
  off.delete("idle");
  for (const status of statuses) status.before = status.tier = tierOf(status);
  off.add("idle");

  // ---- figures that follow ---------------------------------------------------------------------------------------

  const cells = all("[data-s]");
  const countRows = all("tr[data-counts]");
  const lines = new Map(all(".map .l").map((line) => [line, data.steps[line.dataset.n]]));

  function update() {
    for (const status of statuses) status.tier = tierOf(status);
    for (const cell of cells) {
      const status = statuses[cell.dataset.s];
      if (cell.dataset.tier !== status.tier) {
        cell.dataset.tier = status.tier;
        write(cell.firstElementChild, data.words[`tier.${status.tier}`]);
      }
      cell.classList.toggle("changed", status.tier !== status.before);
    }
    countRows.forEach(count);
    for (const part of all("[data-unless]")) part.hidden = holds(data.facts[part.dataset.unless]);
    for (const chain of all("[data-while]")) {
      const isWhole = holds(data.facts[chain.dataset.while]);
      chain.classList.toggle("broken", !isWhole);
      chain.lastElementChild.hidden = isWhole;
    }
    for (const row of all("tr[data-of], g[data-box]")) {
      row.classList.toggle("gone", gone.has(row.dataset.of || row.dataset.box));
    }
    for (const [line, [low, high]] of lines) {
      line.classList.toggle("cut", gone.has(data.ids[low]) || gone.has(data.ids[high]));
    }
    for (const name of [...data.classes, "idle"]) root.classList.toggle(`off-${name}`, off.has(name));
    tellFalls();
    light(pinned);
  }

  function count(row) {
    const tiers = row.dataset.counts.split(" ").filter(Boolean)
      .map((number) => statuses[number]).filter((status) => !gone.has(status.id)).map((status) => status.tier);
    const isAsked = tiers.length > 0 && (!row.dataset.asked || holds(data.facts[row.dataset.asked]));
    const [total, notAsked] = row.querySelector("td.n").children;
    total.textContent = String(tiers.length);
    total.hidden = !isAsked;
    notAsked.hidden = isAsked;
    const bar = row.querySelector(".bar");
    const width = Number(bar.getAttribute("width"));
    let x = 0;
    for (const cell of all("td[data-tier]", row)) {
      const found = isAsked ? tiers.filter((tier) => tier === cell.dataset.tier).length : 0;
      cell.textContent = isAsked ? String(found) : "";
      cell.classList.toggle("zero", !found);
      const piece = bar.querySelector(`.t-${cell.dataset.tier}`);
      const wide = tiers.length ? Math.floor((width * found) / tiers.length) : 0;
      piece.setAttribute("x", x);
      piece.setAttribute("width", wide);
      x += wide;
    }
  }

  // ---- what if -------------------------------------------------------------------------------------------------

  const names = [...byId("_names").children];
  const SCALES = { as_source: "coverage.as_source_short", as_read: "coverage.as_read_short" };

  function tellFalls() {
    const fallen = statuses.filter(
      (status) => data.tiers.indexOf(status.tier) < data.tiers.indexOf(status.before) && !gone.has(status.owner),
    );
    const switches = ["stated", "layout", "blanket", ...INFERRED].filter((name) => off.has(name));
    const isWhole = !gone.size && !switches.length;
    const head = fallen.length ? make("p", say("page.falls"), ` ${fallen.length}`) : say("page.nothing_falls", "p");
    byId("_falls").replaceChildren(head);
    byId("_fallen").replaceChildren(...fallen.slice(0, 200).map(fallLine));
    if (fallen.length > 200) byId("_fallen").append(make("li", `+ ${fallen.length - 200}`));
    byId("_bar").hidden = isWhole;
    const left = [...switches.map((name) => copyOf(byId("_map").querySelector(`[data-class="${name}"] ~ span`))),
      ...[...gone].map(linkTo)];
    byId("_left-out").replaceChildren(say("page.left_out"), " ",
      ...left.slice(0, 12).flatMap((piece, n) => (n ? [", ", piece] : [piece])),
      left.length > 12 ? ` + ${left.length - 12}` : "");
    for (const button of all("[data-reset]")) button.disabled = isWhole;
  }

  function fallLine(status) {
    const about = status.expectation >= 0 ? copyOf(names[status.expectation]) : say(`page.topic.${status.topic}`);
    const line = make("li", linkTo(status.id), " ", titleOf(status.id), " – ", about, "; ", say(SCALES[status.scale]),
      ": ", say(`tier.${status.before}`), " → ", say(`tier.${status.tier}`, "strong"));
    Object.assign(line.dataset, {
      id: status.id, topic: status.topic, scale: status.scale, before: status.before, after: status.tier,
    });
    return line;
  }

  function putBack() {
    gone.clear();
    off.clear();
    off.add("idle");
    for (const box of all("[data-measure]")) box.checked = true;
    for (const box of all("[data-class]")) box.checked = box.dataset.class !== "idle";
    update();
  }

  // ---- chains on the map -----------------------------------------------------------------------------------------

  const boxes = new Map(all("g[data-box]").map((box) => [box.dataset.box, box]));
  const place = new Map(data.ids.map((id, n) => [id, n]));
  const ups = data.ids.map(() => []);
  const downs = data.ids.map(() => []);
  data.steps.forEach(([low, high], n) => { ups[low].push(n); downs[high].push(n); });
  let pinned = null;

  function isOpen([low, high, look]) {
    return !off.has(look) && !gone.has(data.ids[low]) && !gone.has(data.ids[high]);
  }

  // Follow every chain one way: a chain that goes up does not come down again.
  function follow(start, steps, end) {
    const found = new Set([start]);
    const taken = [];
    const pending = [start];
    while (pending.length) {
      for (const n of steps[pending.pop()]) {
        if (!isOpen(data.steps[n])) continue;
        taken.push(n);
        const next = data.steps[n][end];
        if (!found.has(next)) { found.add(next); pending.push(next); }
      }
    }
    found.delete(start);
    return { ids: [...found].sort((a, b) => a - b).map((n) => data.ids[n]), taken };
  }

  function chainsOf(id) {
    const start = place.get(id);
    if (start === undefined || gone.has(id)) return { up: [], down: [], taken: new Set() };
    const up = follow(start, ups, 1);
    const down = follow(start, downs, 0);
    return { up: up.ids, down: down.ids, taken: new Set([...up.taken, ...down.taken]) };
  }

  function light(id) {
    const chains = id ? chainsOf(id) : { up: [], down: [], taken: new Set() };
    const lit = new Set([id, ...chains.up, ...chains.down]);
    for (const svg of all(".map")) svg.classList.toggle("lighting", Boolean(id));
    for (const [one, box] of boxes) box.classList.toggle("lit", Boolean(id) && lit.has(one));
    for (const line of lines.keys()) line.classList.toggle("lit", chains.taken.has(Number(line.dataset.n)));
    return chains;
  }

  function pin(id) {
    pinned = id;
    for (const [one, box] of boxes) box.querySelector("a").setAttribute("aria-pressed", String(one === id));
    const chains = light(id);
    byId("_pinned").replaceChildren(...(id ? pinnedLines(id, chains) : [say("page.nothing_pinned", "p")]));
    arrangeAll();
  }

  function pinnedLines(id, chains) {
    const everything = linkTo(id);
    everything.replaceChildren(say("page.everything"));
    const release = say("page.unpin", "button");
    release.type = "button";
    release.addEventListener("click", () => { pin(null); boxes.get(id).querySelector("a").focus(); });
    const list = (key, ids) => make("p", say(key), ": ", ...(ids.length
      ? ids.flatMap((one, n) => [n ? ", " : "", linkTo(one)]) : [say("trace.nothing")]));
    return [make("p", say("page.pinned"), " ", make("strong", id, " ", titleOf(id)), " ", everything, " ", release),
      list("trace.up", chains.up), list("trace.down", chains.down)];
  }

  // Lay boxes out as layout.py does: column by column, row by row, those that are shown one below the other.
  function arrange(svg) {
    const [width, height, gapX, gapY, margin, head, band] = svg.dataset.size.split(" ").map(Number);
    const isOnly = byId("_only").checked && pinned;
    const kinds = all("[data-head]", svg).filter((one) => {
      const choice = document.querySelector(`[data-kind="${one.dataset.head}"][type="checkbox"]`);
      one.toggleAttribute("hidden", Boolean(choice) && !choice.checked);
      return !one.hasAttribute("hidden");
    });
    kinds.forEach((one, n) => one.setAttribute("x", margin + n * (width + gapX)));
    const column = new Map(kinds.map((one, n) => [one.dataset.head, n]));
    const inRows = new Map(all("[data-row]", svg).map((row) => [row.dataset.row, []]));
    for (const box of all("[data-box]", svg)) {
      const isShown = column.has(box.dataset.kind) && (!isOnly || box.classList.contains("lit"));
      box.toggleAttribute("hidden", !isShown);
      if (isShown) inRows.get(box.dataset.at).push(box);
    }
    const corners = new Map();
    let y = head;
    for (const row of all("[data-row]", svg)) {
      const counts = kinds.map(() => 0);
      row.setAttribute("transform", `translate(0 ${y})`);
      for (const box of inRows.get(row.dataset.row)) {
        const n = column.get(box.dataset.kind);
        const corner = [margin + n * (width + gapX), y + band + counts[n] * (height + gapY)];
        counts[n] += 1;
        corners.set(box.dataset.box, corner);
        box.setAttribute("transform", `translate(${corner[0]} ${corner[1]})`);
      }
      const most = Math.max(0, ...counts);
      row.toggleAttribute("hidden", !most);
      y += most ? band + most * (height + gapY) : 0;
    }
    const wide = 2 * margin + kinds.length * width + Math.max(0, kinds.length - 1) * gapX;
    for (const rule of all(".rule", svg)) rule.setAttribute("d", `M0 .5H${wide}`);
    for (const [name, value] of [["width", wide], ["height", y + margin], ["viewBox", `0 0 ${wide} ${y + margin}`]]) {
      svg.setAttribute(name, value);
    }
    all(".l", svg).forEach((line) => drawLine(line, corners, width, height, gapX));
  }

  function drawLine(line, corners, width, height, gapX) {
    const from = corners.get(line.dataset.from);
    const to = corners.get(line.dataset.to);
    line.toggleAttribute("hidden", !from || !to);
    if (!from || !to) return;
    const rise = to[1] - from[1];
    const middle = from[1] + Math.floor(height / 2);
    if (from[0] === to[0]) {
      const bow = Math.floor(gapX / 2);
      line.setAttribute("d", `M${from[0] + width} ${middle}c${bow} 0 ${bow} ${rise} 0 ${rise}`);
      return;
    }
    const [start, end] = from[0] > to[0] ? [from[0], to[0] + width] : [from[0] + width, to[0]];
    const bend = Math.floor((end - start) / 2);
    line.setAttribute("d", `M${start} ${middle}c${bend} 0 ${bend} ${rise} ${end - start} ${rise}`);
  }

  let isArranged = true;

  // The layout that came with the page is kept as long as nothing asks for another.
  function arrangeAll() {
    const isPlain = !all("[data-kind][type=checkbox]:checked").length && !(byId("_only") && byId("_only").checked);
    if (isPlain && isArranged) return;
    isArranged = isPlain;
    all(".map").forEach(arrange);
  }

  // ---- reasons in the matrix -------------------------------------------------------------------------------------

  function showReason(sign) {
    const row = sign.closest("tr");
    const reasons = (sign.dataset.reasons || sign.getAttribute("href").slice(1)).split(" ")
      .map((id) => copyOf(byId(id)));
    byId("_reason").replaceChildren(
      make("p", make("strong", linkTo(row.dataset.of), " ", titleOf(row.dataset.of))), make("ul", ...reasons));
  }

  // ---- search --------------------------------------------------------------------------------------------------

  let index = null;
  const plain = (text) => text.normalize("NFC").toLocaleLowerCase("fi");

  // All languages are searched; what links call their other ends is left to those ends.
  function buildIndex() {
    return all("article").map((article) => {
      const words = all("h4, q, bdi", article).filter((one) => !one.matches("li > a ~ bdi"));
      const every = words.flatMap((one) => (one.dataset.t ? data.texts[one.dataset.t].filter(Boolean) : [one.textContent]));
      return { id: article.id, name: plain(article.id), text: plain(every.join("\n")) };
    });
  }

  function search(query) {
    const wanted = plain(query).trim().split(/\s+/).filter(Boolean);
    byId("_hits").replaceChildren();
    byId("_found").replaceChildren();
    if (!wanted.length) return;
    index = index || buildIndex();
    const hits = index.filter((entry) => wanted.every((word) => entry.text.includes(word)));
    const exact = wanted.join(" ");
    hits.sort((a, b) => Number(b.name === exact) - Number(a.name === exact));
    byId("_found").append(...(hits.length ? [say("page.found"), ` ${hits.length}`] : [say("page.none_found")]));
    byId("_hits").append(...hits.slice(0, MOST_HITS).map((hit) => make("li", linkTo(hit.id), " ", titleOf(hit.id))));
    if (hits.length > MOST_HITS) {
      byId("_hits").append(make("li", `${hits.length - MOST_HITS} `, say("page.more")));
    }
  }

  // ---- hands on ------------------------------------------------------------------------------------------------

  const boxAt = (event) => event.target.closest && event.target.closest("g[data-box]");

  function toggle(set, member, isIn) {
    if (isIn) set.add(member);
    else set.delete(member);
  }

  function onChange({ target }) {
    if (target.dataset.measure) toggle(gone, target.dataset.measure, !target.checked);
    else if (target.dataset.class) toggle(off, target.dataset.class, !target.checked);
    else if (target.dataset.kind || target.id === "_only") { arrangeAll(); light(pinned); return; }
    else if (target.name === "level") {
      all("#_map > .scroll").forEach((picture, n) => { picture.hidden = n !== Number(target.value); });
      return;
    } else return;
    update();
  }

  function onPoint(event) {
    const box = boxAt(event);
    if (box && !pinned) light(box.dataset.box);
    const sign = event.target.closest && event.target.closest(".matrix td > a");
    if (sign) showReason(sign);
  }

  function onLeave(event) {
    if (boxAt(event) && !pinned) light(null);
  }

  function onClick(event) {
    const box = boxAt(event);
    if (box && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      pin(pinned === box.dataset.box ? null : box.dataset.box);
    } else if (event.target.dataset && event.target.dataset.language) speak(event.target.dataset.language);
    else if (event.target.closest("[data-reset]")) putBack();
  }

  function onKey(event) {
    if (event.key === " " && boxAt(event)) {
      event.preventDefault();
      boxAt(event).querySelector("a").click();
    } else if (event.key === "Escape" && pinned) pin(null);
  }

  function start() {
    root.classList.add("live");
    for (const input of all("input[disabled]")) input.disabled = false;
    for (const box of boxes.values()) {
      const link = box.querySelector("a");
      link.setAttribute("role", "button");
      link.setAttribute("aria-pressed", "false");
    }
    for (const line of lines.keys()) {
      const [low, high] = data.steps[line.dataset.n];
      const isUp = line.dataset.way !== "down";
      line.dataset.from = data.ids[isUp ? low : high];
      line.dataset.to = data.ids[isUp ? high : low];
    }
    for (const other of all("dd > ul > li:not([id]) > a:first-of-type")) {
      if (other.nextElementSibling?.localName !== "bdi") other.after(" ", titleOf(other.textContent));
    }
    document.addEventListener("change", onChange);
    for (const name of ["mouseover", "focusin"]) document.addEventListener(name, onPoint);
    for (const name of ["mouseout", "focusout"]) document.addEventListener(name, onLeave);
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey);
    byId("_query").addEventListener("input", (event) => search(event.target.value));
    // Browsers keep what was ticked when a page is loaded again; the figures must not differ from it.
    putBack();
    for (const box of all("[data-kind][type=checkbox], #_only")) box.checked = false;
  }

  start();
})();
