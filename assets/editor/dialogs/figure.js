// The dialog of a picture in the text: chosen by sight in the library or uploaded to it, described,
// put into the text.
import { NodeSelection } from "@tiptap/pm/state";
import { carryWords, keptSentence } from "../../desk/picture_words.js";
import { insertBlock } from "./simple.js";
import { Dialog } from "./dialog.js";

const WORDS = ["alt", "credit", "licence"];

// `choices` is where pictures are listed; `assets/desk/picture_choosing.js` answers with a picture
// and with the one that was named before, or with nothing.
const ask = (choices, chosen, file) =>
  new Promise((done) => {
    const detail = { listing: choices, chosen, file, done };
    document.dispatchEvent(new CustomEvent("mitdomov:choose-picture", { detail }));
  });

export function figureDialog({ choices, pictureAddress }) {
  const dialog = new Dialog("dialog-obrazek");
  const { element } = dialog;
  const [image, state] = [element.querySelector("[data-shown]"), element.querySelector("[data-state]")];
  const fields = dialog.form.elements;

  const show = (file, address, sentence = "") => {
    fields.picture.value = file;
    image.src = address;
    element.querySelector("[data-picture]").textContent = file;
    state.textContent = sentence;
  };
  const take = ({ item, before }) => {
    const isOther = before !== null && item.id !== before.id;
    const words = Object.fromEntries(WORDS.map((name) => [name, fields[name]]));
    const kept = carryWords(words, item, before);
    fields.caption.value = item.caption;
    const warning = item.warnings.length ? `V knihovně: ${item.warnings.join(", ")}.` : "";
    show(item.file, item.thumb_url, [isOther ? keptSentence(kept) : "", warning].filter(Boolean).join(" "));
  };
  element.querySelector("[data-change]").addEventListener("click", async () => {
    const chosen = await ask(choices, fields.picture.value, null);
    if (chosen && element.open) take(chosen);
  });
  fields.isDecorative.addEventListener("change", () => {
    fields.alt.disabled = fields.isDecorative.checked;
  });

  const describe = (editor, position, fillIn) => {
    const isNew = position === null;
    dialog.open(
      editor,
      (action) => apply(editor, position, action, dialog.form),
      () => {
        fillIn();
        element.querySelector("[data-existing]").hidden = isNew;
        element.querySelector("[value=use]").textContent = isNew ? "Vložit obrázek" : "Upravit obrázek";
      },
    );
  };
  // `position` is that of a figure in the text; without it the chosen one, or a new one.
  // A `file` that was pasted or dropped is uploaded as if it were picked here.
  const open = async (editor, position = chosenFigure(editor), file = null) => {
    if (position !== null) {
      const { attrs } = editor.state.doc.nodeAt(position);
      describe(editor, position, () => {
        fill(fields, attrs);
        show(attrs.picture, pictureAddress(attrs.picture));
      });
      return;
    }
    const chosen = await ask(choices, "", file);
    if (!chosen) {
      editor.view.focus();
      return;
    }
    describe(editor, null, () => {
      fill(fields);
      take(chosen);
    });
  };
  return { open, isOn: (editor) => chosenFigure(editor) !== null };
}

function fill(fields, attrs = {}) {
  for (const name of WORDS) fields[name].value = attrs[name] ?? "";
  fields.isDecorative.checked = Boolean(attrs.isDecorative);
  fields.alt.disabled = fields.isDecorative.checked;
  fields.caption.value = "";
}

function chosenFigure(editor) {
  const { selection } = editor.state;
  if (selection.node?.type.name === "figure") return selection.from;
  return selection.$from.depth > 0 && selection.$from.parent.type.name === "figure" ? selection.$from.before() : null;
}

function apply(editor, position, action, form) {
  if (action === "remove") {
    const { tr, doc } = editor.state;
    editor.view.dispatch(tr.delete(position, position + doc.nodeAt(position).nodeSize));
    return "";
  }
  const given = new FormData(form);
  const picture = given.get("picture");
  const isDecorative = given.has("isDecorative");
  const alt = isDecorative ? "" : String(given.get("alt") ?? "").trim();
  if (!isDecorative && !alt) return "Popište, co na obrázku je. Když jen zdobí, označte jej jako dekorativní.";
  const attrs = { picture, alt, isDecorative, credit: given.get("credit").trim(), licence: given.get("licence").trim() };
  if (position === null) {
    const words = String(given.get("caption") ?? "").trim();
    insertBlock(editor, { type: "figure", attrs, content: words ? [{ type: "text", text: words }] : [] });
  } else {
    const node = editor.state.doc.nodeAt(position);
    const change = editor.state.tr.setNodeMarkup(position, null, { ...node.attrs, ...attrs });
    editor.view.dispatch(change.setSelection(NodeSelection.create(change.doc, position)));
  }
  return "";
}
