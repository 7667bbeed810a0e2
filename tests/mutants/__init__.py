"""Breaks one rule at a time and sees that the tests notice."""
