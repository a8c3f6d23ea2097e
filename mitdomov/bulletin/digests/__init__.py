"""Letters that gather news: put together by an editor, frozen like an issue."""
