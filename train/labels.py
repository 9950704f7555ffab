"""The closed vocabularies, in the order of src/document/vocabulary.ts, and where each head's channels lie."""
ACTS = 'commit refuse agree propose demand threaten endorse reject defer perform position expect meet'.split()
FIRMNESS = 'considered offered agreed-in-principle pledged formal under-way fulfilled'.split()
CONDITIONS = 'if only-if unless after only-after until provided pending'.split()
KINDS = 'direct indirect mixed belief'.split()
ROLES = 'actor target source reporter beneficiary'.split()
TRIGGERS = ('ceasefire peace-agreement agreement negotiations framework-clear review approval ratification backing participation request '
            'compliance withdrawal payment attack election sanctions-lifted inspection date other').split()

CUE = len(ACTS)  # the kind of a query that starts from an attribution's cue
QUERY_KINDS = len(ACTS) + 1

# `tags`, a piece: predicate with act as O, B-act, I-act, …; then the cue as O, B, I
PREDICATE = slice(0, 1 + 2 * len(ACTS))
CUE_TAGS = slice(PREDICATE.stop, PREDICATE.stop + 3)
TAGS = CUE_TAGS.stop

# `tokens`, a query and piece
WHAT = slice(0, 3)
CONDITION = slice(3, 3 + 1 + 2 * len(CONDITIONS))
SOURCE = slice(CONDITION.stop, CONDITION.stop + 3)
CONTENT = slice(SOURCE.stop, SOURCE.stop + 3)
QUANTITY = slice(CONTENT.stop, CONTENT.stop + 3)
WHEN = slice(QUANTITY.stop, QUANTITY.stop + 3)
TOKEN_HEADS = (WHAT, CONDITION, SOURCE, CONTENT, QUANTITY, WHEN)
POINTERS = slice(WHEN.stop, WHEN.stop + len(ROLES))
TRIGGER = slice(POINTERS.stop, POINTERS.stop + len(TRIGGERS))  # on the pieces of a condition: what it waits for
TOKENS = TRIGGER.stop

# `claim`, a query
FIRM = slice(0, len(FIRMNESS))
NEGATED = FIRM.stop
KIND = slice(NEGATED + 1, NEGATED + 1 + len(KINDS))
CLAIM = KIND.stop
