// Puts an issue's articles in order by dragging; buttons do the same without this.
import Sortable from "sortablejs";

const page = document.querySelector("[data-assembly]");
if (page) {
  const token = page.querySelector("[name=csrf_token]")?.value ?? "";
  const said = page.querySelector("[data-assembly-said]");
  const pool = page.querySelector("[data-pool]");
  const lists = [...page.querySelectorAll("[data-section]")].filter((list) => list.dataset.section);

  const order = () => {
    const form = new URLSearchParams({ csrf_token: token });
    for (const list of lists) {
      for (const slot of list.querySelectorAll("[data-article]")) {
        form.append("poradi", `${list.dataset.section}:${slot.dataset.article}`);
      }
    }
    return form;
  };

  const place = (slot) => {
    const list = slot.closest("[data-section]");
    const number = [...list.querySelectorAll("[data-article]")].indexOf(slot) + 1;
    const section = list.closest("section").querySelector("h3").textContent.trim();
    return `${slot.dataset.title} je ${number}. v rubrice ${section}.`;
  };

  // Into the pool or out of it: the server answers with the whole page, which says what it did.
  const submit = (action, fields) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = action;
    for (const [name, value] of Object.entries({ csrf_token: token, ...fields })) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = value;
      form.append(input);
    }
    document.body.append(form);
    form.submit();
  };

  const crossed = ({ item, from, to }) => {
    const article = { clanek: item.dataset.article };
    if (from === pool && to !== pool) {
      submit(page.dataset.include, { ...article, rubrika: to.dataset.section });
    } else if (from !== pool && to === pool) {
      submit(page.dataset.exclude, article);
    }
    return from === pool || to === pool;
  };

  const save = async (event) => {
    if (crossed(event)) return;
    const { item, from, oldIndex } = event;
    for (const list of lists) {
      const nothing = list.querySelector(".slot-nothing");
      if (nothing) nothing.hidden = list.querySelector("[data-article]") !== null;
    }
    try {
      const answer = await fetch(page.dataset.assembly, { method: "POST", body: order() });
      if (!answer.ok) throw new Error(String(answer.status));
      said.textContent = place(item);
    } catch (error) {
      from.insertBefore(item, from.children[oldIndex] ?? null);
      said.classList.remove("visually-hidden");
      said.classList.add("note", "bad");
      said.textContent =
        error.message === "409"
          ? "Mezitím sestavu změnil někdo jiný. Obnovte stránku a přesun zopakujte."
          : "Pořadí se neuložilo. Zkontrolujte připojení, obnovte stránku a přesun zopakujte.";
    }
  };

  for (const list of [...lists, pool]) {
    Sortable.create(list, {
      group: "articles",
      handle: ".slot-grip",
      draggable: "[data-article]",
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onEnd: save,
    });
  }
  page.classList.add("can-drag");
}
