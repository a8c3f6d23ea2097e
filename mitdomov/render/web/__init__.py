"""The web edition of an issue: a snapshot in, a folder of static files out."""
