// Lists of Word: runs of paragraphs that only look like a list in, real nested lists out.
import { styleOf } from "./source.js";

const LEVEL = /mso-list:\s*(\S+)\s+level([0-9]+)/;
const NUMBERED = /^\(?([0-9]{1,9}|[a-z]{1,2}|[ivxlc]{1,6})[.)]/i;

export function raiseLists(body) {
  for (const first of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    if (!first.isConnected || !itemOf(first)) continue;
    const run = [];
    for (let each = first; each && itemOf(each); each = nextBlock(each)) run.push(each);
    first.before(nested(run, body.ownerDocument));
    for (const each of run) each.remove();
  }
}

function itemOf(element) {
  if (!element.matches?.("p")) return null;
  const found = LEVEL.exec(styleOf(element));
  if (!found) return null;
  const marker = [...element.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/.test(styleOf(span)));
  return { level: Number(found[2]), marker, words: marker?.textContent.trim() ?? "" };
}

function nextBlock(element) {
  let next = element.nextSibling;
  while (next && next.nodeType !== Node.ELEMENT_NODE && !next.textContent.trim()) next = next.nextSibling;
  return next;
}

function nested(run, inDocument) {
  const stack = [];
  const root = inDocument.createDocumentFragment();
  for (const element of run) {
    const { level, marker, words } = itemOf(element);
    const tag = NUMBERED.test(words) ? "ol" : "ul";
    while (stack.length > level) stack.pop();
    if (stack.length === level && stack.at(-1).localName !== tag) stack.pop();
    while (stack.length < level) stack.push(opened(stack.at(-1), root, tag, words, inDocument));
    const item = inDocument.createElement("li");
    marker?.remove();
    item.append(...element.childNodes);
    stack.at(-1).append(item);
  }
  return root;
}

function opened(above, root, tag, words, inDocument) {
  const list = inDocument.createElement(tag);
  const number = Number.parseInt(words.replace("(", ""), 10);
  if (tag === "ol" && number > 1) list.setAttribute("start", String(number));
  if (!above) root.append(list);
  else (above.lastElementChild ?? above.appendChild(inDocument.createElement("li"))).append(list);
  return list;
}
