// A point on the map of regions: a click writes its degrees into the fields, the fields move it.
const figure = document.querySelector("[data-place-map]");
if (figure) follow(figure);

function follow(figure) {
  const map = figure.querySelector("svg");
  const point = map.querySelector(".point");
  const fields = { north: document.getElementById("lat"), east: document.getElementById("lon") };
  const { east, eastStep, north, northStep } = map.dataset;
  const scale = {
    north: (y) => Number(north) + y * Number(northStep),
    east: (x) => Number(east) + x * Number(eastStep),
  };

  const put = (x, y) => {
    point.setAttribute("cx", x);
    point.setAttribute("cy", y);
  };

  const read = () => {
    const [down, right] = [fields.north, fields.east].map((each) =>
      Number.parseFloat(each.value.replace(",", ".")),
    );
    if (Number.isNaN(down) || Number.isNaN(right)) put(-100, -100);
    else put((right - Number(east)) / Number(eastStep), (down - Number(north)) / Number(northStep));
  };

  map.addEventListener("click", (event) => {
    const box = map.getBoundingClientRect();
    const { width, height } = map.viewBox.baseVal;
    const x = ((event.clientX - box.left) / box.width) * width;
    const y = ((event.clientY - box.top) / box.height) * height;
    fields.north.value = words(scale.north(y));
    fields.east.value = words(scale.east(x));
    put(x, y);
  });
  for (const each of Object.values(fields)) each.addEventListener("input", read);
  map.classList.add("is-live");
  figure.querySelector("[data-with-script]").hidden = false;
}

function words(degrees) {
  return degrees.toFixed(4).replace(".", ",");
}
