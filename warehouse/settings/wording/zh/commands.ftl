# 命令行：帮助与输出。

## front door

## ingestion

## warehouse

## dashboard
