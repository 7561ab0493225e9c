// The variables that a help names. They stand here again, for a help loads nothing of the product; a spec compares them.

export const variables = [
  'SALES_LEDGER_DATA',
  'SALES_LEDGER_HOST',
  'SALES_LEDGER_PORT',
  'SALES_LEDGER_LOG_LEVEL',
  'SALES_LEDGER_LANGUAGE',
  'SALES_LEDGER_BODY_BYTES_MAX',
  'SALES_LEDGER_QUEUE_MAX',
  'SALES_LEDGER_STREAMS_MAX',
  'SALES_LEDGER_STREAM_STALL_MINUTES_MAX',
  'SALES_LEDGER_API_KEYS',
  'SALES_LEDGER_API_KEYS_FILE',
  'SALES_LEDGER_ALLOWED_HOSTS',
  'SALES_LEDGER_READY_LAG_SECONDS_MAX',
] as const;
