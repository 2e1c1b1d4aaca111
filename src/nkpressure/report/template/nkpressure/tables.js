// Sorts a table by a click on a heading and filters its rows. Without it the tables stay as they are.
for (const box of document.querySelectorAll(".nk-table:not([data-ready])")) {
  box.dataset.ready = "yes";
  const table = box.querySelector("table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  if (rows.length < 2 || table.querySelector("[rowspan], td[colspan]")) continue;
  const words = (row, at) => row.cells[at].textContent.trim();
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    if (head.classList.contains("nk-question")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const number = head.classList.contains("nk-number");
      const order = (a, b) => number
        ? (parseFloat(words(a, at)) || 0) - (parseFloat(words(b, at)) || 0)
        : words(a, at).localeCompare(words(b, at), document.documentElement.lang);
      body.append(...[...rows].sort((a, b) => (down ? -1 : 1) * order(a, b)));
    });
  });
  if (rows.length < 8) continue;
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("output");
  input.type = "search";
  label.className = "nk-find";
  label.append("Rows that contain ", input, count);
  box.prepend(label);
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    const left = rows.filter((row) => !row.hidden).length;
    count.textContent = wanted ? `${left} of ${rows.length}` : "";
  });
}
