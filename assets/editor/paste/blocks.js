// Blocks of foreign HTML in, blocks of the magazine's schema out.
import { Inlines } from "./inlines.js";
import { says } from "./saying.js";
import { tableOf } from "./tables.js";

const BLOCKS =
  "address, article, aside, blockquote, body, center, dd, details, div, dl, dt, fieldset, figure, figcaption, footer, form, h1, h2, h3, h4, h5, h6, header, hr, li, main, nav, ol, p, pre, section, table, ul";

export class Blocks {
  constructor(report, firstLevel) {
    this.report = report;
    this.firstLevel = firstLevel;
    this.inlines = new Inlines(report);
  }

  // Appends the blocks inside `parent` to `target`.
  add(parent, target) {
    let run = null;
    const flush = () => {
      if (run && !says(run)) run.remove();
      run = null;
    };
    for (const node of parent.childNodes) {
      if (isBlock(node)) {
        flush();
        this.block(node, target);
      } else if (holdsBlocks(node)) {
        flush();
        this.add(node, target);
      } else if (node.localName === "br") {
        flush();
      } else {
        run ??= target.appendChild(target.ownerDocument.createElement("p"));
        this.inlines.add(node, run);
      }
    }
    flush();
  }

  block(node, target) {
    switch (node.localName) {
      case "p":
        return node.classList.contains("MsoTitle") ? this.heading(node, target, 2) : this.paragraph(node, target);
      case "h1":
      case "h2":
      case "h3":
      case "h4":
      case "h5":
      case "h6":
        return this.heading(node, target, Math.min(4, Number(node.localName[1]) - this.firstLevel + 2));
      case "ul":
      case "ol":
        return this.list(node, target, true);
      case "table":
        return tableOf(node, target, this);
      case "blockquote":
        return this.quote((inside) => this.add(node, inside), target);
      case "hr":
        return this.report.lose("line");
      default:
        return this.add(node, target);
    }
  }

  paragraph(node, target) {
    const isQuote = /Quote|Citace|Citt/i.test(node.className);
    if (isQuote) return this.quote((inside) => this.add(node, inside), target);
    return this.add(node, target);
  }

  heading(node, target, level) {
    const heading = target.ownerDocument.createElement(`h${level}`);
    for (const child of node.childNodes) this.inlines.add(child, heading, true);
    if (!says(heading)) return;
    this.report.keep("heading");
    target.append(heading);
  }

  quote(fill, target) {
    const before = target.lastElementChild;
    const isSame = before?.matches("blockquote[data-box=quote]");
    const box = isSame ? before : target.ownerDocument.createElement("blockquote");
    const source = isSame ? box.lastElementChild : target.ownerDocument.createElement("p");
    source.remove();
    fill(box);
    flatten(box);
    source.setAttribute("data-source", "");
    box.setAttribute("data-box", "quote");
    if (!says(box)) return;
    box.append(source);
    target.append(box);
  }

  list(node, target, isOutermost = false) {
    const list = target.ownerDocument.createElement(node.localName);
    if (node.hasAttribute("start")) list.setAttribute("start", node.getAttribute("start"));
    for (const child of node.children) {
      if (child.matches("ul, ol")) this.list(child, list.lastElementChild ?? this.item(list));
      else this.add(child, this.item(list));
    }
    for (const item of [...list.children]) {
      flatten(item);
      if (!says(item)) item.remove();
    }
    if (!list.children.length) return;
    if (isOutermost) this.report.keep("list");
    target.append(list);
  }

  item(list) {
    return list.appendChild(list.ownerDocument.createElement("li"));
  }
}

// Only paragraphs and lists stand in items and quotes.
export function flatten(element) {
  for (const child of [...element.children]) {
    if (child.matches("p, ul, ol")) continue;
    const lines = child.matches("section, table, blockquote") ? [...child.querySelectorAll("p, li, td, th")] : [child];
    for (const line of lines.filter(says)) {
      const paragraph = element.ownerDocument.createElement("p");
      paragraph.append(...line.childNodes);
      child.before(paragraph);
    }
    child.remove();
  }
}

function isBlock(node) {
  return node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCKS);
}

function holdsBlocks(node) {
  return node.nodeType === Node.ELEMENT_NODE && !node.matches("span[data-note]") && (node.querySelector(BLOCKS) !== null || (node.querySelector("br") !== null));
}
