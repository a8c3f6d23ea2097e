// A button that copies the words beside it. Where the browser lets no page write to the clipboard,
// e.g. without HTTPS, it marks them, so that Ctrl+C is all that is left to do.
for (const place of document.querySelectorAll("[data-copy]")) {
  const words = place.querySelector("[data-copy-words]");
  const button = place.querySelector("button");
  const said = place.querySelector("[data-copy-said]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(words.textContent);
      said.textContent = "Zkopírováno";
    } catch {
      getSelection().selectAllChildren(words);
      said.textContent = "Odkaz je označený, zkopírujte jej klávesami Ctrl+C.";
    }
  });
}
