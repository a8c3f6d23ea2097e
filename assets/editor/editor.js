// The article editor.
