# The command line: help and output.

## front door

## ingestion

## warehouse

## dashboard
