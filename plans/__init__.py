"""WHAT TO RUN: YAML plans, their schema, and the workout of a day. Pure."""
