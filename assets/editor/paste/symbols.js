// Characters that Word writes in fonts of symbols in, those that every font has out.
import { styleOf } from "./source.js";

const FONT = /mso-symbol-font-family:\s*"?([a-z0-9 ]+)/;
const GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
const UPPER_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const WINGDINGS = {
  ...{ ß: "←", à: "→", á: "↑", â: "↓", ã: "↖", ä: "↗", å: "↙", æ: "↘", è: "→", ð: "⇒" },
  ...{ ü: "✓", û: "✗", þ: "☑", ý: "☒", o: "☐", "¨": "☐", x: "☒", Ø: "›", "§": "•", l: "•", n: "■" },
  ...{ J: "☺", L: "☹", "(": "☎", "*": "✉" },
};
const SYMBOL = {
  ...{ "·": "•", "®": "→", "¬": "←", "\u00ad": "↑", "¯": "↓", "Þ": "⇒", "³": "≥", "£": "≤", "¹": "≠", "±": "±" },
  ...{ "´": "×", "¸": "÷", "¥": "∞", "°": "°", "»": "≈", "Ö": "√", "å": "∑", "ò": "∫", "Î": "∈", "-": "−" },
};

// Word tells the font of each; what is not known is left out and said to be.
export function spellSymbols(body, report) {
  const marked = [...body.querySelectorAll("[data-style*='mso-char-type']")];
  for (const element of marked.filter((each) => !marked.some((other) => other !== each && each.contains(other)))) {
    const font = FONT.exec(styleOf(element))?.[1].trim();
    if (!font || !/mso-char-type:\s*symbol/.test(styleOf(element))) continue;
    const spelled = [...element.textContent].map((sign) => spelledIn(font, sign));
    if (spelled.includes(undefined)) report.lose("symbol");
    element.textContent = spelled.filter(Boolean).join("");
  }
}

function spelledIn(font, sign) {
  if (/\s/.test(sign)) return sign;
  const common = String.fromCodePoint(sign.codePointAt(0) & 0xff);
  const plain = sign >= "\uf000" && sign <= "\uf0ff" ? common : sign;
  if (font === "wingdings") return WINGDINGS[plain];
  return font === "symbol" ? greek(plain) ?? SYMBOL[plain] ?? digit(plain) : undefined;
}

function greek(sign) {
  if (/[a-z]/.test(sign)) return GREEK[sign.charCodeAt(0) - 97];
  return /[A-Z]/.test(sign) ? UPPER_GREEK[sign.charCodeAt(0) - 65] : undefined;
}

function digit(sign) {
  return /[0-9()+=<>/.,%[\]{}|]/.test(sign) ? sign : undefined;
}
