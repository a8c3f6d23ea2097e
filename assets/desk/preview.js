// Previews follow the text: a save, here or in another window, reloads whatever shows it.
//
// The editor dispatches "mitdomov:saved" on the document. Frames and parts of a page with
// `data-preview` are reloaded where they had been scrolled to.
const EVENT = "mitdomov:saved";
const channel = "BroadcastChannel" in window ? new BroadcastChannel(EVENT) : null;

const textHere = () => location.pathname.match(/\/((?:clanek|novinky)\/\d+)(?:\/|$)/)?.[1];

function reload(frame) {
  if (!frame.getAttribute("src")) return;
  let page;
  try {
    page = frame.contentWindow;
    const { scrollX, scrollY } = page;
    frame.addEventListener("load", () => page.scrollTo(scrollX, scrollY), { once: true });
    page.location.reload();
  } catch {
    // It shows a foreign page that a link led to: back to the preview.
    frame.src = frame.getAttribute("src");
  }
}

function textShown() {
  const article = document.querySelector("[data-preview-article]")?.dataset.previewArticle;
  return article ? `clanek/${article}` : textHere();
}

function refresh(text) {
  const shown = textShown();
  if (text && shown && text !== shown) return;
  for (const each of document.querySelectorAll("[data-preview]")) {
    if (each.tagName === "IFRAME") reload(each);
    else window.htmx?.trigger(each, "refresh");
  }
}

document.addEventListener(EVENT, () => {
  const text = textHere();
  refresh(text);
  channel?.postMessage({ text });
});
channel?.addEventListener("message", (event) => refresh(event.data.text));
