// A picture with its caption is walked through by arrows: first the picture as a whole, then the
// caption. While it is chosen, letters do not replace it.
import { Extension } from "@tiptap/core";
import { NodeSelection, Plugin, TextSelection } from "@tiptap/pm/state";

export const FigureKeys = Extension.create({
  name: "figureKeys",
  priority: 1900,
  addOptions() {
    return { say: () => {} };
  },
  addKeyboardShortcuts() {
    const { editor } = this;
    const { say } = this.options;
    return {
      ArrowUp: () => fromCaption(editor, "up", say),
      ArrowLeft: () => fromCaption(editor, "left", say),
      ArrowDown: () => intoCaption(editor) || fromAbove(editor, "down", say),
      ArrowRight: () => intoCaption(editor) || fromAbove(editor, "right", say),
    };
  },
  addProseMirrorPlugins() {
    const { say } = this.options;
    const handleTextInput = ({ state }) => isChosen(state.selection) && (say(tell(state.selection.node)), true);
    return [new Plugin({ props: { handleTextInput } })];
  },
});

function isChosen(selection) {
  return selection instanceof NodeSelection && selection.node.type.name === "figure";
}

function tell(figure) {
  const { picture, alt, isDecorative } = figure.attrs;
  const description = isDecorative ? "dekorativní" : alt || "chybí popis";
  return `Vybrán je obrázek ${picture} (${description}). Enter jej otevře k úpravě, Delete odstraní, šipka dolů vede do popisku.`;
}

function fromCaption(editor, direction, say) {
  const { selection } = editor.state;
  const isInCaption = selection.empty && selection.$from.parent.type.name === "figure";
  if (!isInCaption || !editor.view.endOfTextblock(direction)) return false;
  return choose(editor, selection.$from.before(), say);
}

function intoCaption(editor) {
  const { state, view } = editor;
  if (!isChosen(state.selection)) return false;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, state.selection.from + 1)).scrollIntoView());
  return true;
}

// From the last line of the block above, however deep in it the cursor is.
function fromAbove(editor, direction, say) {
  const { selection } = editor.state;
  if (!(selection instanceof TextSelection) || !selection.empty || !editor.view.endOfTextblock(direction)) return false;
  const { $from } = selection;
  let depth = $from.depth - 1;
  while (depth > 0 && $from.index(depth) === $from.node(depth).childCount - 1) depth -= 1;
  const next = $from.node(depth).maybeChild($from.index(depth) + 1);
  return next?.type.name === "figure" && choose(editor, $from.after(depth + 1), say);
}

function choose(editor, position, say) {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, position)).scrollIntoView());
  say(tell(state.doc.nodeAt(position)));
  return true;
}
