# Rules of audits, closings, redemptions, awards and changes of policy.
