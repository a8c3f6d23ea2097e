// A foreign table in, a simple one out: a header row, every row as wide, nothing merged.
import { says } from "./saying.js";

// A table of one cell is how Word frames a text: it becomes a box.
export function tableOf(node, target, blocks) {
  const rows = grid(node, blocks.report);
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0 || !says(node)) return;
  if (rows.length === 1 && width === 1) {
    boxOf(rows[0][0], target, blocks);
    return;
  }
  const inDocument = target.ownerDocument;
  const section = inDocument.createElement("section");
  section.setAttribute("data-box", "captionedTable");
  const caption = section.appendChild(inDocument.createElement("p"));
  caption.setAttribute("data-caption", "");
  const words = node.querySelector(":scope > caption");
  if (words) blocks.inlines.add(words, caption);
  const table = section.appendChild(inDocument.createElement("table"));
  rows.forEach((row, index) => table.append(rowOf(row, width, index === 0 ? "th" : "td", blocks, inDocument)));
  blocks.report.keep("table");
  target.append(section);
}

function boxOf(cell, target, blocks) {
  const box = target.ownerDocument.createElement("section");
  const title = target.ownerDocument.createElement("p");
  title.setAttribute("data-title", "");
  box.setAttribute("data-box", "callout");
  blocks.add(cell, box);
  for (const heading of box.querySelectorAll("h2, h3, h4")) {
    if (heading === box.firstElementChild) title.append(...heading.childNodes);
    heading.remove();
  }
  box.prepend(title);
  target.append(box);
}

function rowOf(cells, width, tag, blocks, inDocument) {
  const row = inDocument.createElement("tr");
  for (let column = 0; column < width; column += 1) {
    const cell = row.appendChild(inDocument.createElement(tag));
    const words = cell.appendChild(inDocument.createElement("p"));
    if (cells[column] && linesOf(cells[column]) > 1) blocks.report.lose("joined");
    if (cells[column]) for (const child of cells[column].childNodes) blocks.inlines.add(child, words, tag === "th");
  }
  return row;
}

function linesOf(cell) {
  const lines = "p, li, div";
  return [...cell.querySelectorAll(lines)].filter((line) => says(line) && !line.querySelector(lines)).length;
}

function grid(table, report) {
  const rows = [...table.querySelectorAll("tr")].filter((row) => row.closest("table") === table);
  const places = rows.map(() => []);
  rows.forEach((row, at) => {
    let column = 0;
    for (const cell of row.cells) {
      while (places[at][column] !== undefined) column += 1;
      const [down, across] = [spanOf(cell, "rowspan"), spanOf(cell, "colspan")];
      if (down > 1 || across > 1) report.lose("merged");
      for (let y = at; y < Math.min(at + down, rows.length); y += 1) {
        for (let x = column; x < column + across; x += 1) places[y][x] = y === at && x === column ? cell : null;
      }
      column += across;
    }
  });
  return places;
}

function spanOf(cell, name) {
  return Math.min(Math.max(Number.parseInt(cell.getAttribute(name) ?? "1", 10) || 1, 1), 50);
}
