# A list that grows: every round makes an int and a tuple that stay.
items = []
for i in range(3333333):
    items.append((i,))
    if len(items) > 20000:
        items = []
