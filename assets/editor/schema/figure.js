// A picture of the library with its caption, and a link to a recording elsewhere.
import { Node } from "@tiptap/core";

const words = (name) => ({ default: "", parseHTML: (element) => element.getAttribute(`data-${name}`) ?? "" });

export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "inline*",
  defining: true,
  isolating: true,
  addOptions() {
    return { pictureAddress: (file) => file, open: () => {} };
  },
  addAttributes() {
    return {
      picture: words("picture"),
      alt: words("alt"),
      isDecorative: { default: false, parseHTML: (element) => element.hasAttribute("data-decorative") },
      credit: words("credit"),
      licence: words("licence"),
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-picture]", contentElement: "figcaption" }];
  },
  renderHTML({ node }) {
    const { id, picture, alt, isDecorative, credit, licence } = node.attrs;
    const attributes = { "data-picture": picture, "data-alt": alt, "data-credit": credit, "data-licence": licence };
    if (id) attributes["data-block"] = id;
    if (isDecorative) attributes["data-decorative"] = "";
    return ["figure", attributes, ["figcaption", 0]];
  },
  addNodeView() {
    return ({ node, editor, getPos }) => new FigureView(node, editor, getPos, this.options);
  },
});

class FigureView {
  constructor(node, editor, getPos, options) {
    this.options = options;
    this.dom = document.createElement("figure");
    this.image = document.createElement("img");
    this.facts = document.createElement("button");
    this.facts.type = "button";
    this.facts.className = "figure-facts";
    this.facts.tabIndex = -1;
    this.facts.contentEditable = "false";
    this.facts.addEventListener("click", () => options.open(editor, getPos()));
    this.contentDOM = document.createElement("figcaption");
    this.dom.append(this.image, this.facts, this.contentDOM);
    this.image.contentEditable = "false";
    this.image.addEventListener("dblclick", () => options.open(editor, getPos()));
    this.update(node);
  }

  update(node) {
    if (node.type.name !== "figure") return false;
    const { picture, alt, isDecorative, credit, licence } = node.attrs;
    const address = this.options.pictureAddress(picture);
    if (this.image.getAttribute("src") !== address) this.image.src = address;
    this.image.alt = alt;
    const description = isDecorative ? "dekorativní" : alt || "chybí popis";
    this.dom.classList.toggle("lacks", !isDecorative && !alt);
    this.facts.textContent = [`Upravit obrázek ${picture}: ${description}`, credit, licence].filter(Boolean).join(" · ");
    this.contentDOM.classList.toggle("is-empty", node.content.size === 0);
    this.contentDOM.dataset.placeholder = "Popisek";
    return true;
  }

  ignoreMutation(mutation) {
    return !this.contentDOM.contains(mutation.target) || mutation.target === this.contentDOM && mutation.type === "attributes";
  }

  stopEvent(event) {
    return event.target === this.facts;
  }
}

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  addAttributes() {
    return { url: words("url"), title: words("title") };
  },
  parseHTML() {
    return [{ tag: "div[data-url]" }];
  },
  renderHTML({ node }) {
    const { id, url, title } = node.attrs;
    const attributes = { "data-url": url, "data-title": title };
    if (id) attributes["data-block"] = id;
    return ["div", attributes, ["strong", title || "Záznam bez názvu"], ["span", url]];
  },
});
