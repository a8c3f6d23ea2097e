// Unsaved text kept in this browser: one entry for each window, until the server has the text.
export class LocalCopy {
  // `text` says which, e.g. `clanek:12`.
  constructor(text, person) {
    this.prefix = `mitdomov:${text}:${person}:`;
    this.key = this.prefix + crypto.getRandomValues(new Uint32Array(2)).join("-");
  }

  // Whether the copy could be kept.
  keep(text) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ ...text, at: new Date().toISOString() }));
      return true;
    } catch {
      return false;
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // A browser without storage has nothing to drop.
    }
  }

  // What earlier windows left behind, newest first.
  left() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(this.prefix) && key !== this.key)
        .map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }))
        .sort((one, other) => other.at.localeCompare(one.at));
    } catch {
      return [];
    }
  }

  forget(copies) {
    for (const { key } of copies) localStorage.removeItem(key);
  }
}
