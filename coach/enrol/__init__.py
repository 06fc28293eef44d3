"""Onboarding: at most seven questions, each answerable by button or by typing, ending in a plan with its reason."""
