"""News: written in the editor, published one by one, each with the history of its text."""
