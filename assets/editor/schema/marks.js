// Marks that TipTap has no package for, and its link kept to what the magazine allows.
import { Mark } from "@tiptap/core";
import TipTapLink from "@tiptap/extension-link";
import { isAllowed } from "../addresses.js";

export const Link = TipTapLink.extend({
  inclusive: false,
  addAttributes() {
    return { href: { default: "", parseHTML: (element) => element.getAttribute("href") ?? "" } };
  },
  parseHTML() {
    return [{ tag: "a[href]", getAttrs: (element) => isAllowed(element.getAttribute("href")) && null }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["a", { href: HTMLAttributes.href }, 0];
  },
}).configure({ autolink: false, openOnClick: false, linkOnPaste: true, isAllowedUri: isAllowed });

export const Language = Mark.create({
  name: "language",
  addAttributes() {
    return { lang: { default: "en", parseHTML: (element) => element.getAttribute("data-language") } };
  },
  parseHTML() {
    return [{ tag: "span[data-language]" }];
  },
  renderHTML({ mark }) {
    return ["span", { lang: mark.attrs.lang, "data-language": mark.attrs.lang }, 0];
  },
});

function small(name, tag, other, key) {
  return Mark.create({
    name,
    parseHTML() {
      return [{ tag }];
    },
    renderHTML() {
      return [tag, 0];
    },
    addKeyboardShortcuts() {
      return { [key]: () => this.editor.chain().unsetMark(other).toggleMark(name).run() };
    },
  });
}

export const Subscript = small("subscript", "sub", "superscript", "Mod-,");
export const Superscript = small("superscript", "sup", "subscript", "Mod-.");
