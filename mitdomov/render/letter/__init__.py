"""The letter that announces an issue: a snapshot in, subject, HTML and text with slots out."""
