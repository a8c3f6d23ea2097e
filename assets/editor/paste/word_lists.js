// Lists of Word: runs of paragraphs that only look like a list in, real nested lists out.
import { styleOf } from "./source.js";

const LEVEL = /mso-list:\s*(\S+)\s+level([0-9]+)/;
const NUMBERED = /^\(?(?:[0-9a-z]{1,6}\.)*(?:([0-9]{1,9})|([a-z]{1,2})(?=[.)])|([ivxlc]{1,6})(?=[.)]))[.)]*$/i;
const PLAIN = /^\(?[0-9]+[.)]?$/;
const WORDED = /\p{L}{3,}|§\s*[0-9]/u;
const ROMAN = { i: 1, v: 5, x: 10, l: 50, c: 100 };

export function raiseLists(body, report) {
  for (const first of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    if (!first.isConnected) continue;
    if (!itemOf(first)) {
      settleMark(first, report);
      continue;
    }
    const run = [];
    for (let each = first; each && itemOf(each); each = nextBlock(each)) run.push(each);
    first.before(nested(run, body.ownerDocument, report));
    for (const each of run) each.remove();
  }
}

function itemOf(element) {
  if (!element.matches?.("p")) return null;
  const found = LEVEL.exec(styleOf(element));
  if (!found) return null;
  const marker = markerOf(element);
  const words = wordsOf(marker);
  return isWorded(words) ? null : { level: Number(found[2]), marker, words };
}

// What Word prints before an item; where other editors took its style away, comments still bound it.
function markerOf(element) {
  const styled = [...element.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/.test(styleOf(span)));
  if (styled) return [styled];
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_COMMENT);
  while (walker.nextNode()) {
    if (!/^\[if !supportLists\]/i.test(walker.currentNode.data)) continue;
    const nodes = [];
    let node = walker.currentNode.nextSibling;
    for (; node && !/^\[endif\]/i.test(node.data ?? ""); node = node.nextSibling) nodes.push(node);
    return node ? nodes : [];
  }
  return [];
}

function wordsOf(marker) {
  const words = marker.map((node) => (node.nodeType === Node.COMMENT_NODE ? "" : node.textContent));
  return words.join("").replace(/\s+/g, " ").trim();
}

function isWorded(words) {
  return WORDED.test(words) && !NUMBERED.test(words);
}

// Words such as „Článek 3“ stay words; a heading has neither bullet nor number.
function settleMark(element, report) {
  if (!LEVEL.test(styleOf(element))) return;
  const marker = markerOf(element);
  const words = wordsOf(marker);
  if (isWorded(words)) marker[0].before(`${words} `);
  else if (NUMBERED.test(words)) report.lost.set("numbers", 1);
  for (const node of marker) node.remove();
}

function nextBlock(element) {
  let next = element.nextSibling;
  while (next && next.nodeType !== Node.ELEMENT_NODE && !says(next)) next = next.nextSibling;
  return next;
}

function says(node) {
  return node.nodeType !== Node.COMMENT_NODE && node.textContent.trim() !== "";
}

// Levels that Word skips are not made up; a list whose numbers do not follow is another list.
function nested(run, inDocument, report) {
  const open = [];
  const root = inDocument.createDocumentFragment();
  for (const element of run) {
    const { level, marker, words } = itemOf(element);
    const tag = NUMBERED.test(words) ? "ol" : "ul";
    if (tag === "ol" && !PLAIN.test(words)) report.lost.set("marks", 1);
    while (open.length && open.at(-1).level > level) open.pop();
    if (open.at(-1)?.level === level && !goesOn(open.at(-1), tag, words)) open.pop();
    if (open.at(-1)?.level !== level) {
      open.push({ level, list: opened(open.at(-1)?.list, root, tag, words, inDocument) });
    }
    const item = inDocument.createElement("li");
    for (const node of marker) node.remove();
    item.append(...element.childNodes);
    const here = open.at(-1);
    here.list.append(item);
    here.following = numberOf(words) + 1;
  }
  return root;
}

function goesOn({ list, following }, tag, words) {
  return list.localName === tag && (tag === "ul" || numberOf(words) === following);
}

function opened(above, root, tag, words, inDocument) {
  const list = inDocument.createElement(tag);
  if (tag === "ol" && numberOf(words) !== 1) list.setAttribute("start", String(numberOf(words)));
  (above?.lastElementChild ?? root).append(list);
  return list;
}

// Of `2.3` the last; `i)` is rather the first Roman number than the ninth letter.
function numberOf(words) {
  const [, digits, letters, roman] = NUMBERED.exec(words) ?? [];
  if (digits) return Number(digits);
  const name = (letters ?? roman ?? "a").toLowerCase();
  if (roman || /^[ivx]+$/.test(name)) return romanNumber(name);
  return name.charCodeAt(0) - 96 + 26 * (name.length - 1);
}

function romanNumber(name) {
  const worths = [...name].map((sign) => ROMAN[sign]);
  return worths.reduce((sum, worth, at) => sum + (worth < (worths[at + 1] ?? 0) ? -worth : worth), 0);
}
