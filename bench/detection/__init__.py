"""What the flags are worth: found fakes and wronged honest people, in cities whose truth the rules never see."""
