{{ published_from(ref('flag_audit_frame')) }}
