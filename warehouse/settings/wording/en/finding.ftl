# What a flag found, against what, and what was missing.
