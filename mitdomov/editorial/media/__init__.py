"""Pictures: the library, what texts mean by their names, where they are used."""
