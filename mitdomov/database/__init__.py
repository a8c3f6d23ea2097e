"""Where state is kept: rows in SQLite, bytes in files named by their SHA-256, migrations."""
