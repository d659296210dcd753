# Rules of audits, closings, redemptions, awards and changes of policy.

## who decides, and why

decisions-unsigned = Every decision is signed: say who makes it.
decisions-role_cannot_decide = Only auditors decide; the record is unchanged.
decisions-own_record = Nobody decides on their own record; ask another auditor.
decisions-conflict_of_interest = { $who } manages community { $community } and cannot audit it; ask another auditor.
decisions-unknown_verdict = Verdict “{ $verdict }” is unknown; use one of { $verdicts }.
decisions-step_unsigned = Every step is signed: say who takes it.
decisions-role_cannot_close = Only the party work committee freezes, answers, makes final and restates; nothing was changed.
decisions-role_cannot_object = Objections are filed by communities; nothing was stored.
decisions-reason_needed = Say why; nothing was stored.
decisions-policy_unsigned = A change of policy is signed: say who makes it.
decisions-role_cannot_change_policy = Only the administrator puts policy into force or withdraws it; nothing was changed.
decisions-not_your_record = One answers and appeals for one's own record only; nothing was stored.
decisions-text_needed = Say what happened; nothing was stored.
decisions-reason_code_needed = This needs a reason; nothing was stored. Choose from: { $options }.
decisions-reason_does_not_fit = Reason code “{ $reason_code }” does not go with this verdict; nothing was stored. Choose from: { $options }.

## cases

decisions-unknown_record = The published data hold no record “{ $record }”; nothing was stored.
decisions-own_proposal = What one has proposed is reviewed by another auditor; nothing was stored.
decisions-asked_already = { $who } has asked the member already and awaits the answer; nothing was stored.
decisions-escalated_already = { $who } has passed it on already and nobody has decided yet; nothing was stored.
decisions-nothing_asked = No question waits for your answer; nothing was stored. Reload the page.
decisions-nothing_to_appeal = There is no decision to appeal against, or you have appealed already; nothing was stored.
decisions-appeal_too_late = Appeals were open until { $until }; nothing was stored. Tell the auditors about new facts.
decisions-seen_unknown = Record { $record } has no decision { $decision }; nothing was stored.
decisions-appealed = The member has appealed: somebody who took no part decides the appeal first.
decisions-in_force_already = Two people have decided so already and it is in force; nothing was stored.
decisions-passed_on = You have passed this case on; another auditor decides it.
decisions-took_part = { $who } took part in this case; what two people decided is changed only by somebody who did not.
decisions-decided_meanwhile = { $who } decided this record on { $when } ({ $verdict }). Yours was not stored; what you wrote is kept: look at theirs, then submit again if you differ.
decisions-changed_meanwhile = { $who } has acted on this case; yours was not stored and what you wrote is kept. Look at it, then submit again.
decisions-named_twice = Record { $record } stands in this sheet more than once; only its first row was stored.

## worklists

decisions-columns_missing = { $file } lacks { $missing }; nothing was stored. Columns: { $columns }.
decisions-unreadable = { $file } cannot be read; nothing was stored. Save it as CSV (UTF-8) or xlsx and try again.

## samples

decisions-nothing_to_extend = No sample of { $period } was drawn, so there is none to extend: leave out --extend. Nothing was drawn.
decisions-not_larger =
    { $count ->
        [one] 1 record of { $period } is drawn
       *[other] { $count } records of { $period } are drawn
    }; --size is the total after extending and must be larger. Nothing was drawn.
decisions-frame_changed = Since { $period } was sampled its records or their flags have changed: how likely further records were to be drawn could not be stated, so the sample is not extended. It stands as it is; a period that was not sampled can be drawn.
decisions-nothing_to_add =
    { $count ->
        [one] The 1 record of { $period } makes up this size already; no more were drawn.
       *[other] The { $count } records of { $period } make up this size already; no more were drawn.
    }
decisions-sample_unsigned = A sample is signed: say who draws it. Nothing was drawn.
decisions-role_cannot_draw = Auditors draw samples; nothing was drawn.
decisions-unknown_period = “{ $period }” is no period; write 2026-03, 2026Q1, 2026H1 or 2026. Nothing was drawn.
decisions-drawn_before = { $other } was sampled before and { $period } overlaps it: no record may be drawn twice. Nothing was drawn. To enlarge that sample use --extend.

## drawing

decisions-part_of_the_city = A sample is drawn from all records, and you see some districts only. Nothing was drawn.
decisions-no_records = The published data hold no service records of { $period } to draw from.

## errors reported by members

decisions-not_less = The corrected hours must be fewer than the { $hours } declared; to add hours ask the community. Nothing was stored.
decisions-under_audit_already = Auditors are on this record already, so it is not reported by oneself: explain it under “My cases”. Nothing was stored.

## closing periods

decisions-already_frozen = { $period } was frozen on { $frozen_on }; its numbers are unchanged. To correct it by what is known now, use tianping restate.
decisions-not_your_community = An objection is filed for one's own community; nothing was stored.
decisions-notice_over = The notice of { $period } ended on { $until }; nothing was stored. Tell the committee about new facts: it decides on a restatement.
decisions-nothing_to_answer = Objection { $objection } does not exist or is answered already; nothing was stored. Reload the page.
decisions-already_final = { $period } is final already.
decisions-notice_running = The notice of { $period } runs until { $until }; it can be made final after that.
decisions-objections_open =
    { $count ->
        [one] 1 objection is unanswered; answer it first.
       *[other] { $count } objections are unanswered; answer each of them first.
    }
decisions-restatement_due = An objection was accepted and the numbers are not restated yet; restate first, then make it final.
decisions-not_frozen = { $period } is not frozen; nothing was stored. Freeze it first: tianping freeze { $period }.

## awards

decisions-nothing_to_answer_on_award = This objection does not exist or is answered already; nothing was stored. Reload the page.
decisions-objections_open_on_award = An objection is unanswered; answer each of them first.
decisions-objection_accepted = An objection was accepted: the award cannot be conferred; decline it.
decisions-award_step_not_now = This step is not possible now: not nominated, under notice, or decided. Reload the page to see; nothing was stored.
decisions-role_cannot = This step is not for your role; nothing was stored.

## redemptions

decisions-not_your_reservation = There is no reservation { $reservation } of yours; nothing was changed. Reload the page.
decisions-ended_already = This reservation was confirmed or cancelled before; nothing was taken twice.
decisions-too_late = The reservation has run out and is cancelled; no points were taken. Reserve again if you still want it.
decisions-not_your_account = One spends from one's own account only; nothing was changed.
decisions-donation_only = Points of enterprises and organisations can be donated, not redeemed; nothing was changed.
decisions-not_on_offer = This is not on offer today; nothing was changed.
decisions-wrong_points = This takes { $points } points; nothing was changed.
decisions-sold_out = None is left; no points were taken. Try again later: somebody may cancel.
decisions-not_enough = { NUMBER($left, minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: 1) } points are available, { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: 1) } are needed; nothing was changed. Points in a reservation come back when its time is over.

## changes of policy

decisions-nothing_changes = No value is changed; nothing was stored.
decisions-nothing_to_withdraw = Change of policy { $change_set } does not exist or is withdrawn already; nothing was stored.
decisions-policy_frozen = Periods up to { $until } are frozen, and a change from { $valid_from } on would reach back into them; nothing was stored. The earliest date is { $earliest }.

## reasons, by code

decisions-reason-confirmed_by_resident = A resident confirmed the service
decisions-reason-confirmed_by_witness = The witness confirmed it when called back
decisions-reason-seen_on_site = Seen on site
decisions-reason-other_records_agree = Other records agree
decisions-reason-device_fault = Explained by a fault of the phone or its positioning
decisions-reason-shared_device_explained = Shared or proxy device, explained
decisions-reason-not_present = The member was not there
decisions-reason-photo_of_another = The photo is of another person's or an earlier service
decisions-reason-hours_overstated = The hours were overstated
decisions-reason-done_by_someone_else = Somebody else did it
decisions-reason-never_took_place = The activity never took place
decisions-reason-falsified_by_community = The community itself falsified it
decisions-reason-duplicate_record = The same service was recorded twice
decisions-reason-honest_error = An honest error, reported by oneself (corrected, not penalised)
decisions-reason-witness_unreachable = The witness could not be reached
decisions-reason-evidence_missing = Not enough material to tell
decisions-reason-ask_what_was_done = Say what was done that day, and with whom
decisions-reason-ask_about_photo = Say where the photo comes from
decisions-reason-ask_about_time_and_place = Say why time and place do not agree
decisions-reason-ask_for_witness = Name a witness
decisions-reason-needs_visit = Somebody has to go there
decisions-reason-many_people = Several people are concerned; to be handled together
decisions-reason-concerns_officials = Those who manage are concerned
decisions-reason-proof_insufficient = The evidence does not carry it
decisions-reason-explained_otherwise = There is another explanation
decisions-reason-hours_mistyped = The hours were mistyped
decisions-reason-left_early = Left earlier than planned
decisions-reason-entered_twice = Entered twice
decisions-reason-good_faith_attempt = Done in good faith by the rules, but it did not come off
decisions-reason-other_reason_applies = Not genuine, but for another reason
decisions-reason_option = { $reason } ({ $reason_code })
