// What was found is marked in the text, the place that is gone through more than the others.
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

const KEY = new PluginKey("found");

export const FoundMarks = Extension.create({
  name: "foundMarks",
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: KEY,
        state: {
          init: () => DecorationSet.empty,
          apply(transaction, marked) {
            const found = transaction.getMeta(KEY);
            if (found) return DecorationSet.create(transaction.doc, found.map(decorationOf));
            return marked.map(transaction.mapping, transaction.doc);
          },
        },
        props: { decorations: (state) => KEY.getState(state) },
      }),
    ];
  },
});

function decorationOf({ from, to, note, isCurrent, size }) {
  const look = { class: isCurrent ? "found found-now" : "found" };
  return note === null ? Decoration.inline(from, to, look) : Decoration.node(note, note + size, look);
}

export function markFound(editor, found, current) {
  const { state, view } = editor;
  const marked = found.map((each, index) => ({
    ...each,
    isCurrent: index === current,
    size: each.note === null ? 0 : state.doc.nodeAt(each.note).nodeSize,
  }));
  view.dispatch(state.tr.setMeta(KEY, marked).setMeta("addToHistory", false));
}
