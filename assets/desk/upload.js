// The upload form of the media library: takes dropped files and sends one after another, each with
// its progress and its answer. Without it the form sends them all at once.
import { uploadRow } from "./upload_row.js";

const AT_ONCE = 2;

function liveUpload(form) {
  const input = form.querySelector("input[type=file]");
  const parts = {
    list: form.querySelector("[data-upload-list]"),
    done: form.querySelector("[data-upload-done]"),
    next: form.querySelector("[data-upload-next]"),
    status: form.querySelector("[data-upload-status]"),
  };
  const waiting = [];
  const ids = new Set();
  let running = 0;
  let refused = 0;

  form.querySelector("[data-upload-drop]").hidden = false;
  form.querySelector("button[type=submit]").hidden = true;
  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(input.files);
  });
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("is-over");
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    take(event.dataTransfer.files);
  });
  // A file dropped beside the form would replace the page.
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => event.preventDefault());
  }
  window.addEventListener("beforeunload", (event) => {
    if (running || waiting.length) event.preventDefault();
  });

  function take(files) {
    parts.list.hidden = false;
    for (const file of files) waiting.push({ file, row: rowOf(file.name) });
    sendNext();
  }

  function rowOf(name) {
    const shown = uploadRow(name);
    parts.list.append(shown.row);
    return shown;
  }

  function sendNext() {
    while (running < AT_ONCE && waiting.length) {
      running += 1;
      send(waiting.shift());
    }
    if (!running && !waiting.length) finish();
  }

  function send({ file, row }) {
    const body = new FormData();
    body.append("picture", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", form.elements.csrf_token.value);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) row.bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      running -= 1;
      show(row, request);
      sendNext();
    });
    request.send(body);
  }

  function show(row, request) {
    row.bar.remove();
    const answer = request.response;
    if (request.status === 200 || request.status === 201) {
      if (!answer.is_known || !answer.is_complete) ids.add(answer.id);
      say(row, "accepted", answer.is_known ? `už v knihovně je jako ${answer.file}` : `nahráno jako ${answer.file}`);
      return;
    }
    refused += 1;
    say(row, "refused", sentence(request, answer));
  }

  function sentence(request, answer) {
    if (answer?.problem || answer?.message) return answer.problem || answer.message;
    if (request.status === 413) return "soubor je příliš velký; zmenšete obrázek";
    return request.status ? "nepodařilo se nahrát; obnovte stránku a zkuste to znovu" : "spojení selhalo; zkuste to znovu";
  }

  function say(row, state, words) {
    const answer = document.createElement("span");
    answer.className = `state ${state}`;
    answer.textContent = words;
    row.row.append(answer);
  }

  function finish() {
    const sent = ids.size;
    parts.status.textContent = refused
      ? `Nahrávání skončilo. Odmítnuté soubory: ${refused}.`
      : "Nahrávání skončilo.";
    if (!sent) return;
    refresh();
    const query = [...ids].map((id) => `id=${id}`).join("&");
    parts.next.href = `${form.dataset.uploadLabels}?${query}`;
    parts.done.hidden = false;
    parts.next.focus();
  }
}

// The grid beside the form was made before these pictures came.
async function refresh() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("[data-media-found]");
  if (found) document.querySelector("[data-media-found]").replaceWith(found);
}

document.querySelectorAll("[data-upload]").forEach(liveUpload);
