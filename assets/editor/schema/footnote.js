// A footnote: one character wide in the text, its words inside; numbered by the style sheet.
import { Node } from "@tiptap/core";

export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  content: "text*",
  addOptions() {
    return { open: () => {} };
  },
  parseHTML() {
    return [{ tag: "span[data-note]" }];
  },
  renderHTML() {
    return ["span", { "data-note": "" }, 0];
  },
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const dom = document.createElement("span");
      dom.className = "note-mark";
      dom.setAttribute("role", "button");
      const name = (current) => {
        dom.setAttribute("aria-label", `Poznámka: ${current.textContent}`);
        dom.title = current.textContent;
      };
      name(node);
      dom.addEventListener("click", () => this.options.open(editor, getPos()));
      return {
        dom,
        update(current) {
          if (current.type.name !== "footnote") return false;
          name(current);
          return true;
        },
        ignoreMutation: () => true,
      };
    };
  },
});
