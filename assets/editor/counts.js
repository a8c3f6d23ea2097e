// Words, pages and minutes of the text, estimated as print and reading aloud go.
import { counted } from "./czech.js";

const CHARS_A_PAGE = 2600;
const WORDS_A_MINUTE = 200;

export function countsOf(doc) {
  const text = doc.textBetween(0, doc.content.size, " ", " ");
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0;
  const pages = Math.max(text.trim() ? 0.5 : 0, Math.round((text.length / CHARS_A_PAGE) * 2) / 2);
  const minutes = Math.ceil(words / WORDS_A_MINUTE);
  return `${counted(words, "slovo", "slova", "slov")} · asi ${pages.toLocaleString("cs")} str. v PDF · ${minutes} min čtení`;
}
