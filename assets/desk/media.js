// The crop of a picture: a frame and a point over it that the pointer and the arrow keys move. The
// numbers of the form stay the truth; without this script they are the whole tool.

const STEP = 1;
const LEAST = 2;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function liveCrop(root) {
  const stage = root.querySelector("[data-crop-stage]");
  const fields = root.querySelector("form").elements;
  const frame = made("div", "media-crop-frame", "Výřez: šipky posunou, se Shiftem mění velikost");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  const corner = made("span", "media-crop-corner");
  const point = made("button", "media-crop-focus", "Střed zájmu: posunou ho šipky");
  point.type = "button";
  frame.append(corner);
  stage.append(frame, point);
  stage.classList.add("is-live");

  for (const name of ["left", "top", "width", "height", "focus_x", "focus_y"]) {
    fields[name].addEventListener("input", draw);
  }
  frame.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const box = read();
    if (event.shiftKey) resize(box, box.width + arrow[0] * STEP, box.height + arrow[1] * STEP);
    else move(box, box.left + arrow[0] * STEP, box.top + arrow[1] * STEP);
  });
  point.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const box = read();
    focusOn(box.focus_x + arrow[0] * STEP, box.focus_y + arrow[1] * STEP);
  });
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const begin = read();
    const from = at(event);
    const act = actOf(event.target, begin, from);
    stage.setPointerCapture(event.pointerId);
    const follow = (next) => act(at(next));
    stage.addEventListener("pointermove", follow);
    const stop = () => stage.removeEventListener("pointermove", follow);
    stage.addEventListener("pointerup", stop, { once: true });
    stage.addEventListener("pointercancel", stop, { once: true });
  });
  draw();

  function actOf(target, begin, from) {
    if (target === point) {
      point.focus();
      return (to) => focusOn(to.x, to.y);
    }
    if (target === corner) {
      return (to) => resize(begin, begin.width + to.x - from.x, begin.height + to.y - from.y);
    }
    if (target === frame && (begin.width < 100 || begin.height < 100)) {
      frame.focus();
      return (to) => move(begin, begin.left + to.x - from.x, begin.top + to.y - from.y);
    }
    return (to) => {
      const left = Math.min(from.x, to.x);
      const top = Math.min(from.y, to.y);
      if (Math.abs(to.x - from.x) < LEAST || Math.abs(to.y - from.y) < LEAST) return;
      write({ left, top, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) });
    };
  }

  function at(event) {
    const box = stage.getBoundingClientRect();
    return {
      x: clamp((100 * (event.clientX - box.left)) / box.width, 0, 100),
      y: clamp((100 * (event.clientY - box.top)) / box.height, 0, 100),
    };
  }

  function move(box, left, top) {
    write({ left: clamp(left, 0, 100 - box.width), top: clamp(top, 0, 100 - box.height) });
  }

  function resize(box, width, height) {
    write({
      width: clamp(width, LEAST, 100 - box.left),
      height: clamp(height, LEAST, 100 - box.top),
    });
  }

  function focusOn(x, y) {
    write({ focus_x: clamp(x, 0, 100), focus_y: clamp(y, 0, 100) });
  }

  function read() {
    const number = (name, fallback) => {
      const value = Number.parseFloat(fields[name].value.replace(",", "."));
      return Number.isFinite(value) ? clamp(value, 0, 100) : fallback;
    };
    return {
      left: number("left", 0),
      top: number("top", 0),
      width: number("width", 100),
      height: number("height", 100),
      focus_x: number("focus_x", 50),
      focus_y: number("focus_y", 50),
    };
  }

  function write(values) {
    const box = { ...read(), ...values };
    for (const name of Object.keys(box)) box[name] = tenths(box[name]);
    box.width = Math.min(box.width, tenths(100 - box.left));
    box.height = Math.min(box.height, tenths(100 - box.top));
    for (const [name, value] of Object.entries(box)) fields[name].value = String(value);
    draw();
  }

  function draw() {
    const box = read();
    for (const name of ["left", "top", "width", "height"]) frame.style[name] = `${box[name]}%`;
    point.style.left = `${box.focus_x}%`;
    point.style.top = `${box.focus_y}%`;
  }
}

function made(tag, name, label) {
  const element = document.createElement(tag);
  element.className = name;
  if (label) element.setAttribute("aria-label", label);
  return element;
}

function tenths(value) {
  return Math.round(value * 10) / 10;
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

document.querySelectorAll("[data-crop]").forEach(liveCrop);
