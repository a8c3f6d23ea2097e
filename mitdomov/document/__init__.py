"""The body of an article as a tree: its readers, its writers, its one normal form."""
