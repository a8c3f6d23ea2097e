// The editor of articles and news: the page's form in, a text that saves itself out.
import { Editor } from "@tiptap/core";
import { Dropcursor, Gapcursor, Placeholder, TrailingNode, UndoRedo } from "@tiptap/extensions";
import { countsOf } from "./counts.js";
import { figureDialog } from "./dialogs/figure.js";
import { linkDialog } from "./dialogs/link.js";
import { noteDialog } from "./dialogs/note.js";
import { embedDialog, helpDialog, languageDialog, tableDialog } from "./dialogs/simple.js";
import { FoundMarks } from "./find/marking.js";
import { FindPanel } from "./find/panel.js";
import { FigureKeys } from "./figure_keys.js";
import { Keys } from "./keys.js";
import { followAddress, Landing } from "./landing.js";
import { NotesPanel } from "./notes_panel.js";
import { Paste } from "./paste/paste.js";
import { Presence } from "./presence.js";
import { offerRecovery } from "./recovery.js";
import { Conflict } from "./saving/conflict.js";
import { LocalCopy } from "./saving/local_copy.js";
import { Saver } from "./saving/saver.js";
import { Server } from "./saving/server.js";
import { SavingState } from "./saving/state.js";
import { textSchema } from "./schema/schema.js";
import { Toolbar } from "./toolbar.js";

// `assets/desk/preview.js` listens, in this window and in others.
const tellPreviews = (version) =>
  document.dispatchEvent(new CustomEvent("mitdomov:saved", { detail: { version } }));

const page = document.getElementById("psani");
if (page) begin(page);

// A page that does not fit this script, such as one from before an update, keeps its plain fields,
// which the script would hide: the text stays in sight, and the form saves it.
function begin(root) {
  const plain = root.querySelector("textarea:not([data-field])");
  if (plain.value !== plain.defaultValue) return; // somebody already writes in it
  try {
    start(root);
  } catch (error) {
    const words = "Editor se nespustil: program mezitím nejspíš dostal novou verzi. Obnovte stránku. Text máte níže celý a jde uložit i tak.";
    const note = Object.assign(document.createElement("div"), { className: "note bad row between" });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Obnovit stránku" });
    button.addEventListener("click", () => location.reload());
    note.setAttribute("role", "alert");
    note.append(Object.assign(document.createElement("p"), { textContent: words }), button);
    const untouched = root.cloneNode(true); // without what was to happen when it is sent
    untouched.classList.remove("is-ready");
    untouched.prepend(note);
    root.replaceWith(untouched);
    throw error;
  }
}

// What the server put into the field; someone may have typed before the script was there.
function givenTo(field) {
  if (!field.matches("select")) return field.defaultValue;
  return ([...field.options].find(({ defaultSelected }) => defaultSelected) ?? field.options[0]).value;
}

function start(root) {
  const given = root.dataset;
  const server = new Server(
    { save: given.save, compare: given.compare, presence: given.presence, state: given.state },
    given.token,
  );
  const fields = [...root.querySelectorAll("[data-field]")];
  const status = document.getElementById("hlaseni");
  const offerButton = status.querySelector("[data-offer]");
  // `offer` is what can be done about it: a label of a button and what it does.
  const say = (sentence, offer = null) => {
    status.querySelector("[data-words]").textContent = sentence;
    offerButton.textContent = offer?.label ?? "";
    offerButton.hidden = !offer;
    offerButton.onclick = offer?.act ?? null;
    status.hidden = !sentence;
  };
  status.querySelector("[data-close-said]").addEventListener("click", () => say(""));

  const pictureAddress = (file) => given.picture.replace("SOUBOR", encodeURIComponent(file));
  const dialogs = {
    link: linkDialog(JSON.parse(given.articles ?? "[]")),
    language: languageDialog(),
    note: noteDialog(),
    figure: figureDialog({ choices: given.choices, pictureAddress }),
    table: tableDialog(),
    embed: embedDialog(),
    help: helpDialog(),
  };
  const opened = (name) => (editor, position) => dialogs[name].open(editor, position);
  let toolbar = null;
  let saver = null;

  const editor = new Editor({
    element: root.querySelector("[data-text]"),
    injectCSS: false,
    content: JSON.parse(given.document),
    extensions: [
      ...textSchema({
        blocks: given.blocks.split(" "),
        pictureAddress,
        openFigure: opened("figure"),
        openNote: opened("note"),
      }),
      Keys.configure({
        say,
        shortcuts: {
          "Mod-k": dialogs.link.open,
          "Mod-Shift-f": (current) => dialogs.note.open(current),
          "Mod-Shift-l": dialogs.language.open,
          "Mod-h": () => dialogs.find.open(),
          "Mod-/": dialogs.help.open,
          "Alt-F10": () => toolbar.focus(),
        },
      }),
      ...(given.blocks.split(" ").includes("figure") ? [FigureKeys.configure({ say })] : []),
      Paste.configure({
        say,
        takePicture: (current, file) => dialogs.figure.open(current, null, file),
        takeTitle: (current, words) => {
          say("");
          takeTitle(current, words, root.querySelector("[name=title]"));
        },
      }),
      Landing,
      FoundMarks,
      Placeholder.configure({ placeholder: placeholderOf, includeChildren: true, showOnlyCurrent: false }),
      UndoRedo,
      Gapcursor,
      Dropcursor.configure({ class: "drop-here", color: false }),
      TrailingNode,
    ],
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-labelledby": "text-popisek", "aria-describedby": "text-rada" },
    },
  });

  const values = () => Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  const read = () => ({ ...values(), body: trimmed(editor.getJSON()) });
  const load = (text) => {
    for (const field of fields) {
      field.value = text[field.name] ?? "";
      field.dispatchEvent(new Event("change", { bubbles: true })); // a picture is shown beside its name
    }
    const body = text.body.content?.length ? text.body : { type: "doc", content: [{ type: "paragraph" }] };
    const { $from } = editor.state.selection;
    const here = $from.depth ? $from.node(1) : null;
    editor.commands.setContent(body, { emitUpdate: false });
    editor.state.doc.forEach((node, position) => {
      if (here?.type !== node.type || here.textContent !== node.textContent) return;
      editor.commands.setTextSelection(position + $from.pos - $from.before(1));
    });
    counts();
  };
  // While two texts are being compared, neither moves.
  const hold = (isHeld) => {
    editor.setEditable(!isHeld);
    for (const field of fields) {
      if (field.matches("select")) field.disabled = isHeld;
      else field.readOnly = isHeld;
    }
  };
  const state = new SavingState(root);
  const copy = new LocalCopy(given.copy, given.person);
  const conflict = new Conflict({
    element: document.getElementById("stret"),
    server,
    read,
    load,
    say,
    hold: () => {
      state.show("conflict");
      hold(true);
    },
    settled: (version, details) => {
      const wasHeld = !editor.isEditable;
      saver.settle(version);
      hold(false);
      state.show("saved", details);
      tellPreviews(version);
      if (wasHeld) editor.commands.focus();
    },
  });
  saver = new Saver({
    server,
    copy,
    read,
    version: Number(given.version),
    show: (now, details) => {
      if (now === "saved" && details) {
        tellPreviews(saver.version);
        root.querySelector("[data-until-saved]")?.remove();
      }
      state.show(now, details);
    },
    conflict: (base) => conflict.open(base),
  });
  const changed = () => {
    counts();
    saver.changed();
  };
  saver.base = { ...saver.base, ...Object.fromEntries(fields.map((field) => [field.name, givenTo(field)])) };
  saver.saved = JSON.stringify(saver.base);
  const words = root.querySelector("[data-counts]");
  function counts() {
    words.textContent = countsOf(editor.state.doc, "printed" in given);
  }
  counts();

  const found = document.getElementById("hledani");
  dialogs.find = new FindPanel(found, root.querySelector("[aria-controls=hledani]"), editor);
  toolbar = new Toolbar(document.getElementById("lista"), editor, dialogs);
  new NotesPanel(document.getElementById("poznamky"), editor, dialogs.note.open);
  new Presence({
    server,
    element: document.getElementById("pritomni"),
    version: () => saver.version,
    newer: (body) => {
      if (saver.isDirty || saver.isPaused || saver.underWay) return;
      load(body.article);
      saver.settle(body.version);
      say(body.news);
    },
  });
  offerRecovery({
    section: document.getElementById("obnova"),
    copy,
    current: read,
    restore: (left) => {
      saver.version = left.version;
      saver.base = left.base;
      load(left);
      changed();
    },
  });

  editor.on("update", changed);
  for (const field of fields) {
    field.addEventListener("input", () => {
      tellLimit(field, status, say);
      changed();
    });
  }
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      saver.save(true);
    }
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name === "act") publish(root, event.submitter, saver, say);
    else saver.save(true);
  });
  root.querySelector("[data-save-now]").addEventListener("click", () => saver.save(true));
  window.addEventListener("online", () => saver.retry());
  window.addEventListener("focus", () => saver.retry());
  window.addEventListener("pagehide", () => saver.keepCopy());
  window.addEventListener("beforeunload", (event) => {
    if (!saver.isDirty) return;
    saver.keepCopy();
    event.preventDefault();
  });
  // The form came back with more than the server keeps, and not with what it began from.
  if ("typed" in given) Object.assign(saver, { saved: "", base: undefined });
  if (saver.isDirty) changed();
  root.classList.add("is-ready");
  followAddress(editor, say);
  root.dataset.ready = "yes";
}

// The heading that says these words moves from the text to the field.
function takeTitle(editor, words, field) {
  const { state, view } = editor;
  state.doc.forEach((node, from) => {
    const isIt = node.type.name === "heading" && node.textContent.replace(/\s+/g, " ").trim() === words;
    if (isIt && view.state === state) view.dispatch(state.tr.delete(from, from + node.nodeSize));
  });
  field.value = words.slice(0, field.maxLength > 0 ? field.maxLength : undefined);
  field.dispatchEvent(new Event("input"));
  field.focus();
}

// A field takes no more than its limit, and cuts what is pasted: nobody should find that out later.
function tellLimit(field, status, say) {
  if (!(field.maxLength > 0)) return;
  const sentence = `${field.labels[0].firstChild.textContent.trim()} má nejvýš ${field.maxLength} znaků, víc se do něj nevejde.`;
  if (field.value.length >= field.maxLength) say(sentence);
  else if (status.textContent.includes(sentence)) say("");
}

// What is saved is shown to readers: the form goes out with the version of the text alone.
async function publish(form, button, saver, say) {
  await saver.save();
  if (saver.isDirty || saver.failures || saver.isPaused) {
    say("Text se teď nepodařilo uložit, proto nejde ani zveřejnit. Neztratil se, zkuste to za chvíli.");
    return;
  }
  const more = { saved: "1", [button.name]: button.value };
  for (const [name, value] of Object.entries(more)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.elements.version.value = saver.version;
  button.disabled = true;
  form.submit();
}

// An empty paragraph at the end is only room to write on.
function trimmed(doc) {
  const content = [...(doc.content ?? [])];
  while (content.length && content.at(-1).type === "paragraph" && !content.at(-1).content) content.pop();
  return { ...doc, content };
}

function placeholderOf({ node }) {
  const words = { quoteSource: "Zdroj citátu (nemusí být)", calloutTitle: "Nadpis rámečku (nemusí být)", tableCaption: "Popisek tabulky", heading: "Mezititulek" };
  return words[node.type.name] ?? "";
}
