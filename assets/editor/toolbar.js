// The toolbar after the ARIA pattern: one stop for Tab, arrows inside, pressed buttons say so.
import { COMMANDS } from "./commands.js";

export class Toolbar {
  // `dialogs` opens what asks for more: a name of a dialog to a function of the editor.
  constructor(element, editor, dialogs) {
    this.element = element;
    this.editor = editor;
    this.dialogs = dialogs;
    this.buttons = [...element.querySelectorAll("button[data-command], button[data-dialog]")];
    this.tableTools = element.querySelector("[data-in-table]");
    this.current = this.buttons[0];
    this.buttons.forEach((button) => {
      button.tabIndex = button === this.current ? 0 : -1;
      button.addEventListener("click", () => this.press(button));
      button.addEventListener("mousedown", (event) => event.preventDefault());
    });
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("focusin", (event) => this.settle(event.target.closest("button")));
    editor.on("transaction", () => this.plan());
    this.show();
  }

  focus() {
    this.current.focus();
  }

  plan() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.show();
    });
  }

  show() {
    if (this.tableTools) this.tableTools.hidden = !this.editor.isActive("table");
    for (const button of this.buttons) {
      const command = COMMANDS[button.dataset.command];
      const isOn = command ? command.isOn?.(this.editor) : this.dialogs[button.dataset.dialog].isOn?.(this.editor);
      if (isOn !== undefined) button.setAttribute("aria-pressed", String(isOn));
      const can = command ? command.can(this.editor) : true;
      button.setAttribute("aria-disabled", String(!can));
    }
    if (this.current.offsetParent === null) this.settle(this.visible()[0]);
  }

  press(button) {
    if (button.getAttribute("aria-disabled") === "true") return;
    const { command, dialog } = button.dataset;
    if (command) COMMANDS[command].run(this.editor);
    else this.dialogs[dialog].open(this.editor);
  }

  key(event) {
    const among = this.visible();
    const at = among.indexOf(this.current);
    const target = {
      ArrowRight: among[(at + 1) % among.length],
      ArrowLeft: among[(at - 1 + among.length) % among.length],
      Home: among[0],
      End: among.at(-1),
    }[event.key];
    if (target) {
      event.preventDefault();
      target.focus();
    } else if (event.key === "Escape") {
      this.editor.commands.focus();
    }
  }

  settle(button) {
    if (!button || button === this.current) return;
    this.current.tabIndex = -1;
    this.current = button;
    button.tabIndex = 0;
  }

  visible() {
    return this.buttons.filter((button) => button.offsetParent !== null);
  }
}
