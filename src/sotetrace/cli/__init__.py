"""The command line: thin commands that open a project, ask it, and print."""
