// The dialog of a footnote: a small editor of one paragraph, without notes of its own.
import { Editor } from "@tiptap/core";
import { UndoRedo } from "@tiptap/extensions";
import { COMMANDS } from "../commands.js";
import { noteSchema } from "../schema/schema.js";
import { Dialog } from "./dialog.js";

export function noteDialog() {
  const dialog = new Dialog("dialog-poznamka");
  const element = dialog.element.querySelector("[data-note-text]");
  let small = null;

  dialog.element.addEventListener("close", () => {
    small?.destroy();
    small = null;
  });
  for (const button of dialog.element.querySelectorAll("button[data-command]")) {
    button.addEventListener("click", () => COMMANDS[button.dataset.command].run(small));
  }

  // `position` is that of a note in the text; without it a new one is written at the cursor.
  const open = (editor, position = chosenNote(editor)) => {
    const note = position === null ? null : editor.state.doc.nodeAt(position);
    dialog.open(
      editor,
      (action) => apply(editor, position, action === "remove" ? null : words(small)),
      () => {
        dialog.element.querySelector("[data-existing]").hidden = note === null;
      },
    );
    small = new Editor({
      element,
      injectCSS: false,
      extensions: [...noteSchema, UndoRedo],
      content: { type: "doc", content: [{ type: "paragraph", content: note?.content.toJSON() ?? [] }] },
      editorProps: { attributes: { role: "textbox", "aria-label": "Text poznámky", "aria-multiline": "false" } },
      autofocus: "end",
    });
    small.view.dom.addEventListener("keydown", (event) => {
      if (event.key === "Escape") dialog.element.close();
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        dialog.submit("");
      }
    });
  };
  return { open, isOn: (editor) => chosenNote(editor) !== null };
}

function chosenNote(editor) {
  const { selection } = editor.state;
  return selection.node?.type.name === "footnote" ? selection.from : null;
}

function words(small) {
  return small.state.doc.firstChild.content.toJSON() ?? [];
}

function apply(editor, position, content) {
  const isEmpty = content !== null && content.every((node) => !node.text.trim());
  if (isEmpty && position === null) return "Napište text poznámky.";
  const { schema, tr } = editor.state;
  if (content === null || isEmpty) {
    editor.view.dispatch(tr.delete(position, position + editor.state.doc.nodeAt(position).nodeSize));
    return "";
  }
  const note = schema.nodeFromJSON({ type: "footnote", content });
  if (position === null) tr.insert(tr.selection.to, note);
  else tr.replaceWith(position, position + editor.state.doc.nodeAt(position).nodeSize, note.mark(editor.state.doc.nodeAt(position).marks));
  editor.view.dispatch(tr.scrollIntoView());
  return "";
}
