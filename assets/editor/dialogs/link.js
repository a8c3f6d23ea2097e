// The dialog of a link: to an address, to a heading of this text, or to another article of the issue.
import { completed, isAllowed } from "../addresses.js";
import { Dialog } from "./dialog.js";

const WRONG_ADDRESS = "Taková adresa v textu být nemůže. Začněte https://, mailto: nebo tel:.";

// `articles` are the others of the issue, each with its `slug` and `title`.
export function linkDialog(articles) {
  const dialog = new Dialog("dialog-odkaz");
  const { target, href: field, words: wordsField } = dialog.form.elements;
  const isOutside = () => target.value === "";
  const showAddress = () => {
    field.closest(".field").hidden = !isOutside();
  };
  target.addEventListener("change", () => {
    showAddress();
    dialog.say("");
  });

  const open = (editor) => {
    const { href = "" } = editor.getAttributes("link");
    const hasWords = !editor.state.selection.empty || href !== "";
    const headings = headingsOf(editor.state.doc);
    dialog.open(
      editor,
      (action) => {
        const heading = headings.find((each) => each.value === target.value);
        const named = target.selectedOptions[0].dataset.words ?? "";
        const to = isOutside() ? completed(field.value) : target.value;
        return apply(editor, action, { href: to, words: wordsField.value.trim() || named, heading });
      },
      () => {
        offer(target, headings, articles);
        target.value = href;
        if (target.selectedIndex < 0) target.value = "";
        field.value = isOutside() ? href : "";
        showAddress();
        target.closest(".field").hidden = target.options.length === 1;
        wordsField.closest(".field").hidden = hasWords;
        dialog.element.querySelector("[data-existing]").hidden = href === "";
      },
    );
  };
  return { open, isOn: (editor) => editor.isActive("link") };
}

// A heading that was not saved yet has no id: it gets one when somebody links to it.
function headingsOf(doc) {
  const found = [];
  doc.forEach((node, position) => {
    const words = wordsOf(node);
    if (node.type.name !== "heading" || !words) return;
    const id = node.attrs.id ?? newId();
    found.push({ id, value: `#${id}`, words, level: node.attrs.level, position });
  });
  return found;
}

function wordsOf(node) {
  let words = "";
  node.forEach((child) => {
    words += child.text ?? ""; // a footnote in a heading is none of its words
  });
  return words.trim();
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(5));
  return `b-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function offer(select, headings, articles) {
  const groups = [
    ["Mezititulky tohoto textu", headings.map(({ value, words, level }) => option(value, words, level - 2))],
    ["Články čísla", articles.map(({ slug, title }) => option(slug, title))],
  ];
  const filled = groups.filter(([, options]) => options.length);
  select.replaceChildren(
    select.options[0],
    ...filled.map(([label, options]) => {
      const group = Object.assign(document.createElement("optgroup"), { label });
      group.append(...options);
      return group;
    }),
  );
}

function option(value, words, depth = 0) {
  const made = new Option(`${"\u2003".repeat(depth)}${words}`, value);
  made.dataset.words = words;
  return made;
}

function apply(editor, action, { href, words, heading }) {
  const chain = editor.chain().focus();
  if (action === "remove") {
    chain.extendMarkRange("link").unsetMark("link").run();
    return "";
  }
  if (!isAllowed(href)) return WRONG_ADDRESS;
  if (heading) chain.command(({ tr }) => tr.setNodeAttribute(heading.position, "id", heading.id));
  if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: words || href, marks: [{ type: "link", attrs: { href } }] }).run();
  } else {
    chain.extendMarkRange("link").setMark("link", { href }).run();
  }
  return "";
}
