// Everything that a text may consist of: the blocks and inlines of `mitdomov/document/tree.py`.
import Bold from "@tiptap/extension-bold";
import Document from "@tiptap/extension-document";
import Heading from "@tiptap/extension-heading";
import Italic from "@tiptap/extension-italic";
import { BulletList, ListItem, OrderedList } from "@tiptap/extension-list";
import Paragraph from "@tiptap/extension-paragraph";
import Text from "@tiptap/extension-text";
import { Callout, CalloutTitle, CaptionedTable, PullQuote, Quote, QuoteSource, TableCaption } from "./blocks.js";
import { Embed, Figure } from "./figure.js";
import { Footnote } from "./footnote.js";
import { BlockIds } from "./ids.js";
import { Language, Link, Subscript, Superscript } from "./marks.js";
import { Cell, HeaderCell, OneHeaderRow, Row, Table } from "./table.js";

export const MAX_LIST_DEPTH = 8;

// Ctrl+Alt is AltGr on a Czech keyboard and writes brackets and carets: headings have other keys.
const FlowParagraph = Paragraph.extend({
  group: "block flow",
  addKeyboardShortcuts() {
    return { "Mod-Shift-1": () => this.editor.commands.setParagraph() };
  },
});
const Title = Heading.configure({ levels: [2, 3, 4] }).extend({
  addKeyboardShortcuts() {
    const level = (number) => () => this.editor.commands.toggleHeading({ level: number });
    return { "Mod-Shift-2": level(2), "Mod-Shift-3": level(3), "Mod-Shift-4": level(4) };
  },
});
const FlowBullets = BulletList.extend({ group: "block flow list" });
const FlowNumbers = OrderedList.extend({
  group: "block flow list",
  addInputRules: () => [], // a paragraph that begins "14. května" is no list
  addAttributes() {
    const start = { default: 1, parseHTML: (element) => Number.parseInt(element.getAttribute("start") ?? "1", 10) || 0 };
    return { start };
  },
  renderHTML({ node, HTMLAttributes }) {
    const { start } = node.attrs;
    return ["ol", { ...HTMLAttributes, ...(start === 1 ? {} : { start }) }, 0];
  },
});
const FlowItem = ListItem.extend({
  content: "paragraph flow*",
  addKeyboardShortcuts() {
    const keys = this.parent?.() ?? {};
    const sink = () => {
      const depth = depthOfLists(this.editor.state.selection.$from);
      if (depth === 0) return false;
      if (depth < MAX_LIST_DEPTH) this.editor.commands.sinkListItem("listItem");
      return true; // where it cannot sink, the cursor stays: Esc and Tab leave the text
    };
    return { ...keys, Tab: sink };
  },
});

export function depthOfLists($position) {
  let depth = 0;
  for (let level = $position.depth; level > 0; level -= 1) {
    if ($position.node(level).type.name.endsWith("List")) depth += 1;
  }
  return depth;
}

export const marks = [Link, Language, Bold, Italic, Subscript, Superscript];

// The words of one note: a single paragraph without notes of its own.
export const noteSchema = [Document.extend({ content: "paragraph" }), Paragraph, Text, ...marks];

// `blocks` names what the text may have beside paragraphs, headings and lists.
export function textSchema({ blocks, pictureAddress, openFigure, openNote }) {
  const optional = {
    quote: [Quote],
    pullQuote: [PullQuote],
    callout: [Callout, CalloutTitle],
    figure: [Figure.configure({ pictureAddress, open: openFigure })],
    embed: [Embed],
    captionedTable: [CaptionedTable, TableCaption, Table, Row, HeaderCell, Cell, OneHeaderRow],
  };
  return [
    Document,
    FlowParagraph,
    Text,
    Title,
    FlowBullets,
    FlowNumbers,
    FlowItem,
    QuoteSource,
    ...blocks.flatMap((name) => optional[name]),
    Footnote.configure({ open: openNote }),
    ...marks,
    BlockIds,
  ];
}
