// Ids of blocks: comments and translations hang on them, so a block keeps its id when it is edited
// or moved, and never shares it with a copy.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { Fragment, Slice } from "@tiptap/pm/model";

const BLOCKS = [
  "paragraph",
  "heading",
  "bulletList",
  "orderedList",
  "quote",
  "pullQuote",
  "callout",
  "figure",
  "captionedTable",
  "embed",
];

export const BlockIds = Extension.create({
  name: "blockIds",
  addGlobalAttributes() {
    const id = {
      default: null,
      keepOnSplit: false,
      parseHTML: (element) => element.getAttribute("data-block"),
      renderHTML: ({ id }) => (id ? { "data-block": id } : {}),
    };
    return [{ types: BLOCKS, attributes: { id } }];
  },
  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPasted: (slice, view) => withoutTaken(slice, view.state.doc) } })];
  },
});

function withoutTaken(slice, doc) {
  const taken = new Set();
  doc.forEach((block) => taken.add(block.attrs.id));
  const freed = slice.content.content.map((node) =>
    node.attrs.id && taken.has(node.attrs.id)
      ? node.type.create({ ...node.attrs, id: null }, node.content, node.marks)
      : node,
  );
  return new Slice(Fragment.fromArray(freed), slice.openStart, slice.openEnd);
}
