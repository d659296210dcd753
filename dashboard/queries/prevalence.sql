-- question: How much of all service is fake, by the random audits of the period?
-- scope: committee=all auditor=all
select
    value,
    low,
    high
from published.audit_measures
where
    period = $period
    and measure = 'prevalence'
    and stratum = 'all'
