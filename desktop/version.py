"""The version of the program, written into packages and shown in Help, and the day it was made."""

VERSION = "0.1.0"
BUILT_ON = "2026-11-20T00:00:00Z"  # raised with each release: no clock that is right stands before it
