"""A value of the model in, its TOML out, in canonical form: model's order, no defaults."""

import tomli_w

from mitdomov.magazine.folder.unstructuring import unstructure


def toml(value: object) -> str:
    return tomli_w.dumps(unstructure(value))
