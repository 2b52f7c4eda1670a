def orbit(steps):
    x = 1.0
    v = 0.0
    for i in range(steps):
        v = v - x * 0.001
        x = x + v * 0.001
    return x


print(f"{orbit(2000000):.9f}")
