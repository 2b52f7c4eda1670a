# Sums and differences of large ints, around the borders of 30-bit digits, each checked through other operations.
borders = [0, 1, 2, 2**29, 2**30 - 1, 2**30, 2**30 + 1, 2**60 - 1, 2**60, 2**60 + 1, 2**90 - 1, 2**90, 3**100, 7**77, 2**300 - 1]
values = borders + [-value for value in borders]
checked = 0
for a in values:
    for b in values:
        total = a + b
        difference = a - b
        if total - b == a and difference + b == a and total + difference == 2 * a and total * 3 == 3 * a + 3 * b:
            checked += 1
        else:
            print("wrong", a, b)
print(checked == len(values) ** 2)  # expect: True
zero, five = 0, 5
print(values[8] - values[8] is zero, (values[11] + five) - values[11] is five)  # expect: True True
print(3**100 + 7**77)  # expect: 118181386580595880492245935044013295470499678602391196160394561208
print(2**90 - 3**100, -(2**90) + 1)  # expect: -515377520732011331035223189726335892427208397777 -1237940039285380274899124223
