def bubble_sort(numbers):
    for end in range(len(numbers) - 1, 0, -1):
        for i in range(end):
            if numbers[i] > numbers[i + 1]:
                numbers[i], numbers[i + 1] = numbers[i + 1], numbers[i]


numbers = []
seed = 7
for _ in range(88):
    seed = (seed * 1103515245 + 12345) % 2147483648
    numbers.append(seed // 65536 % 1000)
bubble_sort(numbers)
print(numbers)
