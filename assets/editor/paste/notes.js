// Footnotes of Word, LibreOffice and Google Docs: pairs of links that point at each other in, notes
// that stand where they are mentioned out.
export function gatherNotes(body, report) {
  const named = new Map();
  for (const element of body.querySelectorAll("[id], [name]")) {
    for (const name of [element.id, element.getAttribute("name")]) {
      if (name && !named.has(name)) named.set(name, element);
    }
  }
  const target = (link) => named.get(link.getAttribute("href")?.slice(1)) ?? null;
  const links = [...body.querySelectorAll("a[href^='#']")];
  const used = new Set();
  for (const link of links) {
    const back = target(link);
    if (!back || used.has(link) || used.has(back)) continue;
    if (!isPair(link, back, target)) continue;
    used.add(link).add(back);
    moveNote(link, back);
    report.keep("note");
  }
  for (const list of body.querySelectorAll("[data-style*='footnote-list'], [data-style*='endnote-list']")) {
    if (!list.textContent.trim()) list.remove();
  }
}

function isPair(link, back, target) {
  const returning = back.matches("a") ? back : back.querySelector("a[href^='#']");
  const home = returning && target(returning);
  const isHome = home && (home === link || home.contains(link) || link.contains(home) || link.parentElement === home);
  return Boolean(isHome) && Boolean(link.compareDocumentPosition(back) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function moveNote(link, back) {
  const returning = back.matches("a") ? back : back.querySelector("a[href^='#']");
  const holder = holderOf(back, returning);
  returning.remove();
  const note = link.ownerDocument.createElement("span");
  note.setAttribute("data-note", "");
  for (const part of holder.querySelectorAll("p, li")) part.append(" ");
  note.append(...holder.childNodes);
  const outer = link.closest("sup") ?? link;
  (outer.textContent === link.textContent ? outer : link).replaceWith(note);
  trim(note);
  holder.remove();
}

function holderOf(back, returning) {
  const named = back.matches("a") ? null : back;
  return named ?? returning.closest("[data-style*='mso-element:'], div[id], li, p") ?? returning.parentElement;
}

function trim(note) {
  const walker = note.ownerDocument.createTreeWalker(note, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    text.data = text.data.replace(/^[\s\u00a0]+/, "");
    if (text.data) return;
  }
}
