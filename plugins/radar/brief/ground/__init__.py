"""Decide which sentences of a model hold: one check a module, and the words by which two languages are compared."""
