"""The letter that gathers news: values in, subject, HTML and plain text with slots out."""
