// The dialog of a picture: found in the library or uploaded to it, described, put into the text.
import { NodeSelection } from "@tiptap/pm/state";
import { insertBlock } from "./simple.js";
import { Dialog } from "./dialog.js";

export function figureDialog({ choices, upload, token }) {
  const dialog = new Dialog("dialog-obrazek");
  const { element } = dialog;
  const list = element.querySelector("[data-choices]");
  const state = element.querySelector("[data-state]");
  const template = element.querySelector("template");
  const fields = dialog.form.elements;
  let timer = 0;

  let asked = 0;

  const offer = (found) => {
    const chosen = list.querySelector("input:checked")?.value;
    list.replaceChildren(...found.map((item) => choiceOf(template, item, fields)));
    const again = [...list.querySelectorAll("input")].find((radio) => radio.value === chosen);
    if (again) again.checked = true;
    state.textContent = found.length ? `Obrázků: ${found.length}` : "Nic se nenašlo. Obrázek můžete nahrát.";
  };
  const search = async () => {
    if (!choices) return;
    asked += 1;
    const number = asked;
    state.textContent = "Hledám…";
    try {
      const answer = await fetch(`${choices}?q=${encodeURIComponent(fields.q.value)}`, { headers: { Accept: "application/json" } });
      const found = await answer.json();
      if (number === asked) offer(found); // a late answer must not undo a newer one
    } catch {
      state.textContent = "Knihovnu obrázků teď nejde načíst. Zkuste to za chvíli.";
    }
  };
  fields.q.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 250);
  });
  fields.q.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  fields.file.addEventListener("change", async () => {
    const [chosen] = fields.file.files;
    if (!chosen || !upload) return;
    asked += 1; // an answer to an earlier search must not hide it
    state.textContent = `Nahrávám ${chosen.name}…`;
    const body = new FormData();
    body.set("picture", chosen);
    try {
      const answer = await fetch(upload, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token() } });
      const item = await answer.json();
      if (!answer.ok) throw new Error(item.problem ?? "");
      offer([item]);
      list.querySelector("input").click();
    } catch (error) {
      state.textContent = error.message || "Obrázek se nepodařilo nahrát.";
    }
  });
  fields.isDecorative.addEventListener("change", () => {
    fields.alt.disabled = fields.isDecorative.checked;
  });

  // `position` is that of a figure in the text; without it the chosen one, or a new one.
  // A `file` that was pasted or dropped is uploaded as if it were picked here.
  const open = (editor, position = chosenFigure(editor), file = null) => {
    const figure = position === null ? null : editor.state.doc.nodeAt(position);
    dialog.open(
      editor,
      (action) => apply(editor, position, action, dialog.form),
      () => {
        fill(fields, figure?.attrs);
        element.querySelector("[data-existing]").hidden = figure === null;
        element.querySelector("[value=use]").textContent = figure ? "Upravit obrázek" : "Vložit obrázek";
        element.querySelector("[data-picture]").textContent = figure ? `Teď je vybrán ${figure.attrs.picture}.` : "";
      },
    );
    list.replaceChildren();
    if (!file) return search();
    const carried = new DataTransfer();
    carried.items.add(file);
    fields.file.files = carried.files;
    fields.file.dispatchEvent(new Event("change"));
    return undefined;
  };
  return { open, isOn: (editor) => chosenFigure(editor) !== null };
}

function choiceOf(template, item, fields) {
  const choice = template.content.firstElementChild.cloneNode(true);
  const radio = choice.querySelector("input");
  radio.value = item.file;
  radio.addEventListener("change", () => {
    for (const name of ["alt", "credit", "licence"]) fields[name].value ||= item[name] ?? "";
    fields.caption.value = item.caption ?? "";
  });
  choice.querySelector("img").src = item.thumb_url;
  choice.querySelector("[data-name]").textContent = item.file;
  return choice;
}

function fill(fields, attrs = {}) {
  for (const name of ["alt", "credit", "licence"]) fields[name].value = attrs[name] ?? "";
  fields.isDecorative.checked = Boolean(attrs.isDecorative);
  fields.alt.disabled = fields.isDecorative.checked;
  fields.current.value = attrs.picture ?? "";
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
  const picture = given.get("picture") || given.get("current");
  const isDecorative = given.has("isDecorative");
  const alt = isDecorative ? "" : String(given.get("alt") ?? "").trim();
  if (!picture) return "Vyberte obrázek v knihovně, nebo jej nahrajte.";
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
