"""The search over everything that readers can open: words in, places with extracts out.

Whoever publishes something prepares its entries and replaces them in the transaction that shows
it to readers, so that the search never finds what cannot be opened, nor misses what can.
"""
