"""Typed answers to questions that have buttons: which of the options do the words name?"""
