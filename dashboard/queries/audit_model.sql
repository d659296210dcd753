-- question: By which model is suspicion computed in this build?
-- scope: auditor=all committee=all
select any_value(suspicion_model) as suspicion_model
from published.service_records
