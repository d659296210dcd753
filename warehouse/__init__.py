"""The warehouse: the only place where anything is counted, weighted, flagged, ranked or priced."""
