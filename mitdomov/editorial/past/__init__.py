"""Past issues that exist as PDF only: imported, read for the search, shown in the archive.

`importing` takes a file, has it read by a process of its own (`reading`, `reader_process`) and
keeps it whole; `changes` edits, shows and hides it; `queries` tells the web what is there.
"""
