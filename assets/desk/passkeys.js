// Keys of the browser (WebAuthn): adds one on the page of one's own account, signs in by one.
// A page without the script, or a browser without keys, keeps the password as the way.

const supported = "PublicKeyCredential" in window;

async function ask(url, body, token, type) {
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  if (type) headers["Content-Type"] = type;
  const answer = await fetch(url, { method: "POST", body, headers });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.message ?? "Nepodařilo se to, zkuste to znovu.");
  return found;
}

function words(error) {
  if (error.name === "NotAllowedError") return "Klíč jste nepotvrdili. Můžete to zkusit znovu.";
  if (error.name === "InvalidStateError") return "Tento klíč už u účtu je.";
  return error.message;
}

function addressed(url, name, value) {
  const full = new URL(url, location.href);
  full.searchParams.set(name, value);
  return full;
}

async function addKey(form) {
  const token = form.elements.csrf_token.value;
  const options = await ask(form.action, new FormData(form), token);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const made = await navigator.credentials.create({ publicKey });
  const url = addressed(form.dataset.answer, "jmeno", form.elements.name.value);
  return ask(url, JSON.stringify(made.toJSON()), token, "application/json");
}

async function signIn(form) {
  const token = form.elements.csrf_token.value;
  const options = await ask(form.action, new FormData(form), token);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const made = await navigator.credentials.get({ publicKey });
  const url = addressed(form.dataset.answer, "next", form.elements.next.value);
  return ask(url, JSON.stringify(made.toJSON()), token, "application/json");
}

function listen(form, act) {
  form.hidden = false;
  const problem = form.querySelector("[data-problem]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.textContent = "";
    try {
      location.assign((await act(form)).next);
    } catch (error) {
      problem.textContent = words(error);
    }
  });
}

if (supported) {
  for (const form of document.querySelectorAll("form[data-new-key]")) listen(form, addKey);
  for (const form of document.querySelectorAll("form[data-key]")) listen(form, signIn);
}
