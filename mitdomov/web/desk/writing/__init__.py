"""What writing in the browser's editor needs, whatever is written: an article, a piece of news."""
