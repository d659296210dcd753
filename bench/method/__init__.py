"""What the scoring method is worth: simulated leagues whose truth is known, scored by the warehouse's own models."""
