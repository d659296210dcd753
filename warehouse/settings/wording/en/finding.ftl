# What a flag found, against what (<flag>_threshold), and why an input that is there is of no use. A value that is not there is none.

## shared

finding-incident = declared incident
finding-origin = origin
finding-ends_before_start = before the start

## presence

finding-p1_photos_only = { NUMBER($photos_listed, maximumFractionDigits: 0) } { $photos_listed ->
        [one] photo
       *[other] photos
    } only
finding-p1_photos_and_presence = { NUMBER($photos_listed, maximumFractionDigits: 0) } { $photos_listed ->
        [one] photo
       *[other] photos
    } + presence
finding-p1_threshold = scan, checkout or usable gps
finding-p2_distance = { NUMBER($site_distance_m, maximumFractionDigits: 0) } m{ $gps_accuracy_m ->
        [none] { "" }
       *[other] { " " }± { NUMBER($gps_accuracy_m, maximumFractionDigits: 0) } m
    }
finding-p2_degraded = degraded
finding-p2_threshold = > { NUMBER($max_distance_m, maximumFractionDigits: 0) } m
finding-p3_fix = { NUMBER($lat, minimumFractionDigits: 6, maximumFractionDigits: 6) },{ NUMBER($lon, minimumFractionDigits: 6, maximumFractionDigits: 6) }
finding-p3_zero = 0,0: { NUMBER($lat, minimumFractionDigits: 6, maximumFractionDigits: 6) },{ NUMBER($lon, minimumFractionDigits: 6, maximumFractionDigits: 6) }
finding-p3_accuracy_zero = accuracy 0: { NUMBER($lat, minimumFractionDigits: 6, maximumFractionDigits: 6) },{ NUMBER($lon, minimumFractionDigits: 6, maximumFractionDigits: 6) }
finding-p3_repeated = same 6 decimals on several days: { NUMBER($lat, minimumFractionDigits: 6, maximumFractionDigits: 6) },{ NUMBER($lon, minimumFractionDigits: 6, maximumFractionDigits: 6) }
finding-p3_outside_district = outside { $district }: { NUMBER($lat, minimumFractionDigits: 6, maximumFractionDigits: 6) },{ NUMBER($lon, minimumFractionDigits: 6, maximumFractionDigits: 6) }
finding-p3_threshold = district + { NUMBER($district_margin_km, maximumFractionDigits: 0) } km
finding-p4_other_code = code { $scanned_code }
finding-p4_before_start = { NUMBER($minutes_early, maximumFractionDigits: 0) } min before start
finding-p4_after_end = { NUMBER($minutes_late, maximumFractionDigits: 0) } min after end
finding-p4_away_from_site = scan away from site
finding-p4_inside_window = scan inside window
finding-p4_threshold = ± { NUMBER($window_minutes, maximumFractionDigits: 0) } min
finding-p5_people = { NUMBER($people, maximumFractionDigits: 0) } { $people ->
        [one] person
       *[other] people
    }
finding-p5_proxy_without_consent = proxy without consent
finding-p5_threshold = ≥ { NUMBER($min_people, maximumFractionDigits: 0) } { $min_people ->
        [one] person
       *[other] people
    }

## time

finding-t1_observed = { NUMBER($observed_minutes, minimumFractionDigits: 1, maximumFractionDigits: 1) } min{ $declared_minutes ->
        [none] { "" }
       *[other] { " " }of { NUMBER($declared_minutes, maximumFractionDigits: 0) } min
    }
finding-t1_threshold = < { NUMBER($min_share, style: "percent", maximumFractionDigits: 0) }, or < { NUMBER($min_visit_minutes, maximumFractionDigits: 0) } min
finding-t2_overlap = { NUMBER($overlap_minutes, maximumFractionDigits: 0) } min
finding-t2_threshold = > { NUMBER($max_overlap_minutes, maximumFractionDigits: 0) } min, > { NUMBER($min_distance_m, maximumFractionDigits: 0) } m apart
finding-t3_no_earlier_record = no earlier record
finding-t3_travelled = { NUMBER($distance_km, minimumFractionDigits: 1, maximumFractionDigits: 1) } km in { NUMBER($elapsed_minutes, maximumFractionDigits: 0) } min
finding-t3_threshold = > { NUMBER($max_speed_kmh, maximumFractionDigits: 0) } km/h, > { NUMBER($min_distance_km, maximumFractionDigits: 0) } km
finding-t4_after_end = { NUMBER($off_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } h after the end
finding-t4_before_end = { NUMBER($off_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } h before the end
finding-t4_threshold = > { NUMBER($max_delay_hours, maximumFractionDigits: 0) } h, or < -{ NUMBER($max_early_minutes, maximumFractionDigits: 0) } min
finding-t5_future = starts { $starts_at }
finding-t5_future_when_sent = starts { $starts_at }, sent { $sent_at }
finding-t5_other_than_device = stated { $starts_at }, device { $device_starts_at }
finding-t5_reversed = starts { $starts_at }, ends { $ends_at }
finding-t5_in_order = in order
finding-t5_threshold = end ≥ start, start ≤ sent + { NUMBER($future_tolerance_hours, maximumFractionDigits: 0) } h
finding-t6_declared = { NUMBER($declared_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } h declared{ $planned_hours ->
        [none] { "" }
       *[other] , { NUMBER($planned_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } h planned
    }{ $scanned_hours ->
        [none] { "" }
       *[other] , { NUMBER($scanned_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } h scanned
    }
finding-t6_threshold = > { NUMBER($max_planned_ratio, minimumFractionDigits: 1, maximumFractionDigits: 1) } × planned, or > scanned + { NUMBER($max_over_minutes, maximumFractionDigits: 0) } min

## behaviour

finding-b1_share_of_year = { NUMBER($share, style: "percent", maximumFractionDigits: 0) } of { NUMBER($year_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } h in { NUMBER($window_days, maximumFractionDigits: 0) } days{ $task_supply ->
        [none] { "" }
       *[other] ; task supply { NUMBER($task_supply, minimumFractionDigits: 2, maximumFractionDigits: 2) }
    }
finding-b1_sent_by_unit = sent by the unit
finding-b1_few_hours = too few hours in the year
finding-b1_young_year = too early in the year
finding-b1_threshold = ≥ { NUMBER($min_share, style: "percent", maximumFractionDigits: 0) } of ≥ { NUMBER($min_year_hours, maximumFractionDigits: 0) } h
finding-b2_december = { NUMBER($december_count, maximumFractionDigits: 0) } of { NUMBER($record_count, maximumFractionDigits: 0) } in December, z { NUMBER($z, minimumFractionDigits: 1, maximumFractionDigits: 2) }
finding-b2_few_records = too few records in a whole year
finding-b2_threshold = z > { NUMBER($max_z, minimumFractionDigits: 1, maximumFractionDigits: 1) }
finding-b3_counts = { NUMBER($day_count, maximumFractionDigits: 0) } that day, { NUMBER($week_count, maximumFractionDigits: 0) } that week
finding-b3_threshold = > { NUMBER($max_per_day, maximumFractionDigits: 0) } a day, or > { NUMBER($max_per_week, maximumFractionDigits: 0) } a week
finding-b4_claim = { NUMBER($claim_seconds, maximumFractionDigits: 0) } s after opening, { NUMBER($times, maximumFractionDigits: 0) } { $times ->
        [one] time
       *[other] times
    } in { NUMBER($window_days, maximumFractionDigits: 0) } days
finding-b4_threshold = ≤ { NUMBER($max_seconds, maximumFractionDigits: 0) } s, ≥ { NUMBER($min_times, maximumFractionDigits: 0) } { $min_times ->
        [one] time
       *[other] times
    }
finding-b5_crowd = { NUMBER($people, maximumFractionDigits: 0) } { $people ->
        [one] person
       *[other] people
    }{ $claimed_hours ->
        [none] { "" }
       *[other] , { NUMBER($claimed_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } h claimed
    }{ $hours_needed ->
        [none] { "" }
       *[other] { " " }of { NUMBER($hours_needed, minimumFractionDigits: 1, maximumFractionDigits: 1) } h needed
    }
finding-b5_threshold = > { NUMBER($max_people, maximumFractionDigits: 0) } { $max_people ->
        [one] person
       *[other] people
    }, or > { NUMBER($max_hours_ratio, minimumFractionDigits: 1, maximumFractionDigits: 1) } × needed
finding-b6_uses = { NUMBER($uses, maximumFractionDigits: 0) } { $uses ->
        [one] use
       *[other] uses
    }
finding-b6_short = too short
finding-b6_template = template of the activity
finding-b6_threshold = ≥ { NUMBER($min_characters, maximumFractionDigits: 0) } { $min_characters ->
        [one] character
       *[other] characters
    }, ≥ { NUMBER($min_share, style: "percent", maximumFractionDigits: 0) } the same
finding-b7_day = { $hours ->
        [none] { "" }
       *[other] { NUMBER($hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } h,{ " " }
    }{ NUMBER($record_count, maximumFractionDigits: 0) } { $record_count ->
        [one] record
       *[other] records
    }, { NUMBER($communities, maximumFractionDigits: 0) } { $communities ->
        [one] community
       *[other] communities
    } that day
finding-b7_threshold = > { NUMBER($max_hours_per_day, maximumFractionDigits: 0) } h, or > { NUMBER($max_communities_per_day, maximumFractionDigits: 0) } { $max_communities_per_day ->
        [one] community
       *[other] communities
    }, or > { NUMBER($busy_records_per_day, maximumFractionDigits: 0) } { $busy_records_per_day ->
        [one] record
       *[other] records
    } in > { NUMBER($busy_communities_per_day, maximumFractionDigits: 0) } { $busy_communities_per_day ->
        [one] community
       *[other] communities
    }
finding-b8_same_activity = same activity
finding-b8_overlap = { NUMBER($overlap_share, style: "percent", maximumFractionDigits: 0) } overlap
finding-b8_claimed_once = claimed once
finding-b8_threshold = same activity, or ≥ { NUMBER($min_overlap_share, style: "percent", maximumFractionDigits: 0) } overlap

## photos

finding-photo_alike = distance { NUMBER($distance, maximumFractionDigits: 0) }, { $orientation ->
        [rotated_90] turned 90°
        [rotated_180] turned 180°
        [rotated_270] turned 270°
        [flipped_left_right] mirrored left to right
        [flipped_top_bottom] mirrored top to bottom
        [transposed] mirrored on the diagonal
        [transversed] mirrored on the other diagonal
       *[other] same orientation
    }
finding-photo_unmatched = no match
finding-photo_too_plain = too plain to compare
finding-m1_threshold = ≤ { NUMBER($max_distance, maximumFractionDigits: 0) }, quality ≥ { NUMBER($min_quality, maximumFractionDigits: 0) }
finding-m2_threshold = ≤ { NUMBER($max_distance, maximumFractionDigits: 0) }, quality ≥ { NUMBER($min_quality, maximumFractionDigits: 0) }
finding-m3_outside_service = { NUMBER($hours_outside, minimumFractionDigits: 1, maximumFractionDigits: 1) } h outside the service
finding-m3_threshold = > { NUMBER($max_hours, maximumFractionDigits: 0) } h
finding-m4_distance = { NUMBER($distance_m, maximumFractionDigits: 0) } m
finding-m4_threshold = > { NUMBER($max_distance_m, maximumFractionDigits: 0) } m
finding-m5_does_not_open = does not open
finding-m5_screenshot = screenshot
finding-m5_arrived = { NUMBER($photos_arrived, maximumFractionDigits: 0) } of { NUMBER($photos_listed, maximumFractionDigits: 0) } arrived
finding-m5_threshold = opens, not a screenshot

## reviews

finding-r1_rated = { NUMBER($rating_of_5, minimumFractionDigits: 1, maximumFractionDigits: 1) } of 5 ({ NUMBER($rating_count, maximumFractionDigits: 0) }), graded { $review_grade }
finding-r1_threshold = ≤ { NUMBER($max_rating_of_5, minimumFractionDigits: 1, maximumFractionDigits: 1) } of 5, graded 很好
finding-r2_share_of_top = { NUMBER($top_share, style: "percent", maximumFractionDigits: 0) } 很好 of { NUMBER($reviews, maximumFractionDigits: 0) } { $reviews ->
        [one] review
       *[other] reviews
    }{ $minute_reviews ->
        [none] { "" }
       *[other] , { NUMBER($minute_reviews, maximumFractionDigits: 0) } that minute
    }
finding-r2_few_reviews = too few reviews
finding-r2_threshold = ≥ { NUMBER($min_share, style: "percent", maximumFractionDigits: 0) } of ≥ { NUMBER($min_reviews, maximumFractionDigits: 0) }, or ≥ { NUMBER($batch_reviews, maximumFractionDigits: 0) } a minute
finding-r3_own_record = own record
finding-r3_each_way = { NUMBER($times, maximumFractionDigits: 0) } { $times ->
        [one] time
       *[other] times
    } each way
finding-r3_threshold = own record, or ≥ { NUMBER($min_each, maximumFractionDigits: 0) } { $min_each ->
        [one] time
       *[other] times
    } each, all 很好

## drills

finding-e1_faultless = { NUMBER($smooth_drills, maximumFractionDigits: 0) } of the last { NUMBER($drills, maximumFractionDigits: 0) } without a fault
finding-e1_few_drills = too few drills
finding-e1_threshold = { NUMBER($min_drills, maximumFractionDigits: 0) } of { NUMBER($min_drills, maximumFractionDigits: 0) }
finding-e2_figures = { NUMBER($participants, maximumFractionDigits: 0) } { $participants ->
        [one] person
       *[other] people
    }, { $response_seconds ->
        [none] -
       *[other] { NUMBER($response_seconds, maximumFractionDigits: 0) }
    }/{ $assembly_seconds ->
        [none] -
       *[other] { NUMBER($assembly_seconds, maximumFractionDigits: 0) }
    }/{ $clear_seconds ->
        [none] -
       *[other] { NUMBER($clear_seconds, maximumFractionDigits: 0) }
    } s
finding-e2_threshold = all equal, ≥ { NUMBER($min_times, maximumFractionDigits: 0) } { $min_times ->
        [one] time
       *[other] times
    }
