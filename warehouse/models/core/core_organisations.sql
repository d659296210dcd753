select
    organisation_id,
    community_id,
    kind,
    has_party_branch,
    agreement_from,
    agreement_to,
    batch_id,
    row_number
from {{ ref('stg_organisations') }}
