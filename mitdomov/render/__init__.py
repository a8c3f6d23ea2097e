"""Artefacts: a snapshot in, bytes out (letter, plain text, PDF, web edition), without any state.

`issue` makes them all and `manifest` lists them; `letter/`, `pdf/` and `web/` make one medium each.
What the media share stands here: `addresses`, `contents`, `credits`, `excerpt`, `pictures`.
"""
