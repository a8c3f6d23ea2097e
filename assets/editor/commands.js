// What the buttons of the toolbar do, when they are pressed in, and when they can be pressed.
import { canWrap, isIn, toggleBox } from "./boxes.js";
import { depthOfLists, MAX_LIST_DEPTH } from "./schema/schema.js";

const mark = (name) => ({
  run: (editor) => editor.chain().focus().toggleMark(name).run(),
  isOn: (editor) => editor.isActive(name),
  can: (editor) => editor.can().toggleMark(name),
});
const index = (name, other) => ({
  ...mark(name),
  run: (editor) => editor.chain().focus().unsetMark(other).toggleMark(name).run(),
});
const heading = (level) => ({
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
  isOn: (editor) => editor.isActive("heading", { level }),
  can: (editor) => editor.can().toggleHeading({ level }),
});
const list = (name, command) => ({
  run: (editor) => editor.chain().focus()[command]().run(),
  isOn: (editor) => editor.isActive(name),
  can: (editor) => editor.can()[command](),
});
const box = (name) => ({
  run: (editor) => toggleBox(editor, name),
  isOn: (editor) => isIn(editor.state, name),
  can: (editor) => isIn(editor.state, name) || canWrap(editor.state, name),
});
const plain = (command, ...values) => ({
  run: (editor) => editor.chain().focus()[command](...values).run(),
  can: (editor) => editor.can()[command](...values),
});
const inTable = (command) => ({
  ...plain(command),
  can: (editor) => editor.isActive("table") && editor.can()[command](),
});

export const COMMANDS = {
  paragraph: {
    run: (editor) => editor.chain().focus().setParagraph().run(),
    isOn: (editor) => editor.isActive("paragraph"),
    can: (editor) => editor.isActive("paragraph") || editor.can().setParagraph(),
  },
  heading2: heading(2),
  heading3: heading(3),
  heading4: heading(4),
  bold: mark("bold"),
  italic: mark("italic"),
  subscript: index("subscript", "superscript"),
  superscript: index("superscript", "subscript"),
  bulletList: list("bulletList", "toggleBulletList"),
  orderedList: list("orderedList", "toggleOrderedList"),
  indent: {
    ...plain("sinkListItem", "listItem"),
    can: (editor) =>
      depthOfLists(editor.state.selection.$from) < MAX_LIST_DEPTH && editor.can().sinkListItem("listItem"),
  },
  outdent: plain("liftListItem", "listItem"),
  quote: box("quote"),
  pullQuote: box("pullQuote"),
  callout: box("callout"),
  clear: plain("unsetAllMarks"),
  undo: plain("undo"),
  redo: plain("redo"),
  rowBelow: inTable("addRowAfter"),
  rowGone: inTable("deleteRow"),
  columnAfter: inTable("addColumnAfter"),
  columnGone: inTable("deleteColumn"),
  tableGone: {
    run: (editor) => removeBlock(editor),
    can: (editor) => editor.isActive("captionedTable"),
  },
};

export function removeBlock(editor) {
  const { state, view } = editor;
  const { $from, from, to } = state.selection;
  const [start, end] = $from.depth > 0 ? [$from.before(1), $from.after(1)] : [from, to];
  view.dispatch(state.tr.delete(start, end).scrollIntoView());
  view.focus();
  return true;
}
