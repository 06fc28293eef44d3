"""Red flags: hears an emergency in a message before anything else does."""
