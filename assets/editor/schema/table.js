// Tables: one header row, one paragraph a cell, nothing merged, and no style attributes.
import { Extension } from "@tiptap/core";
import { Table as TipTapTable, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { Plugin } from "@tiptap/pm/state";

const unmerged = {
  colspan: { default: 1, rendered: false, parseHTML: () => 1 },
  rowspan: { default: 1, rendered: false, parseHTML: () => 1 },
  colwidth: { default: null, rendered: false, parseHTML: () => null },
};

export const Table = TipTapTable.extend({
  group: "",
  renderHTML() {
    return ["table", ["tbody", 0]];
  },
}).configure({ resizable: false });
export const Row = TableRow;
export const Cell = TableCell.extend({
  content: "paragraph",
  addAttributes: () => unmerged,
  renderHTML: () => ["td", 0],
});
export const HeaderCell = TableHeader.extend({
  content: "paragraph",
  addAttributes: () => unmerged,
  renderHTML: () => ["th", { scope: "col" }, 0],
});

// Whatever row comes first is the header: after deleting, moving or pasting rows too.
export const OneHeaderRow = Extension.create({
  name: "oneHeaderRow",
  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction: (transactions, _old, state) =>
          transactions.some((each) => each.docChanged) ? withOneHeader(state) : null,
      }),
    ];
  },
});

function withOneHeader(state) {
  const { tableHeader, tableCell } = state.schema.nodes;
  const change = state.tr;
  state.doc.descendants((node, at) => {
    if (node.type.name !== "table") return node.type.name !== "paragraph";
    node.forEach((row, rowAt, index) => {
      const wanted = index === 0 ? tableHeader : tableCell;
      row.forEach((cell, cellAt) => {
        if (cell.type !== wanted) change.setNodeMarkup(at + 1 + rowAt + 1 + cellAt, wanted);
      });
    });
    return false;
  });
  return change.docChanged ? change : null;
}
