"""THINKS: pure functions from (snapshot, words, now) to a decision. No I/O, no clock, no framework."""
