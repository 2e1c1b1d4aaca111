// Shows the notes of the words under the pointer or the focus. Without it the links lead to the notes.
for (const root of document.querySelectorAll(".nk-marked:not([data-ready])")) {
  root.dataset.ready = "yes";
  const details = root.querySelector(".nk-details");
  const noteOf = (anchor) => root.querySelector(`[id="note-${anchor}"]`);
  const segments = [...root.querySelectorAll(".nk-segment")];
  const byAnchor = new Map();
  for (const segment of segments) {
    const anchors = segment.dataset.a.split(" ");
    if (segment.hash) {
      segment.setAttribute("aria-describedby", anchors.map((anchor) => `note-${anchor}`).join(" "));
      segment.removeAttribute("title");
    }
    for (const anchor of anchors) {
      byAnchor.set(anchor, [...(byAnchor.get(anchor) || []), segment]);
    }
  }
  let lit = [];
  const show = (anchors) => {
    lit.forEach((segment) => segment.classList.remove("nk-on"));
    lit = byAnchor.get(anchors[anchors.length - 1]) || [];
    lit.forEach((segment) => segment.classList.add("nk-on"));
    details.replaceChildren(...[...anchors].reverse().filter(noteOf).map((anchor) => {
      const note = document.createElement("div");
      const original = noteOf(anchor);
      note.className = original.className;
      note.innerHTML = original.innerHTML;
      note.querySelectorAll("a").forEach((link) => link.setAttribute("tabindex", "-1"));
      return note;
    }));
  };
  const shownBy = (event) => {
    const segment = event.target.closest(".nk-segment");
    if (segment) show(segment.dataset.a.split(" "));
    return segment;
  };
  // A click keeps a note, so that the pointer can go over to its links; the next one lets it go.
  let kept = false;
  root.addEventListener("mouseover", (event) => kept || shownBy(event));
  root.addEventListener("focusin", shownBy);
  root.addEventListener("click", (event) => {
    if (details.contains(event.target)) return;
    const segment = shownBy(event);
    kept = Boolean(segment);
    if (!segment || !segment.hash) return;
    event.preventDefault();
    history.replaceState(null, "", segment.hash.replace("#note-", "#"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    kept = false;
    show([]);
  });
  // A number in a report names the passages behind it: ?of=actor-001+actor-007, or ?kinds=actor.
  const asked = new URLSearchParams(location.search);
  const behind = (asked.get("of") || "").split(" ").filter((anchor) => noteOf(anchor) || document.getElementById(anchor));
  for (const anchor of behind) {
    for (const place of byAnchor.get(anchor) || [document.getElementById(anchor)]) place?.classList.add("nk-of");
  }
  if (behind.length > 1) {
    const list = document.createElement("nav");
    list.className = "nk-behind";
    list.setAttribute("aria-label", "Passages behind the number");
    list.append(`${behind.length} passages: `);
    behind.forEach((anchor, at) => {
      const link = document.createElement("a");
      link.href = `#${anchor}`;
      link.textContent = at + 1;
      link.setAttribute("aria-label", `Passage ${at + 1}`);
      list.append(link, " ");
    });
    root.querySelector(".nk-columns").before(list);
  }
  const boxes = [...root.querySelectorAll('.nk-filter input[value]:not([value="letters"], [value="sentences"])')];
  const kinds = (asked.get("kinds") || "").split(" ");
  if (boxes.some((box) => kinds.includes(box.value))) {
    for (const box of boxes) box.checked = kinds.includes(box.value);
  }
  const arrive = () => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    if (byAnchor.has(anchor)) show([anchor]);
  };
  window.addEventListener("hashchange", arrive);
  arrive();
}
