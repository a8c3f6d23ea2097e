"""Draws the pictures of the sample issue into its folder: `python issues/draw_pictures.py`."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import resvg_py
from drawing import charts, indoors, outdoors
from PIL import Image

HERE: Final = Path(__file__).resolve().parent
IMAGES: Final = HERE / "1-2026" / "images"
PIXELS: Final = (2400, 1600)
COLOURS: Final = 64
"""Enough for flat colours with smooth edges; keeps a file under about 80 kB."""

PICTURES: Final[Mapping[str, Callable[[], str]]] = {
    "dilna": indoors.workshop,
    "dvur-viden": outdoors.courtyard,
    "fasada-na-sadkach": outdoors.municipal_house,
    "graf-helsinky": charts.long_term_homeless,
    "graf-naklady": charts.yearly_costs,
    "graf-udrzeni-bydleni": charts.kept_housing,
    "klice-na-stole": indoors.keys_on_table,
    "kontaktni-misto": indoors.contact_point,
    "mapa-mesta": outdoors.town_plan,
    "obcanka-a-smlouva": indoors.lease_on_table,
    "schodiste": indoors.staircase,
    "ulice-v-zime": outdoors.winter_street,
    "vesnice": outdoors.village_house,
}


def png(svg: str) -> bytes:
    drawn = resvg_py.svg_to_bytes(svg_string=svg, width=PIXELS[0], height=PIXELS[1])
    flat = Image.open(io.BytesIO(bytes(drawn))).convert("RGB")
    reduced = flat.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    reduced.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    for name, draw in PICTURES.items():
        data = png(draw())
        (IMAGES / f"{name}.png").write_bytes(data)
        print(f"{name}.png {len(data) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
