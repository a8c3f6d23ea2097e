// Words, pages and minutes of the text, estimated as print and reading aloud go; what is on the web
// alone has no pages.
import { counted } from "./czech.js";

const CHARS_A_PAGE = 2600;
const WORDS_A_MINUTE = 200;

export function countsOf(doc, isPrinted) {
  const text = doc.textBetween(0, doc.content.size, " ", " ");
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0;
  const count = Math.max(text.trim() ? 0.5 : 0, Math.round((text.length / CHARS_A_PAGE) * 2) / 2);
  const minutes = Math.ceil(words / WORDS_A_MINUTE);
  const pages = isPrinted ? ` · asi ${count.toLocaleString("cs")} str. v PDF` : "";
  return `${counted(words, "slovo", "slova", "slov")}${pages} · ${minutes} min čtení`;
}
