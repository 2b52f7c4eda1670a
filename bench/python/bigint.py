a = 0
b = 1
for i in range(60000):
    a, b = b, a + b
print(a % 1000000007)
