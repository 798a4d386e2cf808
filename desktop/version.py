"""The version of the program, written into packages and shown in Help."""

VERSION = "0.1.0"
