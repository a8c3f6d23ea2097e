"""Past issues that exist as PDF only: imported, read for the search, shown in the archive."""
