// Blocks that hold other blocks: quotes, pull quotes, boxes. Each has one line of its own (the
// source, the title), which Enter leaves.
import { Node } from "@tiptap/core";

function line(name, html, label) {
  return Node.create({
    name,
    content: "inline*",
    selectable: false,
    isolating: true,
    parseHTML() {
      return [{ tag: html, priority: 60 }]; // before the rule of bare paragraphs
    },
    renderHTML() {
      const [tag, attribute] = html.replace("]", "").split("[");
      return [tag, { [attribute]: "", "data-label": label }, 0];
    },
  });
}

function box(name, content, tag, label) {
  return Node.create({
    name,
    group: "block",
    content,
    defining: true,
    isolating: true,
    parseHTML() {
      return [{ tag: `${tag}[data-box=${name}]`, priority: 60 }];
    },
    renderHTML({ HTMLAttributes }) {
      return [tag, { ...HTMLAttributes, "data-box": name, "aria-label": label }, 0];
    },
  });
}

export const QuoteSource = line("quoteSource", "p[data-source]", "Zdroj");
export const CalloutTitle = line("calloutTitle", "p[data-title]", "Nadpis rámečku");
export const TableCaption = line("tableCaption", "p[data-caption]", "Popisek tabulky");

export const Quote = box("quote", "flow+ quoteSource", "blockquote", "Citát");
export const PullQuote = box("pullQuote", "paragraph quoteSource", "blockquote", "Výrazný citát");
export const Callout = box("callout", "calloutTitle flow+", "section", "Rámeček");
export const CaptionedTable = box("captionedTable", "tableCaption table", "section", "Tabulka");
