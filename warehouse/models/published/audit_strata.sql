{{ published_from(ref('flag_audit_strata')) }}
