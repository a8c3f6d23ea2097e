"""What an issue would look like now: its working copy in, letter, web and an article's PDF out.

Publishing freezes everything anew; a preview remembers what did not change. `parts` is what comes
in, `assembling` makes a snapshot of it that reads each text and each picture once, `mending` fills
in what is missing yet, `edition` and `letter` show the result. Nothing here is ever published.
"""
