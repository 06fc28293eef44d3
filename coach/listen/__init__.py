"""Hears what people write: free text in, one `Heard` out.

Pure functions; the words of a language are data in `words/`.
"""
