// What a paste kept and lost: counts in, one Czech sentence out.
import { counted } from "../czech.js";

const LOST = {
  image: (count) => `${counted(count, "obrázek", "obrázky", "obrázků")} (nahrajte je do knihovny)`,
  comment: (count) => counted(count, "komentář", "komentáře", "komentářů"),
  deletion: (count) => `${counted(count, "smazaný úsek", "smazané úseky", "smazaných úseků")} ze sledovaných změn`,
  link: (count) =>
    `${counted(count, "adresa odkazu", "adresy odkazů", "adres odkazů")} (vede jinam než na web, e-mail nebo telefon; slova zůstala)`,
  joined: (count) => `hranice odstavců v ${counted(count, "buňce", "buňkách", "buňkách")} tabulky`,
  strike: () => "přeškrtnutí (slova v textu zůstala, zkontrolujte je)",
  underline: () => "podtržení",
  marks: () => "písmena a vícemístná čísla seznamů (jsou z nich prosté číslice, zkontrolujte odkazy na ně)",
  numbers: () => "čísla mezititulků",
  symbol: () => "znaky symbolových písem",
  contents: () => "obsah dokumentu",
  hidden: () => "skrytý text",
  merged: (count) => counted(count, "sloučená buňka", "sloučené buňky", "sloučených buněk"),
  look: () => "barvy a písma",
  line: () => "oddělovací čáry",
};
const KEPT = {
  heading: ["mezititulek", "mezititulky", "mezititulků"],
  list: ["seznam", "seznamy", "seznamů"],
  note: ["poznámka", "poznámky", "poznámek"],
  table: ["tabulka", "tabulky", "tabulek"],
  anchor: ["odkaz", "odkazy", "odkazů"],
};

export class Report {
  constructor(origin) {
    this.origin = origin;
    this.lost = new Map();
    this.kept = new Map();
  }

  lose(kind) {
    this.lost.set(kind, (this.lost.get(kind) ?? 0) + 1);
  }

  keep(kind) {
    this.kept.set(kind, (this.kept.get(kind) ?? 0) + 1);
  }

  get isTrivial() {
    return this.lost.size === 0 && this.kept.size === 0;
  }

  sentence() {
    const kept = [...this.kept].map(([kind, count]) => counted(count, ...KEPT[kind]));
    const lost = [...this.lost].map(([kind, count]) => LOST[kind](count));
    const came = `Vložen text ${this.origin}${kept.length ? `: ${kept.join(", ")}` : ""}.`;
    return lost.length ? `${came} Zahozeno: ${lost.join(", ")}.` : `${came} Nic se neztratilo.`;
  }
}
