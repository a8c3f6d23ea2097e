// Two versions of one text: puts them together where they changed in different places; else shows
// both side by side, and saves whatever the person decides.
import { Outcome } from "./server.js";

const AGAIN_MS = 5000;
const PAUSE_MS = 1000;

export class Conflict {
  // `hold()` stops the writing while a person decides; `load(body)` puts a document into the
  // editor; `settled(version, details)` lets autosave go on.
  constructor({ element, server, read, hold, load, settled, say }) {
    Object.assign(this, { element, server, read, hold, load, settled, say });
    this.place = element.querySelector("[data-comparison]");
    element.addEventListener("click", (event) => {
      const choice = event.target.closest("button[data-choose]")?.dataset.choose;
      if (choice) this.choose(choice);
    });
  }

  // `base` is the text that both began from, where this window knows it.
  async open(base) {
    this.base = base;
    const mine = this.read();
    const { outcome, body } = await this.server.compare({ ...mine, base });
    if (outcome !== Outcome.SAVED) {
      this.say("Druhé znění teď nejde načíst. Vaše zůstává zde i v kopii v prohlížeči; zkusím to znovu.");
      setTimeout(() => this.open(base), AGAIN_MS);
      return;
    }
    if (body.merged) return this.join(mine, body);
    this.hold();
    if (!same(mine, this.read())) return this.open(base); // written on meanwhile
    this.mine = mine;
    this.found = body;
    this.place.innerHTML = body.html;
    this.element.hidden = false;
    this.element.querySelector("h2").focus();
    this.element.scrollIntoView({ block: "start" });
  }

  // Whoever writes on is not stopped: what was written then began from `mine`.
  async join(mine, found) {
    const { outcome, body } = await this.server.save({ ...found.merged, version: found.version, choice: "merge" });
    if (outcome === Outcome.CONFLICT) return this.open(this.base);
    if (outcome !== Outcome.SAVED) {
      this.say(body.problem ?? "Teď to nejde uložit. Vaše znění zůstává zde i v kopii v prohlížeči; zkusím to znovu.");
      setTimeout(() => this.open(this.base), AGAIN_MS);
    } else if (same(mine, this.read())) {
      this.element.hidden = true;
      this.load(body.article);
      this.settled(body.version, body);
      this.say(`${found.saved_by} mezitím psal(a) v jiné části textu. Obě znění se spojila, předchozí je v historii.`);
    } else {
      setTimeout(() => this.open(mine), PAUSE_MS);
    }
  }

  async choose(choice) {
    const merged = choice === "merge" ? this.merged() : this.mine;
    const { outcome, body } = await this.server.save({ ...merged, version: this.found.version, choice });
    if (outcome === Outcome.CONFLICT) {
      this.say("Text se mezitím změnil znovu. Porovnejte jej prosím ještě jednou.");
      await this.open(this.base);
    } else if (outcome === Outcome.SAVED) {
      this.element.hidden = true;
      this.place.replaceChildren();
      this.load(body.article);
      this.settled(body.version, body);
    } else {
      this.say(body.problem ?? "Teď to nejde uložit. Obě znění zůstávají, zkuste to za chvíli znovu.");
    }
  }

  merged() {
    const picked = (name, fallback) => this.place.querySelector(`input[name="${name}"]:checked`)?.value ?? fallback;
    const content = this.found.rows.flatMap((row, index) => {
      const block = row[picked(`row-${index}`, "mine")];
      return block ? [block] : [];
    });
    const { body, ...fields } = this.mine;
    const field = (name) => (picked(name, "mine") === "theirs" ? this.found[name] : fields[name]);
    const merged = Object.fromEntries(Object.keys(fields).map((name) => [name, field(name)]));
    return { ...merged, body: { ...body, content } };
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
