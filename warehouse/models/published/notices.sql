{{ published_from(ref('core_batch_notices')) }}
