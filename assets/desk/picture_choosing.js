// Fields that name a picture of the library: chosen by sight, with the picture shown beside them.
// Without this script they are fields with names to pick from.
import { PictureChooser } from "./picture_chooser.js";
import { carryWords, keptSentence } from "./picture_words.js";

const element = document.getElementById("vyber-obrazku");
const PAUSE_MS = 400;
const typing = new WeakMap();

if (element) {
  const chooser = new PictureChooser(element);
  // The editor of texts asks in this way; `done` gets the picture, or nothing.
  document.addEventListener("mitdomov:choose-picture", async ({ detail }) => {
    detail.done(await chooser.open(detail));
  });
  for (const button of document.querySelectorAll("[data-picture-field] [data-choose]")) button.hidden = false;
  document.querySelectorAll("[data-picture-field]").forEach(offerNone);
  document.addEventListener("click", async ({ target }) => {
    const field = target.closest?.("[data-picture-field]");
    if (!field) return;
    if (target.closest("[data-choose-none]")) none(field);
    if (!target.closest("[data-choose]")) return;
    const chosen = await chooser.open({ listing: field.dataset.choices, chosen: inputOf(field).value.trim() });
    if (chosen) put(field, chosen);
  });
  for (const kind of ["input", "change"]) document.addEventListener(kind, lookUp);
}

function lookUp({ target }) {
  const field = target.closest?.("[data-picture-field]");
  if (!field || target !== inputOf(field)) return;
  clearTimeout(typing.get(field));
  const shown = field.shown ?? target.defaultValue;
  if (target.value.trim() !== shown) typing.set(field, setTimeout(() => showNamed(field), PAUSE_MS));
}

function inputOf(field) {
  return field.querySelector("input");
}

function put(field, { item, before }) {
  const isOther = item.id !== before?.id;
  name(field, item.file, item.thumb_url);
  const kept = carryWords(wordsOf(field), item, before);
  const lacking = item.warnings.length ? `Obrázek ${item.file}: ${item.warnings.join(", ")}.` : "";
  say(field, [isOther ? keptSentence(kept) : "", lacking].filter(Boolean).join(" "), lacking ? item.page_url : "");
  field.known = item;
}

function none(field) {
  const known = field.known ?? JSON.parse(field.dataset.known || "null");
  carryWords(wordsOf(field), null, known?.file === inputOf(field).value.trim() ? known : null);
  name(field, "", "");
  const savesItself = inputOf(field).matches("[data-field]");
  say(field, savesItself ? "Bez obrázku." : "Bez obrázku. Platí, až formulář uložíte.");
  inputOf(field).focus();
}

function name(field, file, address) {
  field.shown = file; // said before the field tells of it, so that it is not looked up again
  inputOf(field).value = file;
  inputOf(field).dispatchEvent(new Event("input", { bubbles: true }));
  show(field, address);
}

function wordsOf(field) {
  const { form } = inputOf(field);
  const names = Object.entries(JSON.parse(field.dataset.fills || "{}"));
  return Object.fromEntries(names.map(([word, each]) => [word, form.elements[each]]).filter(([, each]) => each));
}

function showNamed(field) {
  const file = inputOf(field).value.trim();
  field.shown = file;
  say(field, "");
  show(field, file && field.dataset.named.replace("SOUBOR", encodeURIComponent(file)));
}

function show(field, address) {
  const frame = field.querySelector("[data-picture-shown]");
  const image = frame.querySelector("img");
  offerNone(field);
  frame.hidden = true;
  image.onload = image.onerror = null; // of a name typed before, whose picture may still come
  if (!address) return;
  image.onload = () => {
    frame.hidden = false;
  };
  image.onerror = () => say(field, "Obrázek s takovým jménem v knihovně není.");
  image.alt = `Náhled obrázku ${inputOf(field).value.trim()}`;
  image.src = address;
}

function offerNone(field) {
  const button = field.querySelector("[data-choose-none]");
  if (button) button.hidden = !inputOf(field).value.trim();
}

function say(field, sentence, address = "") {
  const said = field.querySelector("[data-picture-said]");
  said.replaceChildren(sentence);
  if (!address) return;
  said.append(" ", Object.assign(document.createElement("a"), { href: address, target: "_blank", rel: "noopener", textContent: "Opravit v knihovně (nová karta)" }));
}
