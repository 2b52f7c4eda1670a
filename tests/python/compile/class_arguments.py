# Constants in front of ** must join the two arguments that a class statement passes by itself.
def make(*arguments, **keywords):
    return arguments, keywords


def make_class(name, bases, namespace, **keywords):
    return name, bases, keywords


options = {"metaclass": make_class, "b": 2}


class Made(1, 2, 3, **options):
    pass


print(make(0, 1, 2, **{"a": 1}))  # expect: ((0, 1, 2), {'a': 1})
print(Made)  # expect: ('Made', (1, 2, 3), {'b': 2})
