"""Everything that is kept about one person: shown, erased on request, forgotten in time."""
