# Mutating changes the object, for everyone who refers to it. Rebinding changes one name's reference, for nobody else.
def mutate(numbers):
    numbers[0] = 100


def rebind(numbers):
    numbers = [7, 8, 9]
    return numbers


values = [1, 2, 3]
before = id(values)
mutate(values)
print(values, id(values) == before)
rebind(values)
print(values, id(values) == before)
values = values + [4]
print(values, id(values) == before)
