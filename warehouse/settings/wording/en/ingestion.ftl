# Ingestion: what people are told as files are read, checked and landed.
