// A form that sets a puzzle: starts the work at once, tells how far it is, and sends the
// form only when it is done. Without a secure context or workers it leaves the form as it is.
const form = document.querySelector("form[data-puzzle]");

if (form && globalThis.isSecureContext && globalThis.Worker) {
  solve(form);
}

function solve(form) {
  const bits = Number(form.dataset.puzzle);
  const progress = form.querySelector("progress");
  const status = form.querySelector("[data-puzzle-status]");
  const worker = new Worker(form.dataset.worker, { type: "module" });
  let isDone = false;
  let submitter = null;

  const show = (hasScript) => {
    form.querySelector("[data-with-script]").hidden = !hasScript;
    form.querySelector("[data-without-script]").hidden = hasScript;
  };

  const finish = (sentence) => {
    isDone = true;
    worker.terminate();
    progress.value = 100;
    status.textContent = sentence;
    if (submitter) form.requestSubmit(submitter);
  };

  form.addEventListener("submit", (event) => {
    if (isDone) return;
    event.preventDefault();
    submitter = event.submitter ?? form.querySelector("button[type=submit]");
    status.textContent = "Ještě chvilku počítáme, přihláška se pak odešle sama.";
  });
  worker.addEventListener("error", () => {
    show(false);
    finish("");
  });
  worker.addEventListener("message", ({ data }) => {
    if (data.number === undefined) {
      // The chance that it would have been found by now.
      progress.value = 100 * (1 - Math.exp(-data.tried / 2 ** bits));
      return;
    }
    form.elements.dukaz.value = data.number;
    finish("Hotovo, přihlášku můžete odeslat.");
  });
  show(true);
  status.textContent = "Počítáme…";
  worker.postMessage({ token: form.elements.klic.value, bits });
}
