def look(table):
    return table["a"]["b"]["c"]

look({"a": {"b": {}}})
# status: 1
# expect-error: KeyError: 'c'
