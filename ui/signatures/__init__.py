"""Signatures in PDF files: signing one, and saying what those in it are worth."""
