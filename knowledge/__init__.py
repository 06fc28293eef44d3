"""WHAT IS KNOWN: cards with sources and grades, and the search over them. Pure."""
