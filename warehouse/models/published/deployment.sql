{{ published_from(ref('core_deployment')) }}
