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
    this.editor = editor;
    this.kept = editor.state.selection;
    this.after = () => this.handBack();
    this.element.showModal();
  }

  submit(action) {
    const problem = this.act(action, this.form.elements);
    if (problem) return this.say(problem);
    this.kept = this.editor.state.selection;
    this.element.close();
  }

  // A browser that focuses the text by itself may put the cursor elsewhere in it.
  handBack() {
    const { state, view } = this.editor;
    const isSameText = this.kept.$anchor.doc === state.doc;
    if (isSameText && !this.kept.eq(state.selection)) view.dispatch(state.tr.setSelection(this.kept));
    view.focus();
  }

  say(sentence) {
    if (!this.problem) return;
    this.problem.textContent = sentence;
    this.problem.hidden = !sentence;
  }
}
