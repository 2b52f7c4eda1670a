import sys
try:
    sys.exit("gone wrong")
finally:
    print("cleanup")
# expect: cleanup
# status: 1
# expect-error: gone wrong
