# How lines, indentation and brackets make up a program.
if True: print("one line"); print("two statements");  # expect: one line
# expect: two statements
if True:
	print("a tab")  # expect: a tab
	if False:
		pass
	else:
	        print("a tab and eight spaces are deeper than a tab")  # expect: a tab and eight spaces are deeper than a tab
total = 1 + \
    2 + (
# a comment and a blank line inside of brackets

  3)
print(total)  # expect: 6
class Empty: ...
def f(): return \
    "continued"
print(f())  # expect: continued
if True:
    if True:
            print("deep")  # expect: deep
    print("less deep")  # expect: less deep
match = case = _ = 1
print(match, case, _)  # expect: 1 1 1
print(match * case)  # expect: 1
