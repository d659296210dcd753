{{ published_from(source('frozen', 'restatements')) }}
