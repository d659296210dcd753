{# The register holds only the newest date of each document: for a period that ended before it, nothing is known. A document
   without a date is not current. #}
with
documents as (
    {% for document in ['plan', 'responsibility_list'] -%}
    select
        community_id,
        {{ document }}_updated_on as updated_on,
        batch_id,
        row_number
    from {{ ref('core_communities') }}
    where is_known
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

judged as (
    select
        documents.*,
        periods.period,
        {{ within_12_months('documents.updated_on', 'periods.ends_on') }} as is_current
    from documents
    inner join {{ ref('core_periods') }} as periods
        on documents.updated_on is null or documents.updated_on <= periods.ends_on
)

{{ evidence_rows(
    'judged', 'communities', 'community_id',
    numerator=one_if('is_current'), denominator='1', period='period'
) }}
