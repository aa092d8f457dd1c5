"""Tasks in the formats of others: text in, drafts out; tasks in, text out. Nothing here asks the store."""
