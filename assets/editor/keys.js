// Keys that the magazine's own blocks need: how Enter and Backspace leave them, how Tab leaves the text.
import { Extension } from "@tiptap/core";
import { NodeSelection, Plugin, TextSelection } from "@tiptap/pm/state";
import { unwrap } from "./boxes.js";

export const Keys = Extension.create({
  name: "keys",
  priority: 2000,
  addOptions() {
    return { say: () => {}, shortcuts: {} };
  },
  addKeyboardShortcuts() {
    const { editor } = this;
    const own = Object.entries(this.options.shortcuts).map(([key, act]) => [key, () => (act(editor), true)]);
    return {
      ...Object.fromEntries(own),
      Enter: () => openNode(editor) || leaveLine(editor),
      "Shift-Enter": () => openNode(editor) || leaveLine(editor) || editor.commands.splitBlock(),
      "Mod-Enter": () => paragraphAfter(editor),
      "Alt-ArrowUp": () => moveBlock(editor, -1),
      "Alt-ArrowDown": () => moveBlock(editor, 1),
      Backspace: () => atStart(editor),
      Escape: () => true, // it must not choose the whole block, which the next letter would replace
    };
  },
  addProseMirrorPlugins() {
    return [leavingByTab(this.options.say)];
  },
});

// Tab belongs to lists and tables; after Esc it moves on as everywhere else.
function leavingByTab(say) {
  let isLeaving = false;
  const keydown = (_view, event) => {
    if (event.key === "Escape" && !event.isComposing) {
      isLeaving = true;
      say("Klávesou Tab teď opustíte text, Alt+F10 vede na lištu nástrojů.");
      return false;
    }
    const leaves = isLeaving && event.key === "Tab";
    if (event.key !== "Shift") isLeaving = false;
    return leaves;
  };
  return new Plugin({ props: { handleDOMEvents: { keydown } } });
}

function openNode(editor) {
  const { selection } = editor.state;
  if (!(selection instanceof NodeSelection)) return false;
  const at = editor.view.nodeDOM(selection.from);
  if (selection.node.type.name === "footnote") {
    at.click();
    return true;
  }
  if (selection.node.type.name === "figure") {
    at.querySelector(".figure-facts").click();
    return true;
  }
  return paragraphAfter(editor);
}

function leaveLine(editor) {
  const { $from } = editor.state.selection;
  switch ($from.parent.type.name) {
    case "quoteSource":
    case "figure":
      return paragraphAfter(editor);
    case "calloutTitle":
    case "tableCaption":
      return moveTo(editor, $from.after());
    default:
      return isInCell($from) && (editor.commands.goToNextCell() || paragraphAfter(editor));
  }
}

function isInCell($from) {
  return $from.depth > 1 && $from.node(-1).type.name.startsWith("table");
}

function moveTo(editor, position) {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(position))).scrollIntoView());
  return true;
}

export function paragraphAfter(editor) {
  const { state, view } = editor;
  const { $to, to } = state.selection;
  const end = $to.depth > 0 ? $to.after(1) : to;
  const change = state.tr.insert(end, state.schema.nodes.paragraph.create());
  view.dispatch(change.setSelection(TextSelection.create(change.doc, end + 1)).scrollIntoView());
  return true;
}

// The whole block with the cursor changes places with its neighbour; the cursor goes along.
function moveBlock(editor, step) {
  const { state, view } = editor;
  const { $from, from, to } = state.selection;
  const index = $from.index(0);
  const other = index + step;
  if (other < 0 || other >= state.doc.childCount) return true;
  const start = $from.posAtIndex(Math.min(index, other), 0);
  const [first, second] = [state.doc.child(Math.min(index, other)), state.doc.child(Math.max(index, other))];
  const change = state.tr.replaceWith(start, start + first.nodeSize + second.nodeSize, [second, first]);
  const shift = step * state.doc.child(other).nodeSize;
  const isNode = state.selection instanceof NodeSelection;
  const selection = isNode
    ? NodeSelection.create(change.doc, from + shift)
    : TextSelection.create(change.doc, from + shift, to + shift);
  view.dispatch(change.setSelection(selection).scrollIntoView());
  return true;
}

function atStart(editor) {
  const { selection } = editor.state;
  const { $from } = selection;
  if (!selection.empty || $from.parentOffset > 0 || $from.depth === 0) return false;
  if ($from.parent.type.name === "figure") return $from.parent.content.size === 0 && selectAt(editor, $from.before());
  const isFirst = $from.depth === 2 && $from.index(1) === 0;
  return isFirst && ["quote", "pullQuote", "callout"].includes($from.node(1).type.name) && unwrap(editor);
}

function selectAt(editor, position) {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, position)));
  return true;
}
