"""Where records, receipts and the feed are kept: one contract, one suite, two engines."""
