{{ config(alias='lenses') }}
select
    lens,
    name_zh,
    name_en
from {{ ref('lenses') }}
