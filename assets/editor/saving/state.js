// The state of saving in words: quiet while all is well, said aloud when something is wrong.
const WORDS = {
  changed: "Neuloženo…",
  saving: "Ukládám…",
  saved: "Uloženo",
};

export class SavingState {
  constructor(root) {
    this.words = root.querySelector("[data-saving]");
    this.alarm = root.querySelector("[data-alarm]");
    this.signIn = root.querySelector("[data-sign-in]");
    this.notices = root.querySelector("[data-notices]");
    this.readers = root.querySelector("[data-readers]");
  }

  show(state, details = {}) {
    this.words.dataset.state = state;
    this.signIn.hidden = state !== "signed-out";
    switch (state) {
      case "offline":
        return this.alarming(`Neuloženo – bez připojení${copied(details)}.`);
      case "signed-out":
        return this.alarming(`Neuloženo – nejste přihlášeni${copied(details)}.`);
      case "refused":
        return this.alarming(`Neuloženo. ${details.problem ?? ""}`);
      case "conflict":
        return this.alarming("Neuloženo – text mezitím změnil někdo jiný. Níže jsou obě znění.");
      default:
        return this.calm(state, details);
    }
  }

  calm(state, details) {
    this.alarm.textContent = "";
    if (details.saved_at) this.savedAt = details.saved_at;
    const at = state === "saved" && this.savedAt ? ` v ${this.savedAt}` : "";
    this.words.textContent = `${WORDS[state]}${at}`;
    if (state === "saved" && details.mistakes) this.list(details.mistakes);
    if (this.readers && details.readers) this.tell(details);
  }

  // Of what is published: which text readers see, and what can be done about it.
  tell({ readers, is_unshown: isUnshown }) {
    this.readers.textContent = readers;
    for (const each of document.querySelectorAll("[data-unshown]")) each.hidden = !isUnshown;
  }

  alarming(sentence) {
    this.words.textContent = "";
    if (this.alarm.textContent !== sentence) this.alarm.textContent = sentence;
  }

  list(sentences) {
    this.notices.replaceChildren(
      ...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })),
    );
    this.notices.hidden = sentences.length === 0;
  }
}

function copied({ hasCopy }) {
  return hasCopy === false ? ", ani kopii v tomto prohlížeči nejde uložit: text si zkopírujte" : ", kopie je v tomto prohlížeči";
}
