// Past issues: sends PDFs one after another, each with its progress and its answer, and fills what
// was guessed from a PDF into fields that nobody has touched. Without it the form sends all at once,
// and the guesses are there when the page is opened again.
import { uploadRow } from "./upload_row.js";

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
      if (input && !input.value && input !== document.activeElement) input.value = guess.value;
    }
  }).observe(form, { childList: true, subtree: true, attributes: true, attributeFilter: ["value"] });
}

document.querySelectorAll("[data-past-upload]").forEach(sendOneByOne);
document.querySelectorAll("[data-past-intake]").forEach(fillGuesses);
