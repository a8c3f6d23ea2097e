// A dialog of the page: opened with values, it hands back what was filled in, and the focus.
export class Dialog {
  constructor(id) {
    this.element = document.getElementById(id);
    this.form = this.element.querySelector("form");
    this.problem = this.element.querySelector("[data-problem]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(event.submitter?.value ?? "");
    });
    this.element.addEventListener("close", () => this.after?.());
    for (const button of this.element.querySelectorAll("[data-close]")) {
      button.addEventListener("click", () => this.element.close());
    }
  }

  // `act(action, fields)` returns a sentence when something is wrong; the dialog stays open then.
  open(editor, act, fill = () => {}) {
    this.act = act;
    this.say("");
    this.form.reset();
    fill(this.form.elements);
    this.after = () => editor.commands.focus();
    this.element.showModal();
  }

  submit(action) {
    const problem = this.act(action, this.form.elements);
    if (problem) return this.say(problem);
    this.element.close();
  }

  say(sentence) {
    if (!this.problem) return;
    this.problem.textContent = sentence;
    this.problem.hidden = !sentence;
  }
}
