// What Word puts on the clipboard for the look of a page in, the words alone out.
import { styleOf } from "./source.js";

export function dropLayout(body, report) {
  joinFirstLetters(body);
  for (const element of [...body.querySelectorAll("[data-style*='mso-']")]) {
    const style = styleOf(element);
    if (/mso-hide:\s*all/.test(style)) drop(element, report, "hidden");
    else if (/mso-(tab-count|spacerun):/.test(style)) element.textContent = " ";
  }
  for (const line of [...body.querySelectorAll("p[class^='MsoToc'], p.MsoTocHeading")]) {
    if (line.textContent.trim()) report.lost.set("contents", 1);
    line.remove();
  }
}

function drop(element, report, kind) {
  if (element.textContent.trim()) report.lost.set(kind, 1);
  element.remove();
}

// The big first letter of a paragraph stands in a frame before it, mostly in a table of its own.
function joinFirstLetters(body) {
  for (const letter of [...body.querySelectorAll("[data-style*='mso-element:dropcap']")]) {
    if (!letter.isConnected) continue; // it went with the frame around it
    const frame = frameOf(letter);
    const next = frame.nextElementSibling;
    if (!next?.matches("p")) continue;
    next.prepend(letter.textContent.trim());
    frame.remove();
  }
}

function frameOf(letter) {
  let frame = letter;
  while (frame.parentElement.localName !== "body" && frame.parentElement.textContent.trim() === letter.textContent.trim()) {
    frame = frame.parentElement;
  }
  return frame;
}
