"""A snapshot and a list's readers in; one recorded delivery for each of them out."""
