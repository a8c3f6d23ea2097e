// Two versions of one text: shows both side by side, and saves whatever the person decides.
import { Outcome } from "./server.js";

export class Conflict {
  // `load(body)` puts a document into the editor; `settled(version, details)` lets autosave go on.
  constructor({ element, server, read, load, settled, say }) {
    Object.assign(this, { element, server, read, load, settled, say });
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
      setTimeout(() => this.open(base), 5000);
      return;
    }
    this.mine = mine;
    this.found = body;
    this.place.innerHTML = body.html;
    this.element.hidden = false;
    this.element.querySelector("h2").focus();
    this.element.scrollIntoView({ block: "start" });
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
