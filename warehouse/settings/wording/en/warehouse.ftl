# Building, freezing, previewing policy, scoring.
