// Forms that are typed into: their text outlives an expired session, a refused form, a form beside
// them and a page left by mistake, until it is saved, thrown away, or the person signs out.
//
// The copy lies in the storage of this tab alone. Passwords, files, confirmations and a new passkey
// (`data-unkept`) are never in it; the editor (`#psani`) has a copy of its own.
const PREFIX = "mitdomov:formular:";
const FROM = "mitdomov:odeslano-z";
const RESTORED = "Vrátili jsme sem, co jste napsali a zatím se neuložilo. Zkontrolujte to a uložte.";
const TYPED = "textarea, input:is([type=text], [type=email], [type=url], [type=tel], [type=number], [type=date], [type=time], [type=datetime-local], [type=search], :not([type]))";
const VERSIONS = ["imprint", "verze", "version", "zaklad"];
const UNKEPT = ["password", "file", "hidden", "submit", "button", "image", "reset"];

const person = document.querySelector("[data-person-here]")?.dataset.personHere;
const store = openStore();
const sent = wereSent();
const isRefused = hasFailed();
let isLeaving = false;
let isSigningOut = false;
const forms = person ? [...document.querySelectorAll("main form")].filter(isKept).map(follow) : [];
settle();

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  isSigningOut = event.target.hasAttribute("data-sign-out");
  if (isSigningOut) return;
  const own = forms.find(({ form }) => form === event.target);
  for (const each of forms) keep(each, each === own);
  isLeaving = isPosted(event.target);
  if (isLeaving) write(FROM, location.pathname + location.search);
});
window.addEventListener("pagehide", () => {
  if (isSigningOut) forget();
  else if (!isLeaving) forms.forEach((each) => keep(each));
});
window.addEventListener("pageshow", (event) => {
  isLeaving = isSigningOut = false;
  if (event.persisted) forms.forEach(wake);
});
window.addEventListener("beforeunload", (event) => {
  if (!isLeaving && forms.some(isDirty)) event.preventDefault();
});

// A field may be called `id` or `method`, so the form itself is asked by its attributes.
function isPosted(form) {
  return form.getAttribute("method")?.toLowerCase() === "post" && !form.hasAttribute("target");
}

function isKept(form) {
  return isPosted(form) && form.getAttribute("id") !== "psani" && !form.closest("[data-unkept]") && form.querySelector(TYPED);
}

// A form of the page, with what the server gave it; restored when a copy of it was left.
function follow(form, _index, all) {
  const here = { form, key: keyOf(form, all), base: given(form), isTouched: false };
  form.addEventListener("input", () => touch(here));
  form.addEventListener("change", () => touch(here));
  const copy = read(here.key);
  if (!copy) return here;
  if (isRefused && sent.has(here.key)) {
    here.base = copy.base; // the server shows it back, and still has not taken it
    here.isTouched = true;
  } else if (isSame(copy.now, given(form))) store.removeItem(here.key);
  else if (isSame(copy.now, now(form))) here.isTouched = true;
  else restore(here, copy);
  return here;
}

// Forms that go to one address say by a hidden field what each is of, e.g. which section.
function keyOf(form, all) {
  const isOnly = all.filter((each) => pathOf(each) === pathOf(form)).length === 1;
  const which = isOnly ? [] : hidden(form).filter(([name]) => !VERSIONS.includes(name));
  return `${PREFIX}${person}:${pathOf(form)}:${which.join()}`;
}

function pathOf(form) {
  return new URL(form.getAttribute("action") ?? "", location.href).pathname;
}

function touch(each) {
  each.isTouched = true;
  isLeaving = isSigningOut = false;
  keep(each);
}

function keep(each, isSent = false) {
  if (!each.isTouched) return;
  const { form, key, base } = each;
  if (!isDirty(each)) store.removeItem(key);
  else write(key, { base, now: now(form), hidden: hidden(form), isSent });
}

// The page comes back as it was left: what has been saved in the meantime has no copy any more.
function wake(each) {
  if (read(each.key)) keep(each);
  else each.isTouched = false;
}

function isDirty({ form, base, isTouched }) {
  return isTouched && form.isConnected && !isSame(now(form), base);
}

// Where somebody has changed the form meanwhile, it goes out as the one that was typed into, so that
// the server finds the two at odds and asks.
function restore(here, copy) {
  const { form } = here;
  const before = hidden(form);
  if (!isSame(copy.base, here.base)) fillHidden(form, copy.hidden);
  fill(form, copy.now);
  here.isTouched = true;
  for (let each = form.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
  const words = Object.assign(document.createElement("span"), { textContent: RESTORED });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Zahodit" });
  const note = Object.assign(document.createElement("div"), { className: "note row between unsaved" });
  note.setAttribute("role", "status");
  note.append(words, button);
  form.before(note);
  button.addEventListener("click", () => {
    fill(form, given(form));
    fillHidden(form, before);
    store.removeItem(here.key);
    note.remove();
    fields(form)[0]?.focus();
  });
}

// After a page that came out well, what was sent is saved; after any other it is still to be.
function settle() {
  const from = read(FROM);
  if (from === null) return;
  for (const link of document.querySelectorAll("a[data-return]")) {
    const way = link.dataset.return;
    link.href = way ? `${way}?next=${encodeURIComponent(from)}` : from;
  }
  if (!isRefused) store.removeItem(FROM);
}

function wereSent() {
  const found = new Set();
  for (const key of keys()) {
    const copy = read(key);
    if (!copy?.isSent) continue;
    found.add(key);
    if (hasFailed()) write(key, { ...copy, isSent: false });
    else store.removeItem(key);
  }
  return found;
}

// A page reached by going back says nothing of what was sent before it.
function hasFailed() {
  const way = performance.getEntriesByType("navigation")[0];
  const isRefusal = document.querySelector("[data-refused], [aria-invalid=true]") !== null;
  return isRefusal || (way?.responseStatus ?? 200) >= 400 || way?.type === "back_forward" || way?.type === "reload";
}

function forget() {
  for (const key of keys()) store.removeItem(key);
  store.removeItem(FROM);
}

function fields(form) {
  return [...form.elements].filter((each) => each.name && each.matches("input, textarea, select") && !UNKEPT.includes(each.type));
}

function hidden(form) {
  const found = [...form.elements].filter(({ type, name }) => type === "hidden" && name !== "csrf_token");
  return found.map(({ name, value }) => [name, value]);
}

function now(form) {
  return fields(form).map((each) => [each.name, isMark(each) ? each.checked : each.value]);
}

function isMark({ type }) {
  return type === "checkbox" || type === "radio";
}

function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function given(form) {
  return fields(form).map((each) => {
    if (isMark(each)) return [each.name, each.defaultChecked];
    if (each.type !== "select-one") return [each.name, each.defaultValue ?? each.value];
    return [each.name, ([...each.options].find(({ defaultSelected }) => defaultSelected) ?? each.options[0])?.value ?? ""];
  });
}

function fill(form, values) {
  const left = [...values];
  for (const each of fields(form)) {
    const at = left.findIndex(([name]) => name === each.name);
    if (at < 0) continue;
    const [[, value]] = left.splice(at, 1);
    if (isMark(each)) each.checked = value;
    else each.value = value;
    each.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function fillHidden(form, values) {
  for (const [name, value] of values) {
    const field = form.elements[name];
    if (field?.type === "hidden") field.value = value;
  }
}

function keys() {
  return Object.keys(store).filter((key) => key.startsWith(PREFIX));
}

function write(key, value) {
  try {
    store.setItem(key, JSON.stringify(value));
  } catch {
    // Full: the form works without a copy.
  }
}

function read(key) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

// A browser that keeps nothing loses what it is made to lose, and its forms work all the same.
function openStore() {
  try {
    return window.sessionStorage;
  } catch {
    return { getItem: () => null, setItem() {}, removeItem() {} };
  }
}
