import sys
print("leaving")
sys.exit(3)
# expect: leaving
# status: 3
