// What the server is asked, and what its answers mean for a text that is to be saved.
const PATIENCE_MS = 20_000;
const NOT_YOURS = "Text už není svěřený vám. Zkopírujte si jej a napište redaktorovi.";

export const Outcome = Object.freeze({
  SAVED: "saved",
  CONFLICT: "conflict",
  REFUSED: "refused",
  SIGNED_OUT: "signed-out",
  UNREACHABLE: "unreachable",
});

export class Server {
  constructor(addresses, token) {
    this.addresses = addresses;
    this.token = token;
  }

  async save(text) {
    const answer = await this.post(this.addresses.save, text);
    if (answer.outcome !== Outcome.SIGNED_OUT || !(await this.state())) return answer;
    return this.post(this.addresses.save, text); // the session is new and so is its token
  }

  compare(text) {
    return this.post(this.addresses.compare, text);
  }

  presence(about) {
    return this.post(this.addresses.presence, about);
  }

  // The state of the text when somebody is signed in, with a fresh token; else nothing.
  async state() {
    const { outcome, body } = await this.ask(this.addresses.state, {});
    if (outcome !== Outcome.SAVED) return null;
    this.token = body.csrf_token;
    return body;
  }

  post(address, value) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
    return this.ask(address, { method: "POST", body: JSON.stringify(value), headers });
  }

  async ask(address, options) {
    try {
      const answer = await fetch(address, {
        ...options,
        headers: { Accept: "application/json", ...options.headers },
        signal: AbortSignal.timeout(PATIENCE_MS),
        redirect: "manual",
      });
      return await understood(answer);
    } catch {
      return { outcome: Outcome.UNREACHABLE, body: {} };
    }
  }
}

async function understood(answer) {
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  const body = isJson ? await answer.json() : {};
  if (answer.ok && isJson) return { outcome: Outcome.SAVED, body };
  if (answer.status === 409 && isJson) return { outcome: Outcome.CONFLICT, body };
  if (answer.status === 403) return { outcome: Outcome.REFUSED, body: { problem: NOT_YOURS } };
  if (answer.status >= 500) return { outcome: Outcome.UNREACHABLE, body };
  if ((answer.status === 422 || answer.status === 404 || answer.status === 413) && !answer.redirected) {
    return { outcome: Outcome.REFUSED, body: { problem: "Server text odmítl. Zkopírujte si jej a obnovte stránku.", ...body } };
  }
  return { outcome: Outcome.SIGNED_OUT, body };
}
