// A recording that another host plays: loads its player in place of our still once the reader presses
// the button, never before, and remembers nothing. Without this script the link to the host remains.
// A long transcript begins folded on a phone.
const NARROW = "(max-width: 46rem)";
const MAY = "autoplay; encrypted-media; fullscreen; picture-in-picture";
const RESTRAINT = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";

for (const recording of document.querySelectorAll("[data-player]")) facade(recording);
for (const transcript of document.querySelectorAll("details[data-transcript]")) fold(transcript);

function facade(recording) {
  const still = recording.querySelector("[data-still]");
  const play = recording.querySelector("[data-play]");
  const open = recording.querySelector("[data-open]");
  const stage = recording.querySelector("[data-stage]");
  const close = recording.querySelector("[data-close]");
  const before = recording.querySelector("[data-before]");

  const show = (isPlaying) => {
    still.hidden = isPlaying;
    before.hidden = isPlaying;
    open.hidden = !isPlaying;
  };

  const end = () => {
    if (open.hidden) return;
    stage.replaceChildren();
    show(false);
    play.focus();
  };

  play.addEventListener("click", () => {
    const frame = player(recording.dataset);
    stage.replaceChildren(frame);
    show(true);
    frame.focus();
  });
  close.addEventListener("click", end);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) end();
  });
  // What the browser keeps of a page that was left must not go on playing when it comes back.
  globalThis.addEventListener("pagehide", end);

  for (const each of recording.querySelectorAll("[data-with-script]")) each.hidden = false;
  for (const each of recording.querySelectorAll("[data-without-script]")) each.hidden = true;
  show(false);
}

function player({ player, title, referrer }) {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.allow = MAY;
  frame.setAttribute("sandbox", RESTRAINT);
  frame.referrerPolicy = referrer;
  frame.src = player;
  return frame;
}

function fold(transcript) {
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !transcript.contains(target)) return;
    transcript.open = true;
    target.scrollIntoView();
  };
  transcript.open = !matchMedia(NARROW).matches;
  reveal();
  globalThis.addEventListener("hashchange", reveal);
  // A link to where the address already leads changes nothing in it.
  document.addEventListener("click", (event) => {
    if (event.target.closest("a")?.hash === location.hash && location.hash) reveal();
  });
  globalThis.addEventListener("beforeprint", () => (transcript.open = true));
}
