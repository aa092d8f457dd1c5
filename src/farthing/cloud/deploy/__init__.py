"""The way of templates to an account, and what an owner does there afterwards: boto3, and nothing printed."""
