// The list of footnotes below the text: each with its number, its words and a way to edit it.
export class NotesPanel {
  constructor(section, editor, edit) {
    this.section = section;
    this.list = section.querySelector("ol");
    this.editor = editor;
    this.edit = edit;
    editor.on("update", () => this.show());
    this.show();
  }

  show() {
    const found = [];
    this.editor.state.doc.descendants((node, position) => {
      if (node.type.name === "footnote") found.push({ node, position });
    });
    const written = JSON.stringify(found.map(({ node, position }) => [node.textContent, position]));
    if (written === this.written) return;
    this.written = written;
    this.section.hidden = found.length === 0;
    this.list.replaceChildren(...found.map(({ node, position }, index) => this.item(node, position, index + 1)));
  }

  item(node, position, number) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "note-edit";
    button.textContent = "Upravit";
    button.setAttribute("aria-label", `Upravit poznámku ${number}`);
    button.addEventListener("click", () => this.edit(this.editor, position));
    item.append(`${node.textContent} `, button);
    return item;
  }
}
