// Puts the news of a letter in order by dragging; the form sends them as they stand.
import Sortable from "sortablejs";

const list = document.querySelector("[data-digest]");
if (list) {
  Sortable.create(list, { animation: 120, filter: "input, button, label", preventOnFilter: false });
}
