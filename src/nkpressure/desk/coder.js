// The coder's desk in a notebook. The kernel holds the truth: a step shows here only when the
// kernel has answered that it is on the disk. All places are counted in code points, as Python
// counts them; the browser counts UTF-16 units, and an emoji is two of these.

const ANSWER_WITHIN = 6000; // milliseconds, after which a silent kernel is told of
const NOT_SAID = "";
const SIGN_WORDS = { "": "waits for a decision", accepted: "accepted", changed: "changed", own: "own mark", rejected: "rejected" };
const KEYS = [
  ["a", "accept the proposal"], ["r", "reject it"], ["c", "change it: to the fields"],
  ["n p", "next, previous proposal that waits"], ["u U", "undo, redo (also Ctrl+Z, Ctrl+Shift+Z)"],
  ["← →", "in the text: word by word; with Shift, select more words"],
  ["Alt+Shift+← →", "move the end of the selection by a character"],
  ["↑ ↓", "in the text: sentence by sentence"],
  ["Enter", "in the text: code the selected words, or give them to the field that asked"],
  ["Ctrl+Enter", "in the fields: save"], ["Delete", "take a decision back, remove an own mark"],
  ["/", "search"], ["Esc", "leave"],
];

// ---- places -------------------------------------------------------------------------------------

/** How many code points stand before a UTF-16 offset; an offset within a pair counts as before it. */
export function pointsBefore(text, units) {
  let points = 0;
  for (let unit = 0; unit < Math.min(units, text.length); points += 1) {
    unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
    if (unit > units) return points;
  }
  return points;
}

/** The UTF-16 offset at which a number of code points have passed. */
export function unitsBefore(text, points) {
  let unit = 0;
  for (let point = 0; point < points && unit < text.length; point += 1) unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
  return unit;
}

/** A stretch without the blanks at its edges: a double click takes the blank behind a word along. */
export function trimmed(points, start, end) {
  while (start < end && /\s/u.test(points[start])) start += 1;
  while (start < end && /\s/u.test(points[end - 1])) end -= 1;
  return [start, end];
}

/** Where the words occur, whatever their case; any blank matches any other. */
export function occurrences(points, words) {
  const folded = (point) => (/\s/u.test(point) ? " " : point.toLowerCase());
  const wanted = Array.from(words, folded).join("");
  if (!wanted.trim()) return [];
  const lower = Array.from(points, folded);
  const starts = new Map();
  let unit = 0;
  lower.forEach((letters, place) => { starts.set(unit, place); unit += letters.length; });
  starts.set(unit, lower.length);
  const text = lower.join("");
  const found = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (starts.has(at) && starts.has(at + wanted.length)) found.push([starts.get(at), starts.get(at + wanted.length)]);
  }
  return found;
}

/** The lines of a text, each with its line end, as places. */
export function linesOf(points) {
  const lines = [];
  let start = 0;
  points.forEach((point, place) => { if (point === "\n") { lines.push([start, place + 1]); start = place + 1; } });
  if (start < points.length || !lines.length) lines.push([start, points.length]);
  return lines;
}

/** The number of the line in which a place lies. */
export function lineOf(lines, place) {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle][1] > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Gives each line the marks that touch it, in the order of the marks. */
export function sharedOut(lines, marks) {
  const shares = lines.map(() => []);
  for (const mark of marks) {
    for (let at = lineOf(lines, mark.start); at < lines.length && lines[at][0] < mark.end; at += 1) shares[at].push(mark);
  }
  return shares;
}

/** Cuts a stretch wherever a mark begins or ends; the longest mark comes first, to be outermost. */
export function segmentsOf(start, end, marks) {
  const cuts = new Set([start, end]);
  for (const mark of marks) {
    cuts.add(Math.max(mark.start, start));
    cuts.add(Math.min(mark.end, end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((to, i) => ({
    start: places[i], end: to,
    marks: marks.filter((m) => m.start <= places[i] && m.end >= to).sort((a, b) => (b.end - b.start) - (a.end - a.start)),
  }));
}

// ---- small means --------------------------------------------------------------------------------

function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const isEmpty = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
const sameValue = (a, b) => (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);
const key = (name) => make("kbd", { "aria-hidden": "true" }, name);

/** Every view of the desk hears of each step through the model, which all of them share. */
function initialize({ model }) {
  model.on("msg:custom", (answer) => {
    if (!answer || answer.problem || !answer.mark) return;
    const marks = { ...model.get("marks") };
    if (answer.item) marks[answer.mark] = answer.item;
    else delete marks[answer.mark];
    model.set("state", answer.state);
    model.set("marks", marks);
  });
}

function render({ model, el }) {
  const desk = new Desk(model, el);
  desk.draw();
  return () => desk.leave();
}

let views = 0;

class Desk {
  constructor(model, el) {
    this.model = model;
    this.page = model.get("page");
    this.points = Array.from(this.page.text);
    this.lines = linesOf(this.points);
    this.kinds = new Map(this.page.kinds.map((kind) => [kind.kind, kind]));
    this.visible = new Set(this.kinds.keys());
    this.ids = Object.entries(this.page.names).map(([id, name]) => [id, `${name} (${id})`]);
    this.view = `${Date.now()}-${views += 1}`;
    this.number = 0;
    this.pending = new Map();
    this.now = null; // the id of the mark in the panel
    this.draft = null; // what the panel's fields hold
    this.picking = null; // the field that waits for words
    this.cursor = null; // selected words: { anchor, head }, both [start, end]
    this.unfolded = new Set();
    this.lastKind = this.kinds.has("instrument") ? "instrument" : this.page.kinds[0]?.kind;
    this.found = [];
    this.foundAt = -1;
    this.build(el);
    this.listen();
  }

  // ---- frame ------------------------------------------------------------------------------------

  build(el) {
    const names = `nkc-names-${this.view}`;
    this.namesList = names;
    const button = (name, words, keys, action, label) =>
      make("button", { type: "button", "data-key": name, title: keys ? `${label || words} (${keys})` : label || words, "aria-label": label || words, "aria-keyshortcuts": keys, onclick: action }, words, keys ? key(keys) : null);
    this.undoButton = button("undo", "Undo", "u", () => this.send({ verb: "undo" }));
    this.redoButton = button("redo", "Redo", "U", () => this.send({ verb: "redo" }));
    this.searchBox = make("input", { type: "search", placeholder: "Search", "aria-label": "Search in the text", "data-key": "search", oninput: () => this.search(), onkeydown: (event) => this.searchKey(event) });
    this.foundCount = make("span", { class: "nkc-count", "aria-live": "polite" });
    this.onward = make("input", { type: "checkbox", checked: true, "data-key": "onward" });
    this.status = make("div", { class: "nkc-status", role: "status", "aria-live": "polite" });
    this.alert = make("div", { class: "nkc-alert", role: "alert" });
    this.pickNote = make("div", { class: "nkc-picking", role: "status", "aria-live": "assertive" });
    this.said = make("div", { class: "nkc-hidden", "aria-live": "polite", role: "log" });
    this.text = make("div", { class: "nkc-text", tabIndex: 0, role: "application", "aria-roledescription": "text to be coded", "aria-label": `${this.page.title}. Arrow keys move over the words, Enter codes them, n goes to the next proposal.`, lang: this.page.language || null, "data-key": "text" });
    this.panel = make("div", { class: "nkc-panel", role: "region", "aria-label": "Coding" });
    this.kindsBox = make("details", { class: "nkc-kinds" });
    const keysBox = make("details", { class: "nkc-keys" }, make("summary", {}, "Keys"), make("dl", {}, ...KEYS.flatMap(([keys, words]) => [make("dt", {}, make("kbd", {}, keys)), make("dd", {}, words)])));
    this.root = make("div", { class: "nkc", role: "group", "aria-label": `Coding of ${this.page.title} by ${this.page.coder}`, "data-lm-suppress-shortcuts": "true", "data-jp-suppress-context-menu": "true" },
      make("style", {}, this.page.css),
      make("datalist", { id: names }, ...this.ids.map(([, name]) => make("option", { value: name }))),
      make("div", { class: "nkc-bar", role: "toolbar", "aria-label": "Steps" },
        make("span", { class: "nkc-group" }, this.undoButton, this.redoButton),
        make("span", { class: "nkc-group" }, button("previous", "‹", "p", () => this.goOn(-1), "Previous proposal"), button("next", "Next ›", "n", () => this.goOn(1), "Next proposal")),
        make("span", { class: "nkc-group nkc-search" }, this.searchBox, button("back", "‹", null, () => this.nextFound(-1), "Previous place found"), button("forth", "›", null, () => this.nextFound(1), "Next place found"), this.foundCount),
        make("label", { class: "nkc-group" }, this.onward, "on to the next after a decision")),
      make("div", { class: "nkc-folds" }, this.kindsBox, keysBox), this.status, this.alert,
      ...this.page.notes.map((note) => make("div", { class: "nkc-alert", role: "note" }, note)),
      this.pickNote, this.said,
      make("div", { class: "nkc-columns" }, this.text, this.panel));
    this.drawKinds();
    el.replaceChildren(this.root);
  }

  listen() {
    this.onMarks = () => this.draw();
    this.onAnswer = (answer) => this.answered(answer);
    this.model.on("change:marks", this.onMarks);
    this.model.on("change:state", this.onMarks);
    this.model.on("msg:custom", this.onAnswer);
    this.text.addEventListener("pointerdown", () => { this.pressed = true; });
    this.onRelease = () => { if (this.pressed) { this.pressed = false; setTimeout(() => this.released()); } };
    document.addEventListener("pointerup", this.onRelease);
    this.text.addEventListener("click", (event) => this.clicked(event));
    this.root.addEventListener("keydown", (event) => this.keyed(event));
  }

  leave() {
    this.model.off("change:marks", this.onMarks);
    this.model.off("change:state", this.onMarks);
    this.model.off("msg:custom", this.onAnswer);
    document.removeEventListener("pointerup", this.onRelease);
    for (const { timer } of this.pending.values()) clearTimeout(timer);
    this.highlight([]);
  }

  // ---- steps ------------------------------------------------------------------------------------

  send(wish, then = () => {}) {
    this.number += 1;
    const number = `${this.view}-${this.number}`;
    const silent = () => { this.alert.textContent = "The kernel does not answer, so this step is not saved. Run the cell again: all steps before it are in the file."; };
    this.pending.set(number, { then, timer: setTimeout(silent, ANSWER_WITHIN) });
    try {
      this.model.send({ ...wish, number });
    } catch {
      silent();
    }
  }

  answered(answer) {
    const waiting = this.pending.get(answer?.number);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.pending.delete(answer.number);
    this.alert.textContent = answer.problem || "";
    if (answer.problem) return;
    const mark = this.marks()[answer.mark];
    this.tell(mark ? `${this.labelOf(mark.kind)} ${this.wordsOf(mark)}: ${SIGN_WORDS[mark.decision]}` : "removed");
    if (waiting.then(answer) !== true) this.choose(mark ? answer.mark : null);
  }

  decide(verb) {
    const mark = this.marks()[this.now];
    if (!mark) return;
    if (verb !== "remove" && !mark.proposal) return;
    if (verb === "remove" && !mark.decision) return;
    this.send({ verb, mark: this.now }, () => verb !== "remove" && this.onward.checked && this.goOn(1));
  }

  save() {
    const draft = this.draft;
    if (!draft) return;
    const values = Object.fromEntries(Object.entries(draft.values).filter(([name, value]) => draft.id || !isEmpty(value)));
    this.lastKind = draft.kind;
    if (!draft.id) {
      this.send({ verb: "mark", kind: draft.kind, start: draft.start, end: draft.end, values }, (answer) => { this.choose(answer.mark); this.text.focus({ preventScroll: true }); return true; });
      return;
    }
    const mark = this.marks()[draft.id];
    const changed = Object.fromEntries(Object.entries(values).filter(([name, value]) => draft.kind !== mark.kind || !sameValue(value, mark.values[name])).map(([name, value]) => [name, isEmpty(value) && !Array.isArray(value) ? null : value]));
    const waited = !mark.decision;
    this.send({ verb: "change", mark: draft.id, values: { ...changed, kind: draft.kind, start: draft.start, end: draft.end } }, () => waited && this.onward.checked && this.goOn(1));
  }

  // ---- what is there ------------------------------------------------------------------------------

  marks() { return this.model.get("marks"); }

  labelOf(kind) { return this.kinds.get(kind)?.label || kind; }

  ordered() {
    return Object.values(this.marks()).sort((a, b) => a.start - b.start || b.end - a.end || (a.kind < b.kind ? -1 : 1) || (a.id < b.id ? -1 : 1));
  }

  shown() { return this.ordered().filter((mark) => this.visible.has(mark.kind) || mark.id === this.now); }

  wordsOf({ start, end }, most = 200) {
    const words = this.points.slice(start, Math.min(end, start + most)).join("").replace(/\s+/gu, " ");
    return `“${words}${end - start > most ? "…" : ""}”`;
  }

  /** Say something to those who cannot see the page; the last few words stay. */
  tell(words) {
    this.said.append(make("div", {}, words));
    while (this.said.childElementCount > 3) this.said.firstChild.remove();
  }

  goOn(way) {
    const waiting = this.ordered().filter((mark) => mark.proposal && !mark.decision && this.visible.has(mark.kind));
    if (!waiting.length) {
      this.tell("No proposal of the shown kinds waits.");
      return false;
    }
    const all = this.ordered().map((mark) => mark.id);
    const at = this.now ? all.indexOf(this.now) : this.cursor ? this.ordered().findIndex((m) => m.start >= this.cursor.head[0]) - 0.5 : -1;
    const places = waiting.map((mark) => all.indexOf(mark.id));
    const later = way > 0 ? places.find((place) => place > at) : places.filter((place) => place < at).pop();
    const next = later ?? (way > 0 ? places[0] : places[places.length - 1]);
    this.choose(all[next]);
    const mark = this.marks()[all[next]];
    const again = later === undefined ? (way > 0 ? "From the top again. " : "From the end again. ") : "";
    this.tell(`${again}${this.labelOf(mark.kind)} ${this.wordsOf(mark)}`);
    return true;
  }

  /** Put a mark into the panel. */
  choose(id) {
    const mark = id ? this.marks()[id] : null;
    this.now = mark ? id : null;
    this.picking = null;
    this.draft = mark ? { id, kind: mark.kind, start: mark.start, end: mark.end, values: structuredClone(mark.values) } : null;
    if (mark) this.cursor = { anchor: [mark.start, mark.end], head: [mark.start, mark.end] };
    this.unfolded = new Set();
    this.draw();
    this.panel.scrollTop = 0;
    if (mark) this.reveal(mark.start);
  }

  /** Put selected words into the panel, to be a mark of their own. */
  begin(start, end) {
    this.now = null;
    this.draft = { id: null, kind: this.lastKind, start, end, values: {} };
    this.unfolded = new Set((this.kinds.get(this.lastKind)?.form || []).filter((field) => field.control === "choice").map((field) => field.field));
    this.draw();
    this.panel.scrollTop = 0;
  }

  /** Give words, or a mark, to the field that asked for them. */
  give(start, end, mark) {
    const { field, control } = this.picking;
    this.picking = null;
    if (field === "place") Object.assign(this.draft, { start, end });
    else if (control === "mark") this.draft.values[field] = mark;
    else if (control === "span") this.draft.values[field] = { start, end };
    else this.draft.values[field] = [...(this.draft.values[field] || []), { start, end }];
    this.unfolded.add(field);
    this.draw();
    this.panel.querySelector(`[data-key="pick-${field}"]`)?.focus();
  }

  // ---- the text -----------------------------------------------------------------------------------

  draw() {
    const held = this.root.contains(document.activeElement) ? document.activeElement.dataset?.key : null;
    this.drawText();
    this.drawPanel();
    this.drawStatus();
    this.countKinds();
    this.pickNote.textContent = this.picking ? `Select the words: ${this.picking.label}. ${this.picking.control === "mark" ? "Click a mark" : "With the mouse, or with the arrow keys and Enter"}; Esc leaves.` : "";
    if (held && !(this.root.contains(document.activeElement) && document.activeElement.dataset?.key === held)) {
      (this.root.querySelector(`[data-key="${CSS.escape(held)}"]:not(:disabled)`) || this.text).focus({ preventScroll: true });
    }
  }

  drawText() {
    const marks = this.shown();
    if (this.draft && (!this.draft.id || this.draft.start !== this.marks()[this.draft.id]?.start || this.draft.end !== this.marks()[this.draft.id]?.end)) {
      marks.push({ id: "", kind: "", decision: "drafted", start: this.draft.start, end: this.draft.end });
    }
    marks.push(...this.parts());
    if (!this.blocks) {
      this.blocks = this.lines.map(() => make("div", { class: "nkc-p", dir: "auto" }));
      this.text.append(...this.blocks);
    }
    const ofLines = sharedOut(this.lines, marks);
    this.lines.forEach(([start, end], number) => {
      const within = ofLines[number];
      const block = this.blocks[number];
      const drawn = JSON.stringify(within.map((m) => [m.id, m.kind, m.decision, m.start, m.end, m.part, m.id === this.now]));
      if (block.drawn === drawn) return;
      block.drawn = drawn;
      block.replaceChildren(...segmentsOf(start, end, within).filter((s) => s.end > s.start).map((segment) => this.segment(segment)));
    });
    if (this.found.length) this.highlight(this.found);
  }

  /** The stretches that the mark in the panel points to: its source, its cue, its content. */
  parts() {
    const form = this.draft ? this.kinds.get(this.draft.kind)?.form || [] : [];
    return form.filter((field) => field.control === "span" || field.control === "spans").flatMap((field) =>
      [this.draft.values[field.field] || []].flat().map(({ start, end }) => ({ id: "", kind: "", decision: "part", part: field.label, start, end })));
  }

  segment({ start, end, marks }) {
    let inner = document.createTextNode(this.points.slice(start, end).join(""));
    [...marks].reverse().forEach((mark, depth) => {
      const decision = mark.decision || "open";
      const given = { class: `nkc-m k-${mark.kind} nkc-d${Math.min(depth, 4)} nkc-${decision}${mark.id && mark.id === this.now ? " nkc-now" : ""}` };
      if (mark.start === start) given[mark.part ? "data-part" : "data-sign"] = mark.part || decision;
      inner = make("mark", given, inner);
    });
    return make("span", { class: "nkc-seg", "data-s": String(start), "data-e": String(end), "data-ids": marks.map((m) => m.id).filter(Boolean).join(" ") }, inner);
  }

  /** The code point at a place of the document tree. */
  placeAt(node, offset) {
    if (node.nodeType === Node.TEXT_NODE) {
      const segment = node.parentElement.closest("[data-s]");
      return segment && this.text.contains(segment) ? Number(segment.dataset.s) + pointsBefore(node.data, offset) : null;
    }
    if (!this.text.contains(node)) return null;
    const next = node.childNodes[offset];
    if (next) {
      const first = next.nodeType === Node.ELEMENT_NODE ? (next.matches("[data-s]") ? next : next.querySelector("[data-s]") || next.closest("[data-s]")) : next.parentElement.closest("[data-s]");
      return first ? Number(first.dataset.s) : null;
    }
    const inside = node.querySelectorAll("[data-s]");
    const last = inside[inside.length - 1] || node.closest("[data-s]");
    return last ? Number(last.dataset.e) : null;
  }

  selected() {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const before = this.text.compareDocumentPosition(range.startContainer);
    let start = this.placeAt(range.startContainer, range.startOffset);
    let end = this.placeAt(range.endContainer, range.endOffset);
    if (start === null && end !== null && before & Node.DOCUMENT_POSITION_PRECEDING) start = 0;
    if (end === null && start !== null) end = this.points.length;
    if (start === null || end === null) return null;
    [start, end] = trimmed(this.points, start, end);
    return start < end ? [start, end] : null;
  }

  released() {
    const words = this.selected();
    if (!words) return;
    this.cursor = { anchor: words, head: words };
    if (this.picking && this.picking.control !== "mark") this.give(...words);
    else this.begin(...words);
  }

  clicked(event) {
    if (this.selected()) return;
    const ids = (event.target.closest?.("[data-ids]")?.dataset.ids || "").split(" ").filter(Boolean).reverse();
    if (this.picking) {
      if (ids.length && this.picking.control === "mark") this.give(null, null, ids.find((id) => id !== this.draft.id) || ids[0]);
      else if (ids.length) { const mark = this.marks()[ids[0]]; this.give(mark.start, mark.end); }
      return;
    }
    // A second click on the same words goes on to the next longer mark.
    this.choose(ids[(ids.indexOf(this.now) + 1) % (ids.length || 1)] || null);
  }

  words() {
    if (!this.wordPlaces) {
      const cut = new Intl.Segmenter(this.page.language || undefined, { granularity: "word" });
      this.wordPlaces = [];
      let place = 0;
      for (const { segment, isWordLike } of cut.segment(this.page.text)) {
        const length = Array.from(segment).length;
        if (isWordLike || /\p{Extended_Pictographic}/u.test(segment)) this.wordPlaces.push([place, place + length]);
        place += length;
      }
    }
    return this.wordPlaces;
  }

  moveWord(way, extend) {
    const words = this.words();
    if (!words.length) return;
    const from = this.cursor ? this.cursor.head : null;
    let at = from ? words.findIndex(([, end]) => end > from[way > 0 ? 1 : 0]) : 0;
    if (from && way < 0) at = (at < 0 ? words.length : at) - 1;
    const head = words[Math.max(0, Math.min(at < 0 ? words.length - 1 : at, words.length - 1))];
    this.cursor = { anchor: extend && this.cursor ? this.cursor.anchor : head, head };
    this.showCursor();
  }

  moveEnd(way) {
    if (!this.cursor) return;
    const [start, end] = this.stretch();
    const moved = Math.max(start + 1, Math.min(end + way, this.points.length));
    this.cursor = { anchor: [start, moved], head: [start, moved] };
    this.showCursor();
  }

  moveSentence(way) {
    const starts = this.page.sentences.length ? this.page.sentences : this.lines.map(([start]) => start);
    const here = this.cursor ? this.cursor.head[0] : -1;
    const at = way > 0 ? starts.find((start) => start > here) : starts.filter((start) => start < here).pop();
    if (at === undefined) return;
    const word = this.words().find(([start]) => start >= at);
    if (word) { this.cursor = { anchor: word, head: word }; this.showCursor(); }
  }

  stretch() {
    const { anchor, head } = this.cursor;
    return [Math.min(anchor[0], head[0]), Math.max(anchor[1], head[1])];
  }

  showCursor() {
    const [start, end] = this.stretch();
    const range = this.rangeOf(start, end);
    if (!range) return;
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(range);
    this.reveal(start);
    this.tell(this.wordsOf({ start, end }));
  }

  segmentAt(place) {
    const block = this.blocks[lineOf(this.lines, place)];
    return [...block.querySelectorAll("[data-s]")].find((segment) => Number(segment.dataset.e) > place) || null;
  }

  rangeOf(start, end) {
    const range = document.createRange();
    for (const [place, isEnd] of [[start, false], [end, true]]) {
      const segment = this.segmentAt(isEnd ? place - 1 : place);
      if (!segment) return null;
      const node = document.createTreeWalker(segment, NodeFilter.SHOW_TEXT).nextNode();
      const offset = unitsBefore(node.data, place - Number(segment.dataset.s));
      if (isEnd) range.setEnd(node, offset);
      else range.setStart(node, offset);
    }
    return range;
  }

  /** Scroll the text alone, never the notebook, so that the panel stays where it is. */
  reveal(place) {
    const segment = this.segmentAt(place);
    if (!segment) return;
    const box = segment.getBoundingClientRect();
    const frame = this.text.getBoundingClientRect();
    if (box.top < frame.top + 20 || box.bottom > frame.bottom - 20) this.text.scrollTop += box.top - frame.top - frame.height / 3;
  }

  // ---- search -------------------------------------------------------------------------------------

  search() {
    this.found = occurrences(this.points, this.searchBox.value);
    this.foundAt = -1;
    this.highlight(this.found);
    this.nextFound(1);
    if (!this.found.length) this.foundCount.textContent = this.searchBox.value.trim() ? "not found" : "";
  }

  nextFound(way) {
    if (!this.found.length) return;
    this.foundAt = (this.foundAt + way + this.found.length) % this.found.length;
    const hit = this.found[this.foundAt];
    this.cursor = { anchor: hit, head: hit };
    this.foundCount.textContent = `${this.foundAt + 1} of ${this.found.length}`;
    this.reveal(hit[0]);
  }

  searchKey(event) {
    if (event.key === "Enter") this.nextFound(event.shiftKey ? -1 : 1);
    if (event.key !== "Escape") return;
    this.text.focus({ preventScroll: true });
    if (this.cursor) this.showCursor();
    event.stopPropagation();
  }

  highlight(places) {
    if (!globalThis.CSS?.highlights || typeof Highlight === "undefined") return;
    const all = CSS.highlights.get("nkc-found") || new Highlight();
    CSS.highlights.set("nkc-found", all);
    for (const range of this.highlighted || []) all.delete(range);
    this.highlighted = places.map(([start, end]) => this.rangeOf(start, end)).filter(Boolean);
    for (const range of this.highlighted) all.add(range);
  }

  // ---- kinds and status ---------------------------------------------------------------------------

  drawKinds() {
    this.kindCounts = new Map();
    const boxes = this.page.kinds.map((kind) => {
      const count = make("span", { class: "nkc-count" });
      this.kindCounts.set(kind.kind, count);
      const box = make("input", { type: "checkbox", checked: true, value: kind.kind, "data-key": `kind-${kind.kind}`, onchange: (event) => { this.visible[event.target.checked ? "add" : "delete"](kind.kind); this.draw(); } });
      return make("label", { title: kind.description }, box, " ", make("mark", { class: `nkc-m k-${kind.kind}` }, kind.plural), " ", count);
    });
    const all = (on) => () => {
      this.visible = new Set(on ? this.kinds.keys() : []);
      for (const box of this.kindsBox.querySelectorAll("input")) box.checked = on;
      this.draw();
    };
    this.kindsTitle = make("summary", {}, "Kinds");
    this.kindsBox.replaceChildren(this.kindsTitle, make("fieldset", {}, make("legend", { class: "nkc-hidden" }, "Kinds that are shown"), ...boxes,
      make("span", { class: "nkc-group" }, make("button", { type: "button", "data-key": "all", onclick: all(true) }, "All"), make("button", { type: "button", "data-key": "none", onclick: all(false) }, "None"))));
  }

  countKinds() {
    const open = new Map();
    const every = new Map();
    for (const mark of Object.values(this.marks())) {
      every.set(mark.kind, (every.get(mark.kind) || 0) + 1);
      if (mark.proposal && !mark.decision) open.set(mark.kind, (open.get(mark.kind) || 0) + 1);
    }
    for (const [kind, count] of this.kindCounts) count.textContent = `${open.get(kind) || 0} of ${every.get(kind) || 0} wait`;
    this.kindsTitle.textContent = this.visible.size === this.kinds.size ? "Kinds: all are shown" : `Kinds: ${this.visible.size} of ${this.kinds.size} are shown`;
  }

  drawStatus() {
    const state = this.model.get("state");
    const { open = 0, accepted = 0, changed = 0, rejected = 0, own = 0 } = state.counts || {};
    const proposals = Object.values(this.marks()).filter((mark) => mark.proposal);
    const decided = proposals.filter((mark) => mark.decision).length;
    this.status.textContent = [
      `${this.page.coder}: ${decided} of ${proposals.length} proposals decided`,
      `${accepted} accepted, ${changed} changed, ${rejected} rejected, ${own} own`,
      state.saved ? `saved in ${this.page.file}, ${state.saved.replace("T", " ").replace("+00:00", " UTC")}` : `nothing to save yet; steps go to ${this.page.file}`,
    ].join(" · ");
    this.undoButton.disabled = !state.undo;
    this.redoButton.disabled = !state.redo;
  }

  // ---- the panel ----------------------------------------------------------------------------------

  drawPanel() {
    const scrolled = new Map([...this.panel.querySelectorAll("[data-scroll]")].filter((box) => box.offsetParent).map((box) => [box.dataset.scroll, box.scrollTop]));
    const top = this.panel.scrollTop;
    this.saveButton = null;
    this.panel.replaceChildren(...(this.draft ? this.form() : this.welcome()));
    for (const box of this.panel.querySelectorAll("[data-scroll]")) {
      const checked = box.querySelector(":checked")?.closest(".nkc-option");
      box.scrollTop = scrolled.get(box.dataset.scroll) ?? (checked ? checked.offsetTop - box.offsetTop - 40 : 0);
    }
    this.panel.scrollTop = top;
    this.drawSave();
  }

  welcome() {
    return [
      make("h3", {}, "Nothing is selected"),
      make("p", {}, "Select words in the text to mark them, click a mark to decide about it, or press ", make("kbd", {}, "n"), " for the next proposal."),
      make("p", { class: "nkc-soft" }, `The proposals are the machine's; no person has checked them. Codebook ${this.page.codebook}.`),
    ];
  }

  form() {
    const draft = this.draft;
    const mark = draft.id ? this.marks()[draft.id] : null;
    const kind = this.kinds.get(draft.kind);
    const said = mark ? SIGN_WORDS[mark.decision] : "new mark";
    const here = mark ? this.ordered().filter((m) => m.id !== mark.id && this.visible.has(m.kind) && m.start < mark.end && m.end > mark.start && m.end - m.start <= 4 * (mark.end - mark.start)).slice(0, 8) : [];
    return [
      make("h3", {}, `${this.labelOf(draft.kind)}: ${said}`),
      make("p", { class: "nkc-words", dir: "auto", tabIndex: 0, "aria-label": "The words" }, this.points.slice(draft.start, draft.end).join("")),
      this.decisions(mark),
      mark && mark.proposal ? make("p", { class: "nkc-soft" }, `Marked by the rule “${mark.rule}”, ${mark.start}–${mark.end}.`) : make("p", { class: "nkc-soft" }, `Characters ${draft.start}–${draft.end}.`),
      this.kindField(draft, mark),
      ...(kind ? kind.form.map((field) => this.field(field)) : [make("p", {}, "This kind has no fields here.")]),
      here.length ? make("div", { class: "nkc-field" }, make("span", { class: "nkc-name" }, "also here"), make("div", { class: "nkc-buttons" }, ...here.map((m) => make("button", { type: "button", "data-key": `here-${m.id}`, onclick: () => this.choose(m.id) }, `${this.labelOf(m.kind)} ${this.wordsOf(m, 24)}`)))) : null,
    ].filter(Boolean);
  }

  decisions(mark) {
    const button = (name, words, keys, main, action, off) => make("button", { type: "button", "data-key": name, class: main ? "nkc-main" : "", disabled: Boolean(off), "aria-keyshortcuts": keys, onclick: action }, words, key(keys));
    this.saveButton = button("save", mark ? "Save change" : "Save mark", "Ctrl+Enter", !mark || !mark.proposal, () => this.save());
    return make("div", { class: "nkc-buttons nkc-decisions" },
      mark?.proposal ? button("accept", "Accept", "a", true, () => this.decide("accept"), mark.decision === "accepted") : null,
      mark?.proposal ? button("reject", "Reject", "r", false, () => this.decide("reject"), mark.decision === "rejected") : null,
      this.saveButton,
      mark?.decision ? button("remove", mark.proposal ? "Take back" : "Remove", "Del", false, () => this.decide("remove")) : null);
  }

  drawSave() {
    if (!this.saveButton || !this.draft) return;
    const mark = this.draft.id ? this.marks()[this.draft.id] : null;
    const lacks = (this.kinds.get(this.draft.kind)?.form || []).find((field) => field.required && isEmpty(this.draft.values[field.field]));
    const changed = !mark || ["kind", "start", "end"].some((name) => this.draft[name] !== mark[name]) || [...new Set([...Object.keys(mark.values), ...Object.keys(this.draft.values)])].some((name) => !sameValue(mark.values[name], this.draft.values[name]));
    this.saveButton.disabled = Boolean(lacks) || !changed;
    this.saveButton.title = lacks ? `Choose the ${lacks.label} first` : "";
  }

  kindField(draft, mark) {
    const select = make("select", { "data-key": "kind", "aria-label": "Kind", onchange: (event) => {
      draft.kind = event.target.value;
      draft.values = mark && draft.kind === mark.kind ? structuredClone(mark.values) : {};
      this.unfolded = new Set(this.kinds.get(draft.kind).form.filter((field) => field.control === "choice").map((field) => field.field));
      this.draw();
    } }, ...this.page.kinds.map((kind) => make("option", { value: kind.kind, selected: kind.kind === draft.kind }, kind.label)));
    const asked = this.picking?.field === "place";
    return make("div", { class: "nkc-field" }, make("span", { class: "nkc-name" }, "kind and place"), make("div", { class: "nkc-add" }, select,
      draft.id ? make("button", { type: "button", "data-key": "pick-place", "aria-pressed": String(asked), onclick: () => this.pick({ field: "place", control: "span", label: "the place of this mark" }) }, "Other words…") : null));
  }

  field(field) {
    const value = this.draft.values[field.field];
    const controls = { choice: "choiceField", yes_no: "yesNoField", words: "wordsField", number: "wordsField", entity: "namesField", entities: "namesField", span: "spansField", spans: "spansField", mark: "spansField" };
    const told = isEmpty(value) ? (field.required ? "to be chosen" : "not said") : this.inWords(field, value);
    const open = this.unfolded.has(field.field);
    const box = make("details", { class: "nkc-field", open, ontoggle: () => this.unfolded[box.open ? "add" : "delete"](field.field) },
      make("summary", { "data-key": `fold-${field.field}` }, make("b", {}, field.label), ": ", told));
    box.append(this[controls[field.control]](field, value));
    return box;
  }

  inWords(field, value) {
    if (Array.isArray(value)) return value.map((member) => this.inWords(field, member)).join(field.field === "chain" ? " → " : ", ");
    if (typeof value === "object") return "start" in value ? this.wordsOf(value, 40) : JSON.stringify(value);
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (field.control === "mark") return this.marks()[value] ? this.wordsOf(this.marks()[value], 40) : value;
    const choice = field.choices.find((each) => each.value === value);
    return choice?.name ? `${value} ${choice.name}` : this.page.names[value] || String(value);
  }

  set(field, value) {
    this.draft.values[field.field] = value;
    this.draw();
  }

  choiceField(field, value) {
    if (!field.choices.some((choice) => choice.definition)) {
      return make("select", { "data-key": `field-${field.field}`, "aria-label": field.label, onchange: (event) => this.set(field, event.target.value) },
        make("option", { value: NOT_SAID, selected: isEmpty(value) }, field.required ? "choose" : "not said"),
        ...field.choices.map((choice) => make("option", { value: choice.value, selected: choice.value === value }, choice.value.replaceAll("_", " "))));
    }
    const card = make("div", { class: "nkc-card", "aria-live": "polite" });
    const show = (choice) => card.replaceChildren(...this.card(choice));
    const chosen = field.choices.find((choice) => choice.value === value);
    const none = { value: NOT_SAID, name: "the text does not say", definition: "", group: null };
    let group = null;
    const options = [...(field.required ? [] : [none]), ...field.choices].flatMap((choice) => {
      const radio = make("input", { type: "radio", name: `${this.view}-${field.field}`, value: choice.value, checked: choice.value === (value ?? NOT_SAID), "data-key": `field-${field.field}-${choice.value}`, onchange: () => this.set(field, choice.value) });
      const option = make("label", { class: "nkc-option", onfocusin: () => show(choice.value ? choice : chosen), onmouseenter: () => show(choice.value ? choice : chosen), onmouseleave: () => show(chosen) }, radio,
        make("span", {}, make("b", {}, choice.value || choice.name), choice.value && choice.name ? ` ${choice.name}` : "", choice.definition ? make("small", {}, choice.definition) : null));
      const heading = choice.group && choice.group !== group ? [make("div", { class: "nkc-family" }, choice.group)] : [];
      group = choice.group;
      return [...heading, option];
    });
    show(chosen);
    return make("div", {}, make("div", { class: `nkc-options${options.length > 10 ? "" : " nkc-few"}`, role: "radiogroup", "aria-label": field.label, "data-scroll": field.field }, ...options), card);
  }

  /** What the codebook says of a choice: what goes in, what stays out, an example of each. */
  card(choice) {
    if (!choice) return [make("span", {}, "Point at a choice to read what the codebook says of it.")];
    const parts = [["goes in", choice.include], ["stays out", choice.exclude], ["example", choice.positive], ["counter-example", choice.negative]];
    return [make("b", {}, `${choice.value}${choice.name ? ` ${choice.name}` : ""}`), `: ${choice.definition}`,
      make("dl", {}, ...parts.filter(([, words]) => words?.length).flatMap(([name, words]) => [make("dt", {}, name), make("dd", {}, words.join("; "))]))];
  }

  yesNoField(field, value) {
    const said = value === true ? "yes" : value === false ? "no" : NOT_SAID;
    return make("select", { "data-key": `field-${field.field}`, "aria-label": field.label, onchange: (event) => this.set(field, event.target.value === NOT_SAID ? null : event.target.value === "yes") },
      ...[[NOT_SAID, "not said"], ["yes", "yes"], ["no", "no"]].map(([each, words]) => make("option", { value: each, selected: each === said }, words)));
  }

  wordsField(field, value) {
    const shown = isEmpty(value) ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
    const list = `${this.namesList}-${field.field}`;
    const used = [...new Set(Object.values(this.marks()).filter((m) => m.kind === this.draft.kind).map((m) => m.values[field.field]).filter((v) => typeof v === "string"))].sort();
    const read = (words) => (field.control === "number" && words.trim() !== "" && Number.isFinite(Number(words)) ? Number(words) : words.trim());
    return make("div", { class: "nkc-add" },
      make("datalist", { id: list }, ...used.map((each) => make("option", { value: each }))),
      make("input", { type: "text", value: shown, list, "aria-label": field.label, "data-key": `field-${field.field}`, oninput: (event) => { this.draft.values[field.field] = read(event.target.value); this.drawSave(); }, onchange: () => this.draw() }));
  }

  namesField(field, value) {
    const several = field.control === "entities";
    const held = several ? value || [] : isEmpty(value) ? [] : [value];
    const store = (ids) => this.set(field, several ? ids : ids[ids.length - 1] ?? null);
    const input = make("input", { type: "text", list: this.namesList, placeholder: "Name or id", "aria-label": `${field.label}: add`, "data-key": `field-${field.field}` });
    const add = () => {
      const words = input.value.trim();
      if (!words) return;
      const id = this.ids.find(([own, name]) => name === words || own === words) || this.ids.find(([, name]) => name.toLowerCase().startsWith(`${words.toLowerCase()} (`));
      store([...held, id ? id[0] : words]);
    };
    input.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.ctrlKey) { event.preventDefault(); event.stopPropagation(); add(); } });
    return make("div", {}, this.chips(field, held, (id) => this.page.names[id] ? `${this.page.names[id]} (${id})` : id, store),
      make("div", { class: "nkc-add" }, input, make("button", { type: "button", "data-key": `add-${field.field}`, onclick: add }, several ? "Add" : "Take")));
  }

  spansField(field, value) {
    const several = field.control === "spans";
    const held = several ? value || [] : isEmpty(value) ? [] : [value];
    const store = (places) => this.set(field, several ? places : places[0] ?? null);
    const asked = this.picking?.field === field.field;
    return make("div", {}, this.chips(field, held, (place) => this.inWords(field, place), store),
      make("button", { type: "button", "data-key": `pick-${field.field}`, "aria-pressed": String(asked), onclick: () => this.pick(field) }, field.control === "mark" ? "Point at a mark…" : several ? "Add words…" : "Select words…"));
  }

  chips(field, held, name, store) {
    return make("ul", { class: "nkc-chips" }, ...held.map((each, number) => make("li", {}, name(each),
      make("button", { type: "button", "data-key": `drop-${field.field}-${number}`, "aria-label": `take ${name(each)} out`, onclick: () => store(held.filter((_, other) => other !== number)) }, "×"))));
  }

  pick(field) {
    this.picking = this.picking?.field === field.field ? null : { field: field.field, control: field.control, label: field.label };
    window.getSelection().removeAllRanges();
    this.draw();
    if (this.picking) this.text.focus({ preventScroll: true });
  }

  // ---- keys ---------------------------------------------------------------------------------------

  keyed(event) {
    // JupyterLab's own keys must not reach the notebook: "a" would add a cell above.
    event.stopPropagation();
    const target = event.target;
    const typing = target.matches("input[type=text], input[type=search], select");
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key === "Enter") { event.preventDefault(); if (!this.saveButton?.disabled) this.save(); return; }
    if (typing) { if (event.key === "Escape") this.text.focus({ preventScroll: true }); return; }
    const action = control ? this.controlKey(event) : event.altKey && !event.shiftKey ? null : this.plainKey(event);
    if (action) { event.preventDefault(); action(); }
  }

  controlKey(event) {
    if (event.key === "z") return () => this.send({ verb: "undo" });
    return event.key === "Z" || event.key === "y" ? () => this.send({ verb: "redo" }) : null;
  }

  plainKey(event) {
    const inText = event.target === this.text;
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (way && inText) {
      if (event.altKey) return () => this.moveEnd(way);
      return event.key.endsWith("Right") || event.key.endsWith("Left") ? () => this.moveWord(way, event.shiftKey) : () => this.moveSentence(way);
    }
    if (event.key === "Enter") return inText ? () => this.enter() : null;
    return {
      a: () => this.decide("accept"), r: () => this.decide("reject"), c: () => this.toFields(),
      n: () => this.goOn(1), p: () => this.goOn(-1), u: () => this.send({ verb: "undo" }), U: () => this.send({ verb: "redo" }),
      Delete: () => this.decide("remove"), "/": () => this.searchBox.focus(), Escape: () => this.escape(),
    }[event.key] || null;
  }

  enter() {
    const words = this.selected() || (this.cursor && this.stretch());
    if (!words) { this.toFields(); return; }
    const mark = this.marks()[this.now];
    if (this.picking && this.picking.control === "mark") {
      const there = this.ordered().find((m) => m.id !== this.draft.id && m.start < words[1] && m.end > words[0]);
      if (there) this.give(null, null, there.id);
    } else if (this.picking) this.give(...words);
    else if (mark && mark.start === words[0] && mark.end === words[1]) this.toFields();
    else { this.begin(...words); this.toFields(); }
  }

  toFields() {
    if (!this.draft) return;
    const first = this.kinds.get(this.draft.kind)?.form[0];
    if (first && this.draft.id) { this.unfolded.add(first.field); this.draw(); }
    const places = ["details[open] .nkc-options input:checked", "details[open] .nkc-options input", "details[open] :is(select, input)", "select"];
    places.map((place) => this.panel.querySelector(place)).find(Boolean)?.focus();
  }

  escape() {
    if (this.picking) { this.picking = null; this.draw(); this.text.focus({ preventScroll: true }); return; }
    if (this.root.contains(document.activeElement) && document.activeElement !== this.text) { this.text.focus({ preventScroll: true }); return; }
    window.getSelection().removeAllRanges();
    this.choose(null);
  }
}

export default { initialize, render };
