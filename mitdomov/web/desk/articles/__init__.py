"""An article at the desk: the list, the editor, details, history, its original, its proofs."""
