// Dialogs of a few fields: language, table, recording, keys.
import { isAllowed } from "../addresses.js";
import { Dialog } from "./dialog.js";

export function languageDialog() {
  const dialog = new Dialog("dialog-jazyk");
  const open = (editor) => {
    const { lang = "" } = editor.getAttributes("language");
    dialog.open(
      editor,
      (action, fields) => applyLanguage(editor, action, fields.other.value.trim() || fields.lang.value),
      (fields) => {
        const known = [...fields.lang.options].some((option) => option.value === lang);
        if (known) fields.lang.value = lang;
        else fields.other.value = lang;
        dialog.element.querySelector("[data-existing]").hidden = lang === "";
        if (editor.state.selection.empty && lang === "") dialog.say("Nejdřív v textu vyberte cizojazyčná slova.");
      },
    );
  };
  return { open, isOn: (editor) => editor.isActive("language") };
}

function applyLanguage(editor, action, lang) {
  const chain = editor.chain().focus().extendMarkRange("language");
  if (action === "remove") {
    chain.unsetMark("language").run();
    return "";
  }
  if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(lang)) return "Kód jazyka má dvě písmena, například en nebo de.";
  if (editor.state.selection.empty && !editor.isActive("language")) return "Nejdřív v textu vyberte cizojazyčná slova.";
  chain.setMark("language", { lang }).run();
  return "";
}

export function tableDialog() {
  const dialog = new Dialog("dialog-tabulka");
  const open = (editor) =>
    dialog.open(editor, (_action, { rows, columns }) => insertTable(editor, Number(rows.value), Number(columns.value)));
  return { open, isOn: (editor) => editor.isActive("captionedTable") };
}

function insertTable(editor, rows, columns) {
  const row = (kind) => ({ type: "tableRow", content: Array.from({ length: columns }, () => ({ type: kind, content: [{ type: "paragraph" }] })) });
  const lines = Array.from({ length: rows }, () => row("tableCell"));
  const table = { type: "table", content: [row("tableHeader"), ...lines] };
  insertBlock(editor, { type: "captionedTable", content: [{ type: "tableCaption" }, table] }, 2);
  return "";
}

export function embedDialog() {
  const dialog = new Dialog("dialog-zaznam");
  const open = (editor) => {
    const chosen = editor.state.selection.node;
    const existing = chosen?.type.name === "embed" ? chosen.attrs : null;
    dialog.open(
      editor,
      (_action, { url, title }) => applyEmbed(editor, existing, url.value.trim(), title.value.trim()),
      (fields) => {
        fields.url.value = existing?.url ?? "";
        fields.title.value = existing?.title ?? "";
        dialog.element.querySelector("[value=use]").textContent = existing ? "Upravit záznam" : "Vložit záznam";
      },
    );
  };
  return { open, isOn: (editor) => editor.isActive("embed") };
}

function applyEmbed(editor, existing, url, title) {
  if (!/^https:/i.test(url) || !isAllowed(url)) return "Adresa záznamu musí začínat https://.";
  if (!title) return "Napište název záznamu, čtenáři jej uvidí jako odkaz.";
  if (existing) editor.chain().focus().updateAttributes("embed", { url, title }).run();
  else insertBlock(editor, { type: "embed", attrs: { url, title } });
  return "";
}

export function helpDialog() {
  const dialog = new Dialog("dialog-klavesy");
  return { open: (editor) => dialog.open(editor, () => "") };
}

// Behind the block with the cursor, or in its place when it is an empty paragraph; the cursor goes
// `inside` steps into the new block.
export function insertBlock(editor, json, inside = 1) {
  const { state, view } = editor;
  const { $from, from, to } = state.selection;
  const isRoom = $from.depth === 1 && $from.parent.type.name === "paragraph" && $from.parent.content.size === 0;
  const [start, end] = $from.depth > 0 ? (isRoom ? [$from.before(1), $from.after(1)] : [$from.after(1), $from.after(1)]) : [to, to];
  const node = state.schema.nodeFromJSON(json);
  editor
    .chain()
    .focus()
    .command(({ tr }) => {
      tr.replaceWith(start, end, node);
      return true;
    })
    .setTextSelection(Math.min(start + inside, start + node.nodeSize))
    .scrollIntoView()
    .run();
}
