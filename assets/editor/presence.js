// Who else has the text open: asks every five seconds, tells in one sentence.
import { Outcome } from "./saving/server.js";

const BEAT_MS = 5_000;

export class Presence {
  // `version()` is the version in this window; `newer(body)` hears of a newer one on the server.
  constructor({ server, element, version, newer }) {
    Object.assign(this, { server, element, version, newer });
    this.beat();
    setInterval(() => this.beat(), BEAT_MS);
    document.addEventListener("visibilitychange", () => document.hidden || this.beat());
  }

  async beat() {
    if (document.hidden) return;
    const { outcome, body } = await this.server.presence({ version: this.version() });
    if (outcome !== Outcome.SAVED) return;
    if (this.element.textContent !== body.sentence) this.element.textContent = body.sentence;
    this.element.hidden = !body.sentence;
    if (body.article && body.version > this.version()) this.newer(body);
  }
}
