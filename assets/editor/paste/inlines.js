// Inside of a paragraph: nodes of foreign HTML in, text with the magazine's own marks out.
import { isAllowed } from "../addresses.js";
import { styleOf } from "./source.js";

const TAGS = { B: "strong", STRONG: "strong", I: "em", EM: "em", CITE: "em", SUB: "sub", SUP: "sup" };
const LOOKS = [
  ["strong", /(^|;)\s*font-weight:\s*(bold|[6-9]00)/],
  ["em", /(^|;)\s*font-style:\s*italic/],
  ["sup", /(^|;)\s*vertical-align:\s*super/],
  ["sub", /(^|;)\s*vertical-align:\s*sub(?!\w)/],
];
const STRUCK = /(^|;)\s*text-decoration[a-z-]*:[^;]*line-through/;
const UNDERLINED = /(^|;)\s*text-decoration[a-z-]*:[^;]*underline/;
const COLOURED = /(^|;)\s*(color:\s*(?!windowtext|black|#000|auto|inherit)|background|mso-highlight|font-family:)/;

export class Inlines {
  constructor(report) {
    this.report = report;
  }

  // Appends what `node` says to `target`; `withoutBold` is for headings, which are bold by themselves.
  add(node, target, withoutBold = false) {
    if (node.nodeType === Node.TEXT_NODE) {
      target.append(node.data.replace(/[ \t\r\n\f]+/g, " "));
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || this.isDropped(node)) return;
    if (node.localName === "br") target.append(" ");
    if (COLOURED.test(styleOf(node))) this.report.lost.set("look", 1);
    this.tellLines(node);
    let inner = target;
    for (const tag of this.marksOf(node)) {
      if (!(withoutBold && tag === "strong")) inner = inner.appendChild(target.ownerDocument.createElement(tag));
    }
    inner = this.opened(node, inner);
    for (const child of node.childNodes) this.add(child, inner, withoutBold);
    if (node.matches("p, div, li, td, th")) target.append(" ");
  }

  isDropped(node) {
    const isPicture = node.matches("img, picture, video, audio, svg, iframe, object, canvas");
    if (!isPicture && node.localName !== "v:imagedata") return false;
    this.report.lose("image");
    return true;
  }

  // Struck words say the opposite of the same words bare; a link is underlined by itself.
  tellLines(node) {
    if (!node.textContent.trim()) return;
    if (node.matches("s, strike") || STRUCK.test(styleOf(node))) this.report.lost.set("strike", 1);
    const isLink = node.closest("a[href]") !== null || node.querySelector("a[href]") !== null;
    if (!isLink && (node.matches("u") || UNDERLINED.test(styleOf(node)))) this.report.lost.set("underline", 1);
  }

  marksOf(node) {
    const look = styleOf(node);
    const tag = TAGS[node.tagName];
    const isUndone =
      (tag === "strong" && /(^|;)\s*font-weight:\s*(normal|400)/.test(look)) ||
      (tag === "em" && /(^|;)\s*font-style:\s*normal/.test(look));
    const marks = new Set(LOOKS.filter(([, pattern]) => pattern.test(look)).map(([mark]) => mark));
    if (tag && !isUndone) marks.add(tag);
    return marks;
  }

  opened(node, target) {
    const create = (tag) => target.appendChild(target.ownerDocument.createElement(tag));
    if (node.matches("span[data-note]")) {
      const note = create("span");
      note.setAttribute("data-note", "");
      return note;
    }
    if (node.localName !== "a" || !node.getAttribute("href")) return target;
    const href = node.getAttribute("href").trim();
    if (!/^(https?|mailto|tel):/i.test(href) || !isAllowed(href)) {
      if (!href.startsWith("#")) this.report.lose("link");
      return target;
    }
    this.report.keep("anchor");
    const link = create("a");
    link.setAttribute("href", href);
    return link;
  }
}
