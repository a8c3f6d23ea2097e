"""The editor's JSON (ProseMirror) and the tree, both ways: `read(write(doc))` is `normal(doc)`."""

from mitdomov.document.editor_json.nodes import EditorJsonError
from mitdomov.document.editor_json.reader import Read, read
from mitdomov.document.editor_json.writer import block_to_json, write

__all__ = ["EditorJsonError", "Read", "block_to_json", "read", "write"]
