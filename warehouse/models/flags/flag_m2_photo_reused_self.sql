{{ photo_reused('M2', condition='matches.same_member') }}
