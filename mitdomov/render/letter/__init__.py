"""The letter that announces an issue: a snapshot in, subject, HTML and plain text with slots out."""
