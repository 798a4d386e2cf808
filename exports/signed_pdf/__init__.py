"""Signatures in PDF files: where they stand, how they look, making them, judging them."""
