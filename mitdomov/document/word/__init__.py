"""The bytes of a Word document (.docx) in; a document of our tree, its pictures and a report out.

`reading.read_word` is the way in. Nothing of the file is trusted: `package` opens the archive
within limits, `markup` reads each part within limits and keeps only what is known, `canonical`
writes the text anew in a few styles of our own, and only that reaches mammoth, which makes HTML
of it; `blocks` makes the tree from the HTML. Norm: ECMA-376 (Office Open XML), transitional and
strict.
"""
