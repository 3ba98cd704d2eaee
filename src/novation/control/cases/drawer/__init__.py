"""The file drawer: how files come in, lie encrypted in the installation's home, and go out again."""
