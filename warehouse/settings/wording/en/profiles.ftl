# Mapping profiles: drafts, questions, faults.
