"""The PDF of an issue: a snapshot in, one tagged file for print and screen out (PDF/UA-1).

`page` writes the HTML and `layout` splits its texts into columns. WeasyPrint sets it twice:
`measure` reads the sizes from the first time, `fit` decides what starts where. `frieze` draws
façades where a page stays empty. `document` leads them; `fetcher`, `lines`, `columns` and `tags`
stand around WeasyPrint.
"""
