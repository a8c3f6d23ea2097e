"""Markdown and the tree, both ways.

`parse(write(doc))` is `normal(doc)`; mistakes name their line.
"""
