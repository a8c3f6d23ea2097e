// The dialog in which a picture of the library is chosen: pages of thumbnails found while typing,
// walked through by arrows, and a file uploaded right there.
const ARROWS = { ArrowLeft: -1, ArrowRight: 1 };
const NOT_LOADED = "Knihovnu obrázků teď nejde načíst. Zkuste to za chvíli.";
const SIGNED_OUT = "Přihlášení mezitím skončilo. Přihlaste se v nové kartě a vraťte se sem, nic se neztratí.";
const PAUSE_MS = 200;

export class PictureChooser {
  constructor(element) {
    this.element = element;
    const part = (name) => element.querySelector(`[data-chooser-${name}]`);
    this.search = part("search");
    this.file = part("file");
    this.grid = part("grid");
    this.more = part("more");
    this.said = part("said");
    this.problem = part("problem");
    this.template = element.querySelector("template");
    this.search.addEventListener("input", () => this.later());
    this.search.addEventListener("keydown", (event) => this.leaveSearch(event));
    this.file.addEventListener("change", () => this.upload(this.file.files[0]));
    this.more.addEventListener("click", () => this.loadMore());
    this.grid.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
    this.grid.addEventListener("keydown", (event) => this.walk(event));
    this.grid.addEventListener("focusin", (event) => this.mark(event.target.closest("[role=option]")));
    this.closer = part("close");
    this.closer.addEventListener("click", () => element.close());
    element.addEventListener("close", () => this.finish());
    for (const kind of ["dragover", "drop"]) {
      element.addEventListener(kind, (event) => {
        if (![...event.dataTransfer.types].includes("Files")) return;
        event.preventDefault();
        this.upload(event.dataTransfer.files[0]);
      });
    }
    // The library may have got something in another tab.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && element.open && !this.isUploading) this.load();
    });
  }

  // `listing` is where the pictures are asked for, `chosen` the name of the one there is now, `file`
  // one to be uploaded at once. Hands back what was chosen and what was there, or nothing.
  open({ listing, chosen = "", file = null }) {
    this.listing = new URL(listing, location.href);
    this.listing.searchParams.set("vybrany", chosen);
    this.before = null;
    this.taken = null;
    this.isUploading = false;
    this.search.value = "";
    this.file.value = "";
    this.show([]);
    this.complain("");
    this.element.showModal();
    this.element.scrollTop = 0;
    if (matchMedia("(hover: none)").matches) this.closer.focus(); // a keyboard would hide the pictures
    if (file) this.upload(file);
    else this.load();
    return new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  finish() {
    this.asking?.abort();
    this.sending?.abort();
    clearTimeout(this.timer);
    this.resolve?.(this.taken && { item: this.taken, before: this.before });
    this.resolve = null;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), PAUSE_MS);
  }

  async load() {
    clearTimeout(this.timer);
    this.listing.searchParams.set("q", this.search.value.trim());
    this.said.textContent = "Hledám…";
    const found = await this.ask(this.listing);
    if (!found) return false;
    this.before = found.chosen;
    this.show(found.pictures);
    this.tell(found);
    return true;
  }

  async loadMore() {
    const known = this.options().length;
    const found = await this.ask(this.next);
    if (!found) return;
    this.add(found.pictures);
    this.tell(found);
    this.options()[known]?.focus();
  }

  // A later question ends an earlier one, whose answer must not undo it.
  async ask(address) {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: asking.signal });
      if (!answer.ok) throw new Error(answer.status === 401 ? SIGNED_OUT : NOT_LOADED);
      const found = await answer.json();
      this.complain("");
      return found;
    } catch (error) {
      if (asking.signal.aborted) return null;
      this.said.textContent = "";
      this.complain(error.message === SIGNED_OUT ? SIGNED_OUT : NOT_LOADED);
      return null;
    }
  }

  tell({ words, next }) {
    this.next = next;
    this.more.hidden = !next;
    this.said.textContent = words;
  }

  show(pictures) {
    const focused = this.grid.contains(document.activeElement) ? document.activeElement.id : "";
    this.grid.replaceChildren();
    this.add(pictures);
    if (focused) (this.options().find(({ id }) => id === focused) ?? this.search).focus();
  }

  add(pictures) {
    const known = new Set(this.options().map(({ id }) => id));
    const fresh = pictures.map((item) => this.optionOf(item)).filter(({ id }) => !known.has(id));
    this.grid.append(...fresh);
    this.grid.hidden = !this.grid.childElementCount;
    this.more.hidden = true;
    this.mark(this.grid.querySelector("[aria-selected=true]") ?? this.options()[0]);
  }

  optionOf(item) {
    const option = this.template.content.firstElementChild.cloneNode(true);
    const part = (name) => option.querySelector(`[data-${name}]`);
    option.id = `vyber-obrazku-${item.id}`;
    option.picture = item;
    const isNow = item.id === this.before?.id;
    option.setAttribute("aria-selected", String(isNow));
    if (!item.may_be_chosen) option.setAttribute("aria-disabled", "true");
    const image = option.querySelector("img");
    Object.assign(image, { width: item.width_px, height: item.height_px, src: item.thumb_url });
    part("title").textContent = item.alt || item.file;
    part("name").textContent = item.alt ? item.file : "";
    part("facts").textContent = [`${item.width_px} × ${item.height_px} bodů`, item.credit].filter(Boolean).join(", ");
    const say = (className, textContent) =>
      part("warnings").append(Object.assign(document.createElement("span"), { className, textContent }));
    if (isNow) say("state accepted", "teď vybraný");
    for (const words of item.warnings) say("state draft", words);
    return option;
  }

  options() {
    return [...this.grid.children];
  }

  // Tab comes to one picture alone; arrows walk from there.
  mark(option) {
    if (!option) return;
    for (const each of this.options()) each.tabIndex = each === option ? 0 : -1;
  }

  walk(event) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.take(document.activeElement);
      return;
    }
    const options = this.options();
    const to = this.step(event.key, options, options.indexOf(document.activeElement));
    if (to === null) return;
    event.preventDefault();
    if (to >= options.length && !this.more.hidden) this.loadMore();
    else options[Math.min(Math.max(to, 0), options.length - 1)].focus();
  }

  step(key, options, here) {
    const across = options.filter(({ offsetTop }) => offsetTop === options[0].offsetTop).length;
    if (key in ARROWS) return here + ARROWS[key];
    if (key === "ArrowDown") return here + across >= options.length && this.more.hidden ? here : here + across;
    if (key === "ArrowUp") return here < across ? here : here - across;
    if (key === "Home") return 0;
    return key === "End" ? options.length - 1 : null;
  }

  async leaveSearch(event) {
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter" && !(await this.load())) return;
    this.grid.querySelector("[tabindex='0']")?.focus();
  }

  take(option) {
    if (!option?.picture) return;
    if (!option.picture.may_be_chosen) return this.complain(`${option.picture.file}: ${option.picture.warnings[0]}.`);
    this.choose(option.picture);
  }

  choose(item) {
    this.taken = item;
    this.element.close();
  }

  async upload(file) {
    if (!file || this.isUploading) return;
    this.isUploading = true;
    this.complain("");
    clearTimeout(this.timer);
    this.said.textContent = `Nahrávám ${file.name}…`;
    const sent = await this.send(file);
    this.isUploading = false;
    if (!this.element.open || !sent) return;
    this.file.value = "";
    if (sent.item) return this.choose(sent.item);
    if (!this.grid.childElementCount) await this.load();
    this.said.textContent = "";
    this.complain(sent.problem);
  }

  async send(file) {
    this.asking?.abort();
    this.sending = new AbortController(); // its own, so that a search ends no upload
    const { signal } = this.sending;
    const body = new FormData();
    body.append("picture", file);
    try {
      const { token } = await (await fetch(this.element.dataset.token, { signal })).json();
      const headers = { Accept: "application/json", "X-CSRFToken": token };
      const answer = await fetch(this.element.dataset.sentTo, { method: "POST", body, headers, signal });
      if (answer.status === 413) return { problem: `${file.name} je příliš velký; zmenšete ho a zkuste to znovu.` };
      const told = await answer.json();
      return answer.ok ? { item: told } : { problem: told.problem || told.message || NOT_LOADED };
    } catch {
      return signal.aborted ? null : { problem: "Obrázek se nepodařilo nahrát. Zkuste to za chvíli, nebo ho nahrajte v knihovně." };
    }
  }

  complain(sentence) {
    this.problem.textContent = sentence;
    this.problem.hidden = !sentence;
  }
}
