"""The magazine as values: an issue folder in, checked, typeset and frozen as a snapshot out.

`model` holds the values, `folder/` reads and writes them as text, `checks/` judges them by
`findings`, `imaging/` makes pictures fit to show, `snapshot` freezes it all under one hash.
"""
