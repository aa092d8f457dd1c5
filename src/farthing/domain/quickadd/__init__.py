"""Quick add: a line as people type it, read for what it says beside its title.

`parser.parse` reads and `writing.write` prints; what the words of a language mean is in its table, `words_en`
or `words_de`. Nothing is loaded here, because few requests need it.
"""
