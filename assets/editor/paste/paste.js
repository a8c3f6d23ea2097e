// Pasting: the clipboard's HTML in, HTML of the magazine's schema out, and a report of what was lost.
import { Extension } from "@tiptap/core";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import { Blocks } from "./blocks.js";
import { gatherNotes } from "./notes.js";
import { Report } from "./report.js";
import { originOf, parsed, styleOf } from "./source.js";
import { spellSymbols } from "./symbols.js";
import { dropLayout } from "./word_layout.js";
import { raiseLists } from "./word_lists.js";
import { likeDesktop } from "./word_online.js";

export const Paste = Extension.create({
  name: "foreignText",
  addOptions() {
    return { say: () => {}, takePicture: () => {}, takeTitle: () => {} };
  },
  addProseMirrorPlugins() {
    const { say, takePicture, takeTitle } = this.options;
    const { editor } = this;
    const { nodes } = editor.schema;
    const transformPastedHTML = (html) => {
      if (html.includes("data-pm-slice")) {
        const flattened = flattenedIn(html, nodes);
        if (flattened) queueMicrotask(() => say(FLATTENED));
        return html;
      }
      const { html: clean, report, title } = cleaned(html);
      const flattened = flattenedIn(clean, nodes) ? [FLATTENED] : [];
      const told = report.isTrivial ? flattened : [report.sentence(), ...flattened];
      const offer = title && { label: `Použít „${title}“ jako titulek`, act: () => takeTitle(editor, title) };
      if (told.length) queueMicrotask(() => say(told.join(" "), offer));
      return clean;
    };
    const take = (files) => {
      const pictures = files.filter((file) => file.type.startsWith("image/"));
      if (!nodes.figure) say("Do tohoto textu obrázky vložit nejde.");
      else if (!pictures.length) say("Do textu jde vložit jen obrázek. Dokument z Wordu načtete na stránce Články.");
      else takePicture(editor, pictures[0]);
      if (nodes.figure && pictures.length > 1) say("Obrázky se vkládají po jednom: otevřel se první.");
    };
    const handlePaste = (_view, { clipboardData }) => {
      const files = [...(clipboardData?.files ?? [])];
      if (!files.length || hasWords(clipboardData)) return false;
      take(files);
      return true;
    };
    const handleDrop = (view, { dataTransfer, clientX, clientY }) => {
      const files = [...(dataTransfer?.files ?? [])];
      if (view.dragging || !files.length) return false;
      const place = view.posAtCoords({ left: clientX, top: clientY });
      if (place) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(place.pos))));
      take(files);
      return true;
    };
    return [new Plugin({ props: { transformPastedHTML, handlePaste, handleDrop } })];
  },
});

// A picture copied from a web page comes with HTML that holds nothing but it; a table comes with a
// picture of itself.
function hasWords(clipboard) {
  return clipboard.getData("text/plain").trim() !== "" || parsed(clipboard.getData("text/html")).body.textContent.trim() !== "";
}

export function cleaned(html) {
  const report = new Report(originOf(html));
  const { body } = parsed(html);
  prune(body, report);
  spellSymbols(body, report);
  dropLayout(body, report);
  gatherNotes(body, report);
  likeDesktop(body);
  raiseLists(body, report);
  const title = titleOf(body);
  const target = document.implementation.createHTMLDocument("").body;
  new Blocks(report, firstLevel(body)).add(body, target);
  return { html: target.innerHTML, report, title };
}

// What Word calls the title of the document, when it has one.
function titleOf(body) {
  const titles = [...body.querySelectorAll("p.MsoTitle")].map((each) => each.textContent.replace(/\s+/g, " ").trim());
  const said = titles.filter(Boolean);
  return said.length === 1 ? said[0] : "";
}

const FLATTENED = "Rámečky, výrazné citáty a záznamy tu být nemohou, zůstala jejich slova.";
const BLOCKS = { pullQuote: "[data-box=pullQuote]", callout: "[data-box=callout]", embed: "[data-url]" };

// Whether the text may not have some block of the magazine, whose words then stay as paragraphs.
function flattenedIn(html, nodes) {
  const { body } = parsed(html);
  return Object.entries(BLOCKS).some(([name, selector]) => !nodes[name] && body.querySelector(selector));
}

function prune(body, report) {
  for (const element of [...body.querySelectorAll("*")]) {
    if (!element.isConnected) continue;
    const style = styleOf(element);
    if (/mso-element:\s*comment-list/.test(style)) {
      element.remove();
    } else if (element.matches("del")) {
      report.lose("deletion");
      element.remove();
    } else if (/mso-comment-reference/.test(style)) {
      if (!/mso-comment-reference:\s*\S*_.*mso-comment-continue/.test(style)) report.lose("comment");
      unwrap(element);
    } else if (element.matches(".MsoCommentReference") || /mso-special-character:\s*comment/.test(style)) {
      element.remove();
    } else if (element.matches("style, script, template, noscript, meta, link, title, head, input, select, textarea, button")) {
      element.remove();
    }
  }
}

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

// Headings of an article begin with level 2, wherever those of the source begin.
function firstLevel(body) {
  const levels = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((each) => each.textContent.trim());
  return Math.min(6, ...levels.map((each) => Number(each.localName[1])));
}
