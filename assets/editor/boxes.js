// Puts the chosen blocks into a quote, a pull quote or a box, and takes them out again.
import { Fragment } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";

const FLOWS = new Set(["paragraph", "heading", "bulletList", "orderedList"]);

export function boxAround(state) {
  const { $from } = state.selection;
  return $from.depth > 0 ? $from.node(1) : null;
}

export function isIn(state, name) {
  return boxAround(state)?.type.name === name;
}

export function canWrap(state, name) {
  const blocks = chosen(state);
  if (blocks.length === 0 || !blocks.every((block) => FLOWS.has(block.type.name))) return false;
  return name !== "pullQuote" || (blocks.length === 1 && blocks[0].isTextblock);
}

export function toggleBox(editor, name) {
  const { state, view } = editor;
  if (isIn(state, name)) return unwrap(editor);
  if (!canWrap(state, name)) return false;
  const { $from, $to } = state.selection;
  const blocks = chosen(state);
  const box = made(state.schema, name, blocks.map((block) => bare(state.schema, block)), blocks[0].attrs.id);
  const start = $from.before(1);
  const change = state.tr.replaceWith(start, $to.after(1), box);
  const inside = name === "callout" ? start + 2 : Math.min(state.selection.from + 1, start + box.nodeSize - 3);
  view.dispatch(change.setSelection(TextSelection.near(change.doc.resolve(inside))).scrollIntoView());
  view.focus();
  return true;
}

// The blocks of the box stay in the text; its source or title becomes a paragraph when it says something.
export function unwrap(editor) {
  const { state, view } = editor;
  const { $from } = state.selection;
  const box = $from.node(1);
  const { paragraph } = state.schema.nodes;
  const parts = [];
  box.forEach((child) => {
    if (FLOWS.has(child.type.name)) parts.push(child);
    else if (child.content.size > 0) parts.push(paragraph.create(null, child.content));
  });
  if (parts.length > 0) parts[0] = parts[0].type.create({ ...parts[0].attrs, id: box.attrs.id }, parts[0].content);
  const start = $from.before(1);
  const change = state.tr.replaceWith(start, $from.after(1), Fragment.fromArray(parts));
  view.dispatch(change.setSelection(TextSelection.near(change.doc.resolve(start + 1))).scrollIntoView());
  view.focus();
  return true;
}

function chosen(state) {
  const { $from, $to } = state.selection;
  if ($from.depth === 0 || $to.depth === 0) return [];
  const blocks = [];
  for (let index = $from.index(0); index <= $to.index(0); index += 1) blocks.push(state.doc.child(index));
  return blocks;
}

function bare(schema, block) {
  if (block.type.name === "heading") return schema.nodes.paragraph.create(null, block.content);
  return block.type.create({ ...block.attrs, id: null }, block.content);
}

function made(schema, name, blocks, id) {
  const { quoteSource, calloutTitle } = schema.nodes;
  const content = name === "callout" ? [calloutTitle.create(), ...blocks] : [...blocks, quoteSource.create()];
  return schema.nodes[name].create({ id }, content);
}
