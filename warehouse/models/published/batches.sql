{{ published_from(ref('stg_batches')) }}
