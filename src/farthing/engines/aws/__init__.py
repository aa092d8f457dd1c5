"""A small client for DynamoDB and its streams: start-up and CPU time are a function's bill."""
