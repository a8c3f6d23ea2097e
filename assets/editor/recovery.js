// Text that an earlier window could not save: offered on the next opening, restored or thrown away;
// one window's text at a time, the others' wait for the opening after.
export function offerRecovery({ section, copy, current, restore }) {
  const written = textOf(current());
  const left = copy.left();
  copy.forget(left.filter((each) => textOf(each) === written));
  const newest = left.find((each) => textOf(each) !== written);
  if (!newest) return;
  const at = new Date(newest.at).toLocaleString("cs", { dateStyle: "medium", timeStyle: "short" });
  section.querySelector("[data-copy-time]").textContent = at;
  section.hidden = false;
  section.querySelector("[data-restore]").addEventListener("click", () => {
    restore(newest);
    copy.forget([newest]);
    section.hidden = true;
  });
  section.querySelector("[data-discard]").addEventListener("click", () => {
    copy.forget([newest]);
    section.hidden = true;
  });
}

const textOf = ({ key, version, base, at, ...text }) => JSON.stringify(text);
