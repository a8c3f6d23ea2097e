// Text that an earlier window could not save: offered on the next opening, restored or thrown away.
export function offerRecovery({ section, copy, current, restore }) {
  const left = copy.left();
  const [newest] = left;
  if (!newest) return;
  if (JSON.stringify(newest.body) === JSON.stringify(current().body) && newest.title === current().title) {
    copy.forget(left);
    return;
  }
  const at = new Date(newest.at).toLocaleString("cs", { dateStyle: "medium", timeStyle: "short" });
  section.querySelector("[data-copy-time]").textContent = at;
  section.hidden = false;
  section.querySelector("[data-restore]").addEventListener("click", () => {
    restore(newest);
    copy.forget(left);
    section.hidden = true;
  });
  section.querySelector("[data-discard]").addEventListener("click", () => {
    copy.forget(left);
    section.hidden = true;
  });
}
