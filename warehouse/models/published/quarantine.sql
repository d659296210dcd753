{{ published_from(ref('core_quarantine')) }}
