// Past issues: sends PDFs one after another, each with its progress and its answer, and fills what
// was guessed from a PDF into fields that nobody has touched, and saves what is typed of them. Without
// it the form sends all at once, and the guesses are there when the page is opened again.
import { uploadRow } from "./upload_row.js";

const PAUSE_MS = 700;

function sendOneByOne(form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-past-sent]");
  const done = form.querySelector("[data-past-done]");
  const next = form.querySelector("[data-past-next]");
  const status = form.querySelector("[data-drop-status]");
  const button = form.querySelector("button[type=submit]");
  let isSending = false;

  form.addEventListener("submit", async (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    button.disabled = true;
    list.hidden = false;
    list.replaceChildren();
    form.querySelector("[data-drop-files]").hidden = true;
    let refused = 0;
    let last = next.href;
    for (const file of [...input.files]) {
      const answer = await send(file, rowOf(file.name));
      if (answer.next) last = answer.next;
      if (answer.problem) refused += 1;
    }
    isSending = false;
    if (!refused) {
      location.assign(last);
      return;
    }
    button.disabled = false;
    button.textContent = "Nahrát";
    input.value = "";
    status.textContent = `Nahrávání skončilo. Odmítnuté soubory: ${refused}.`;
    done.hidden = refused === list.children.length;
    if (!done.hidden) next.focus();
  });
  window.addEventListener("beforeunload", (event) => {
    if (isSending) event.preventDefault();
  });

  function rowOf(name) {
    const shown = uploadRow(name);
    list.append(shown.row);
    return shown;
  }

  function send(file, { row, bar }) {
    const body = new FormData();
    body.append("file", file);
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action || location.href);
      request.responseType = "json";
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", form.elements.csrf_token.value);
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) bar.value = event.loaded / event.total;
      });
      request.addEventListener("loadend", () => {
        bar.remove();
        const answer = request.response ?? {};
        const problem = request.status === 200 ? "" : sentence(request, answer);
        const said = document.createElement("span");
        said.className = `state ${problem ? "refused" : "accepted"}`;
        said.textContent = problem || answer.said;
        row.append(said);
        resolve({ problem, next: problem ? "" : answer.next });
      });
      request.send(body);
    });
  }

  function sentence(request, answer) {
    if (answer.problem || answer.message) return answer.problem || answer.message;
    if (request.status === 413) return "soubor je příliš velký";
    return request.status ? "nepodařilo se nahrát; obnovte stránku a zkuste to znovu" : "spojení selhalo; zkuste to znovu";
  }
}

function fillGuesses(form) {
  const words = form.querySelector("[data-past-saves]");
  if (words) words.hidden = false;
  new MutationObserver(() => {
    for (const guess of form.querySelectorAll("[data-guess]")) {
      const input = document.getElementById(guess.dataset.guess);
      if (!input || input.value || input === document.activeElement) continue;
      input.value = guess.value;
      const version = form.elements[`version-${guess.dataset.guess}`];
      if (version) version.value = guess.dataset.version;
    }
  }).observe(form, { childList: true, subtree: true, attributes: true, attributeFilter: ["value"] });
}

// What is on its way arrives before a button's request goes out, so that nobody meets themselves.
function saveWhileTyped(form) {
  const filled = new Set();
  let timer = 0;
  let saving = null;

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!saving) return;
    event.preventDefault();
    saving.then(() => {
      clearTimeout(timer);
      form.requestSubmit(event.submitter);
    });
  });

  async function save() {
    if (saving) await saving;
    saving = send().catch(() => {}); // offline: the page still holds it, and the next one saves it
    await saving;
    saving = null;
  }

  async function send() {
    const answer = await fetch(form.dataset.saves, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    if (!answer.ok && answer.status !== 409) return;
    const { versions, notes } = await answer.json();
    for (const [name, version] of Object.entries(versions)) {
      const field = form.elements[name];
      if (field) field.value = version;
    }
    tell(notes);
  }

  // Said once, and taken away when the two no longer differ.
  function tell(notes) {
    for (const place of form.querySelectorAll("[data-meeting]")) {
      const words = notes[place.dataset.meeting] ?? "";
      if (words ? place.dataset.said === words : !filled.has(place)) continue;
      place.innerHTML = place.dataset.said = words;
      filled.add(place);
    }
  }
}

document.querySelectorAll("[data-past-upload]").forEach(sendOneByOne);
document.querySelectorAll("[data-past-intake]").forEach((form) => {
  fillGuesses(form);
  saveWhileTyped(form);
});
