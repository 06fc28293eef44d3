"""The log: write what is certain, ask what is not, correct and take back; never guess and never silently."""
