"""The AWS side as code: what `farthing deploy` makes, and how. Nothing that serves imports it."""
