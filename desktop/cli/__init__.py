"""The command line: the same operations as the windows, without a window."""
