"""The desk's room for news: the list, an item under edit, the letter that gathers them."""
