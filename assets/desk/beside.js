// A preview beside the text that is being written: opened and closed by a button, shown on wide
// screens only. `preview.js` keeps it up to date.
const place = document.querySelector("[data-beside]");
if (place) start(place);

function start(root) {
  const opener = root.querySelector("[data-beside-open]");
  const panel = root.querySelector(".beside-panel");
  const choice = panel.querySelector("select");
  const frame = panel.querySelector("iframe");
  opener.hidden = false;

  const show = () => {
    if (frame.getAttribute("src") !== choice.value) frame.src = choice.value;
  };
  const toggle = (isOpen) => {
    panel.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    document.documentElement.classList.toggle("has-beside", isOpen);
    if (isOpen) show();
    else opener.focus();
  };
  opener.addEventListener("click", () => toggle(panel.hidden));
  panel.querySelector("[data-beside-close]").addEventListener("click", () => toggle(false));
  choice.addEventListener("change", show);
}
