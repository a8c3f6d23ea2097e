"""The directory of implementers: tables that people load and single entries that they edit."""
