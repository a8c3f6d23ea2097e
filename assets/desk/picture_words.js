// What the library says of a picture, carried into the fields of a form beside it.
const NAMES = { alt: "popis", caption: "popisek", credit: "autor", licence: "licence" };

// `fields` are elements by the name of the word. A word that stands as the picture `before` brought
// it gives way to that of the new one; what somebody wrote stays. Tells which ones stayed.
export function carryWords(fields, item, before = null) {
  const kept = [];
  for (const [name, field] of Object.entries(fields)) {
    const [now, next] = [field.value.trim(), item?.[name] ?? ""];
    if (now && now !== before?.[name]) {
      if (now !== next) kept.push(NAMES[name]);
    } else if (now !== next) {
      field.value = next;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  return kept;
}

export function keptSentence(kept) {
  if (!kept.length) return "";
  return `Zůstalo, co jste napsali (${kept.join(", ")}). Ověřte, že to patří k tomuto obrázku.`;
}
