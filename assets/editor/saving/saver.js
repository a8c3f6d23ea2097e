// Autosave: changes in, saved versions out, and at every moment a state that the page shows.
import { Outcome } from "./server.js";

const PAUSE_MS = 1000;
const LONGEST_MS = 5000;
const COPY_MS = 250;
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000];

export class Saver {
  // `read()` is the text now; `show(state, details)` tells the person; `conflict(base)` takes over,
  // with the text that what is written here began from: that of `version`, nothing if unknown.
  constructor({ server, copy, read, version, show, conflict }) {
    Object.assign(this, { server, copy, read, version, show, conflict });
    this.base = read();
    this.saved = JSON.stringify(this.base);
    this.unanswered = null;
    this.failures = 0;
    this.isPaused = false;
    this.underWay = null;
  }

  get isDirty() {
    return JSON.stringify(this.read()) !== this.saved;
  }

  changed() {
    this.firstChangeAt ??= Date.now();
    clearTimeout(this.copyTimer);
    this.copyTimer = setTimeout(() => this.keepCopy(), COPY_MS);
    if (this.isPaused || this.failures) return;
    const wait = Math.max(0, Math.min(PAUSE_MS, this.firstChangeAt + LONGEST_MS - Date.now()));
    this.plan(wait);
    if (!this.underWay) this.show("changed");
  }

  plan(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  keepCopy() {
    if (!this.isDirty) return this.copy.drop();
    this.hasCopy = this.copy.keep({ ...this.read(), version: this.version, base: this.base });
    return undefined;
  }

  // Saves what is unsaved; `by hand` makes a version of its own in the history.
  async save(isByHand = false) {
    clearTimeout(this.timer);
    if (this.isPaused) return;
    if (this.underWay) {
      await this.underWay;
      if (!this.failures) await this.save(isByHand);
      return;
    }
    const text = this.read();
    const written = JSON.stringify(text);
    if (written === this.saved && !isByHand) return this.show("saved");
    this.underWay = this.attempt(text, written, isByHand);
    await this.underWay;
    this.underWay = null;
    // What was refused is not sent again until it is changed.
    if (!this.failures && !this.isPaused && JSON.stringify(this.read()) !== written) this.plan(PAUSE_MS);
  }

  async attempt(text, written, isByHand) {
    this.show("saving");
    this.firstChangeAt = undefined;
    const earlier = this.unanswered ? { earlier: JSON.parse(this.unanswered) } : {};
    const { outcome, body } = await this.server.save({ ...text, ...earlier, version: this.version, by_hand: isByHand });
    switch (outcome) {
      case Outcome.SAVED:
        return this.done(body, text, written);
      case Outcome.CONFLICT:
        this.isPaused = true;
        this.keepCopy();
        return this.conflict(this.base);
      case Outcome.UNREACHABLE:
        this.unanswered ??= written;
        return this.failed("offline", body);
      case Outcome.SIGNED_OUT:
        return this.failed("signed-out", body);
      default:
        return this.failed("refused", body);
    }
  }

  done(body, text, written) {
    this.version = body.version;
    this.base = text;
    this.saved = written;
    this.unanswered = null;
    this.failures = 0;
    this.keepCopy();
    this.show("saved", body);
  }

  failed(state, body) {
    this.keepCopy();
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
    this.failures += 1;
    this.show(state, { ...body, hasCopy: this.hasCopy });
    if (state !== "refused") this.plan(wait);
    else this.failures = 0;
  }

  // The network or the session may be back.
  retry() {
    if (this.failures) this.plan(0);
  }

  // After a conflict was settled, or another text was loaded: what the server has now.
  settle(version) {
    this.version = version;
    this.base = this.read();
    this.saved = JSON.stringify(this.base);
    this.isPaused = false;
    this.failures = 0;
    this.unanswered = null;
    this.copy.drop();
  }
}
