// Word in the browser: lists of one item each and paragraphs that only call themselves headings in,
// the same as desktop Word writes them out.
export function likeDesktop(body) {
  for (const heading of [...body.querySelectorAll("p[role=heading][aria-level]")]) {
    const level = Math.min(6, Math.max(1, Number(heading.getAttribute("aria-level")) || 1));
    replaceBy(heading, `h${level}`);
  }
  for (const list of [...body.querySelectorAll("ul, ol")]) {
    const items = [...list.children].filter((item) => item.matches("li[data-aria-level]"));
    if (items.length === 0) continue;
    const start = Number(list.getAttribute("start") ?? "1") || 1;
    const wrapper = list.closest(".ListContainerWrapper") ?? list;
    items.forEach((item, index) => wrapper.before(asParagraph(item, list.localName === "ol" ? `${start + index}.` : "•")));
    list.remove();
    if (wrapper !== list && !wrapper.textContent.trim()) wrapper.remove();
  }
}

function asParagraph(item, words) {
  const paragraph = item.ownerDocument.createElement("p");
  const marker = item.ownerDocument.createElement("span");
  marker.setAttribute("data-style", "mso-list:ignore");
  marker.textContent = words;
  paragraph.setAttribute("data-style", `mso-list:online level${item.getAttribute("data-aria-level")}`);
  paragraph.append(marker, ...[...item.childNodes].flatMap((child) => (child.localName === "p" ? [...child.childNodes] : [child])));
  return paragraph;
}

function replaceBy(element, tag) {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
}
