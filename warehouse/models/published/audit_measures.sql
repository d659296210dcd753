{{ empty_table([
    ['period', 'varchar'],
    ['measure', 'varchar'],
    ['stratum', 'varchar'],
    ['value', 'double'],
    ['low', 'double'],
    ['high', 'double']
]) }}
