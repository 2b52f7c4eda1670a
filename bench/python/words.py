def count(text):
    counts = {}
    for word in text.split():
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


text = "the quick brown fox jumps over the lazy dog and the cat " * 20000
counts = count(text)
for word in counts:
    print(word, counts[word])
