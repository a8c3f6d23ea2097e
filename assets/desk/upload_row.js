// A file on its way: its name and a bar, for the list of a form that sends files one after another.
export function uploadRow(name) {
  const row = document.createElement("li");
  const words = document.createElement("span");
  words.className = "break";
  words.textContent = name;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `Nahrávání: ${name}`);
  row.append(words, bar);
  return { name, row, words, bar };
}
