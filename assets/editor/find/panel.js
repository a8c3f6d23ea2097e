// Finding and replacing in the text: a panel above it in, marked places and changed words out. The
// browser's own search (Ctrl+F) stays as it is.
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { closeHistory } from "@tiptap/pm/history";
import { counted } from "../czech.js";
import { markFound } from "./marking.js";
import { matchesIn } from "./matches.js";

export class FindPanel {
  constructor(element, opener, editor) {
    Object.assign(this, { element, opener, editor, found: [], current: -1 });
    const part = (name) => element.querySelector(`[data-find-${name}]`);
    [this.words, this.instead, this.isCaseKept, this.status] = ["words", "instead", "case", "status"].map(part);
    const acts = {
      previous: () => this.go(-1),
      next: () => this.go(1),
      one: () => this.replace(),
      all: () => this.replaceAll(),
      close: () => this.close(),
    };
    for (const [name, act] of Object.entries(acts)) part(name).addEventListener("click", act);
    this.words.addEventListener("input", () => this.seek());
    this.isCaseKept.addEventListener("change", () => this.seek());
    element.addEventListener("keydown", (event) => this.key(event));
    editor.on("transaction", ({ transaction }) => transaction.docChanged && this.follow());
  }

  open() {
    const { from, to, $from, $to } = this.editor.state.selection;
    if (this.element.hidden) {
      this.place = from;
      const chosen = $from.sameParent($to) ? this.editor.state.doc.textBetween(from, to) : "";
      if (chosen && chosen.length <= 100) this.words.value = chosen;
    }
    this.show(true);
    this.words.focus();
    this.words.select();
    this.seek();
  }

  close() {
    const match = this.found[this.current];
    this.show(false);
    this.mark([], -1);
    const { state, view } = this.editor;
    if (match) view.dispatch(state.tr.setSelection(selectionOf(state.doc, match)).scrollIntoView());
    view.focus();
  }

  show(isOpen) {
    this.element.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
  }

  key(event) {
    if (event.isComposing) return;
    const isField = event.target === this.words || event.target === this.instead;
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && isField) {
      event.preventDefault();
      if (event.target === this.instead) this.replace();
      else this.go(event.shiftKey ? -1 : 1);
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "h") {
      event.preventDefault();
      this.words.focus();
      this.words.select();
    }
  }

  matches() {
    return matchesIn(this.editor.state.doc, this.words.value, this.isCaseKept.checked);
  }

  // What is found changes with the words; the search goes on from where it was.
  seek() {
    const found = this.matches();
    const after = found.findIndex(({ from }) => from >= this.place);
    this.mark(found, found.length ? Math.max(0, after) : -1);
    this.say(this.words.value ? this.where() : "");
    this.reveal();
  }

  // The text changed: by writing, by undoing, or by what somebody else saved.
  follow() {
    if (this.element.hidden || this.isReplacing) return;
    const found = this.matches();
    this.mark(found, Math.min(Math.max(this.current, 0), found.length - 1));
    this.say(this.words.value ? this.where() : "");
  }

  go(step) {
    const count = this.found.length;
    if (!count) return this.say(this.words.value ? this.where() : "Napište, co se má najít.");
    const next = (this.current + step + count) % count;
    const isAround = step > 0 ? next < this.current : next > this.current;
    this.mark(this.found, next);
    this.place = this.found[next].from;
    this.say(`${this.where()}${isAround ? (step > 0 ? ", znovu od začátku" : ", znovu od konce") : ""}`);
    return this.reveal();
  }

  replace() {
    const match = this.found[this.current];
    if (!match || !this.editor.isEditable) return this.go(1);
    this.change([match]);
    this.place = match.from + this.instead.value.length;
    this.seek();
    return this.say(`Nahrazeno. ${this.where()}`);
  }

  replaceAll() {
    const { length } = this.found;
    if (!length || !this.editor.isEditable) return this.go(1);
    this.change(this.found);
    this.mark(this.matches(), -1);
    return this.say(`${counted(length, "výskyt nahrazen", "výskyty nahrazeny", "výskytů nahrazeno")}. Ctrl+Z v textu to vrátí najednou.`);
  }

  // One step of undo, from the last place to the first so that the earlier ones keep still.
  change(matches) {
    const { state, view } = this.editor;
    const change = closeHistory(state.tr);
    for (const { from, to } of [...matches].reverse()) {
      const { marks } = state.doc.nodeAt(from);
      if (this.instead.value) change.replaceWith(from, to, state.schema.text(this.instead.value, marks));
      else change.delete(from, to);
    }
    this.isReplacing = true;
    view.dispatch(change);
    this.isReplacing = false;
  }

  mark(found, current) {
    Object.assign(this, { found, current });
    markFound(this.editor, found, current);
  }

  where() {
    if (!this.found.length) return "V textu nic takového není.";
    const note = this.found[this.current]?.note === null ? "" : " (v poznámce pod čarou)";
    return this.current < 0 ? counted(this.found.length, "výskyt", "výskyty", "výskytů") : `${this.current + 1} z ${this.found.length}${note}`;
  }

  say(sentence) {
    if (this.status.textContent !== sentence) this.status.textContent = sentence;
  }

  reveal() {
    this.editor.view.dom.querySelector(".found-now")?.scrollIntoView({ block: "center" });
  }
}

function selectionOf(doc, { from, to, note }) {
  return note === null ? TextSelection.create(doc, from, to) : NodeSelection.create(doc, note);
}
