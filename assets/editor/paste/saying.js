// An element in; whether a reader would see anything of it out.
export function says(element) {
  return element.textContent.trim() !== "" || element.querySelector("span[data-note]") !== null;
}
