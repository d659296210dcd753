"""What people decided: the operational store, the rules a decision must keep, the reasons it may give."""
