"""EPUB 3.3: a snapshot in, one book for e-readers out (W3C EPUB 3.3, EPUB Accessibility 1.1).

`book` gathers the files, `people` and `metadata` say what libraries ask, `container` zips them.
"""
