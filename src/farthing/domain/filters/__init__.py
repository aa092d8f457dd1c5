"""The language of filters, as `docs/filters.md` describes it: `due<=today & @home & p1`.

`reading` makes terms of a text, `writing` a text of terms, `matching` a function over the facts of a task,
`days` says what days mean for who asks, and `reach` which part of the agenda can match at all.
"""
