{# The indicators that a decision on a record moves, as evidence over any records, members and months: the indicators' own models
   give them what is, `decision_effects` what would be. `keys` are columns that keep several such worlds apart. #}

{% macro key_columns(keys, alias=none) -%}
{% for key in keys %}{{ alias ~ '.' if alias }}{{ key }}, {% endfor %}
{%- endmacro %}

{% macro verified_share_rows(records, keys=[]) -%}
{{ evidence_rows(
    '(select * from ' ~ records ~ ' where declared_hours > 0) as declared', 'service_logs', 'record_id',
    numerator='coalesce(verified_hours, 0)', denominator='declared_hours', occurred_on='service_date', keys=keys
) }}
{%- endmacro %}

{% macro resident_volunteer_share_rows(records, keys=[]) -%}
{{ evidence_rows(
    '(select * from ' ~ records ~ ' where verified_hours > 0 and actor is not null) as verified', 'service_logs', 'record_id',
    numerator="case when actor = 'resident_volunteer' then verified_hours else 0 end", denominator='verified_hours',
    occurred_on='service_date', keys=keys
) }}
{%- endmacro %}

{# The months each period of `periods` is made of. #}
{% macro period_months(periods) -%}
select
    periods.period,
    periods.kind,
    months.period as month,
    months.starts_on,
    months.ends_on
from {{ periods }} as periods
inner join {{ periods }} as months
    on periods.starts_on <= months.starts_on and periods.ends_on >= months.ends_on
where months.kind = 'month'
{%- endmacro %}

{# What each of the `members` served in each month since they reported. `served` has the keys, member_id, month, verified_hours. #}
{% macro member_months(members, periods, served, keys=[]) -%}
select
    {{ key_columns(keys, 'members') }}
    members.member_id,
    members.home_community_id as community_id,
    members.reported_on,
    months.period as month,
    months.starts_on,
    months.ends_on,
    coalesce(served.verified_hours, 0) as verified_hours,
    members.batch_id,
    members.row_number
from {{ members }} as members
inner join {{ periods }} as months
    on months.kind = 'month' and (members.reported_on is null or members.reported_on <= months.ends_on)
left join {{ served }} as served
    on
        members.member_id = served.member_id
        and months.period = served.month
        {% for key in keys %}and members.{{ key }} = served.{{ key }}
        {% endfor -%}
where members.actor = 'party_member' and members.home_community_id is not null
{%- endmacro %}

{% macro active_member_rate_rows(member_months, period_months, keys=[]) -%}
{% set members -%}
(
    select
        {{ key_columns(keys, 'member_months') }}
        member_months.member_id,
        member_months.community_id,
        months.period,
        sum(member_months.verified_hours) as verified_hours,
        max(member_months.batch_id) as batch_id,
        max(member_months.row_number) as row_number
    from {{ member_months }} as member_months
    inner join {{ period_months }} as months on member_months.month = months.month
    group by {{ key_columns(keys, 'member_months') }}member_months.member_id, member_months.community_id, months.period
) as members
{%- endset %}
{{ evidence_rows(
    members, 'members', 'member_id', numerator=one_if('verified_hours > 0'), denominator='1', period='period', keys=keys
) }}
{%- endmacro %}

{# The share of a year's hours runs by the day from January, or from the day the member reported if that is later, to the end of
   the period, or to today while the period is open. #}
{% macro duty_on_pace_rows(member_months, periods, hours_per_year, keys=[]) -%}
{% set paced -%}
(
    select
        *,
        ({{ days_between('paced_from', 'paced_to') }} + 1) / 365.0 * {{ hours_per_year }} as hours_owed
    from (
        select
            {{ key_columns(keys, 'member_months') }}
            member_months.member_id,
            member_months.community_id,
            periods.period,
            least(periods.ends_on, cast({{ as_of() }} as date)) as paced_to,
            sum(member_months.verified_hours) as verified_hours,
            greatest(
                cast(date_trunc('year', max(periods.starts_on)) as date),
                coalesce(max(member_months.reported_on), cast(date_trunc('year', max(periods.starts_on)) as date))
            ) as paced_from,
            max(member_months.batch_id) as batch_id,
            max(member_months.row_number) as row_number
        from {{ member_months }} as member_months
        inner join {{ periods }} as periods
            on
                substr(member_months.month, 1, 4) = substr(periods.period, 1, 4)
                and member_months.ends_on <= periods.ends_on
        group by
            {{ key_columns(keys, 'member_months') }}
            member_months.member_id,
            member_months.community_id,
            periods.period,
            periods.ends_on
    ) as to_date
) as paced
{%- endset %}
{{ evidence_rows(
    paced, 'members', 'member_id', numerator=one_if('verified_hours >= hours_owed'), denominator='1', period='period', keys=keys
) }}
{%- endmacro %}

{# Months that are over, counted from the first the member had whole. #}
{% macro service_evenness_rows(member_months, hours_per_year, keys=[]) -%}
{% set months -%}
(
    select
        *,
        least(verified_hours * 12 / {{ hours_per_year }}, 1) as share_of_target
    from {{ member_months }}
    where ends_on < cast({{ as_of() }} as date) and (reported_on is null or reported_on <= starts_on)
) as months
{%- endset %}
{{ evidence_rows(
    months, 'members', 'member_id', value='share_of_target', occurred_on='ends_on', cluster_id='member_id', keys=keys
) }}
{%- endmacro %}

{# Every record counts by how many it stands for, scaled over the year so that all weights together are worth as many cases as
   they tell of (Kish): what shrinks small communities must not take weights for records. #}
{% macro audit_genuine_rate_rows(units, keys=[]) -%}
{% set year = (keys + ['year']) | join(', ') -%}
{% set scaled -%}
(
    select
        *,
        1 - is_fake as is_genuine,
        clear_weight * sum(clear_weight) over (partition by {{ year }})
        / sum(clear_weight * clear_weight) over (partition by {{ year }}) as cases
    from {{ units }}
    where is_clear = 1
) as scaled
{%- endset %}
{{ evidence_rows(
    scaled, 'service_logs', 'record_id',
    numerator='cases * is_genuine', denominator='cases', occurred_on='service_date', keys=keys
) }}
{%- endmacro %}
