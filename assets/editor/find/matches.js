// Words sought in the text: a document in, places where they stand out; also inside footnotes.
const GAP = "\ufffc";

export function matchesIn(doc, words, isCaseKept) {
  if (!words) return [];
  const pattern = patternOf(words, isCaseKept);
  const found = [];
  doc.descendants((node, position) => {
    if (node.inlineContent || node.type.name === "footnote") {
      for (const match of lettersOf(node).matchAll(pattern)) {
        const from = position + 1 + match.index;
        found.push({ from, to: from + match[0].length, note: node.type.name === "footnote" ? position : null });
      }
    }
    return true;
  });
  return found.sort((one, other) => one.from - other.from);
}

// A space finds a hard one too: an editor sees no difference.
function patternOf(words, isCaseKept) {
  const escaped = words.normalize("NFC").replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return new RegExp(escaped.replaceAll(/[ \u00a0]/g, "[ \u00a0]"), isCaseKept ? "gu" : "giu");
}

// As many characters as the node has positions, so that an index is a place.
function lettersOf(node) {
  let letters = "";
  node.forEach((child) => {
    letters += child.text ?? GAP.repeat(child.nodeSize);
  });
  return letters;
}
