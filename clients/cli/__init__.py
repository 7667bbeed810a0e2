"""The command line: one command, whose parts the packages bring."""
