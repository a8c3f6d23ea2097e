"""Readers at the desk: their page, tables of them, lists, suppressions."""
