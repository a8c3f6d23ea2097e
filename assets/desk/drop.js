// Forms that take several files at once: files may be dropped on the form, and the form names those
// that were chosen. Without it the field of files does the same by its own button.

function takeDrops(form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-drop-files]");
  const status = form.querySelector("[data-drop-status]");
  form.querySelector("[data-drop-hint]").hidden = false;

  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("is-over");
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    const all = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
    input.files = all.files;
    tell();
  });
  // A file dropped beside the form would replace the page.
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => event.preventDefault());
  }
  input.addEventListener("change", tell);
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    button.textContent = "Načítá se…";
    status.textContent = "Soubory se načítají.";
  });

  function tell() {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.textContent = file.name;
        return item;
      }),
    );
    list.hidden = input.files.length < 2;
    status.textContent = `Vybráno souborů: ${input.files.length}.`;
  }
}

document.querySelectorAll("[data-drop]").forEach(takeDrops);
