// The block that the address names, such as #blok-b-1f3a, is brought into view and marked until it
// is written in: findings, comments of authors and previews lead here.
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

const KEY = new PluginKey("landing");
const PREFIX = "#blok-";

export const Landing = Extension.create({
  name: "landing",
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: KEY,
        state: {
          init: () => DecorationSet.empty,
          apply(transaction, marked) {
            const place = transaction.getMeta(KEY);
            if (place) {
              const mark = Decoration.node(place.from, place.to, { class: "landed" });
              return DecorationSet.create(transaction.doc, [mark]);
            }
            return transaction.docChanged ? DecorationSet.empty : marked;
          },
        },
        props: { decorations: (state) => KEY.getState(state) },
      }),
    ];
  },
});

// Follows the address now and whenever it changes; says so when the block is gone.
export function followAddress(editor, say) {
  const follow = () => {
    const { hash } = window.location;
    if (!hash.startsWith(PREFIX)) return focusField(editor, hash);
    if (!land(editor, decodeURIComponent(hash.slice(PREFIX.length)))) {
      say("Místo, na které odkaz vedl, už text nemá.");
    }
  };
  window.addEventListener("hashchange", follow);
  follow();
}

function land(editor, id) {
  const found = placeOf(editor.state.doc, id);
  if (!found) return false;
  const { state, view } = editor;
  const caret = TextSelection.near(state.doc.resolve(found.from + 1), 1);
  view.dispatch(state.tr.setSelection(caret).setMeta(KEY, found));
  view.focus();
  view.nodeDOM(found.from)?.scrollIntoView({ block: "center" });
  return true;
}

function placeOf(doc, id) {
  let found = null;
  doc.forEach((node, from) => {
    if (node.attrs.id === id) found = { from, to: from + node.nodeSize };
  });
  return found;
}

function focusField(editor, hash) {
  const field = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
  if (!field?.matches("input, textarea, select")) return;
  if (field.closest(".plain")) editor.commands.focus(); // the editor stands in its place
  else field.focus();
}
