# Deep recursion, over and over: 900 calls down and back.
def down(n):
    if n == 0:
        return 0
    return 1 + down(n - 1)


for _ in range(5550):
    down(900)
