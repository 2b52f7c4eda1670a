# What a wrong operation on a built-in type says.
def t(f, *a):
    try:
        print(f(*a))
    except BaseException as e:
        print(type(e).__name__, e)
t(lambda: 1//0)
t(lambda: 1%0)
t(lambda: 1/0)
t(divmod,1,0)
t(lambda: 1.0%0)
t(lambda: 1.0//0)
t(lambda: 1.0/0)
t(divmod,1.0,0)
t(int,'9'*5000)
t(str,10**5000)
t(int,'0x10')
t(int,'1__0')
t(lambda: 0.0**-1)
t(lambda: 0**-1)
t(pow,2,-1,4)
t(pow,2,3,0)
t(lambda: 1<<-1)
t(lambda: 10**400/3)
t(float,10**400)
t(lambda: 10**400*1.0)
t(lambda: 2.0**10000)
t(int,[])
t(int,'1',1)
t(int,1,10)
t(float,'x')
t(float,[])
t(lambda: 1+'a')
t(lambda: 'a'+1)
t(lambda: []+1)
t(lambda: 1<'a')
t(lambda: 1[0])
t(lambda: len(1))
t(lambda: hash([]))
t(lambda: {}[1])
t(lambda: [][1])
t(lambda: ()[0])
t(lambda: 'a'[3])
t(lambda: 'a'['b'])
t(lambda: [1]['a'])
t(lambda: (1,)['a'])
t(lambda: 'a'*'b')
t(lambda: [1]*1.0)
t(lambda: -'a')
t(lambda: 1())
t(lambda: iter(1))
t(lambda: 1 in 1)
t(lambda: [].foo)
t(lambda: int.foo)
t(lambda: pow('a',1))
t(lambda: 'abc'.split(1))
t(lambda: 'a'.join([1]))
t(lambda: 'a'.join(1))
def f():
    x = 1
    x.foo=3
t(f)
def f():
    x = []
    x[0]=3
t(f)
def f():
    x = ()
    x[0]=3
t(f)
def f():
    x = 1
    del x[0]
t(f)
def f():
    x = 'a'
    x[0]='b'
t(f)
t(lambda: [].append())
t(lambda: [].append(1,2))
t(lambda: [].insert(1))
t(lambda: [].pop(1,2))
t(lambda: [].pop())
t(lambda: [1].pop(5))
t(lambda: [].remove(1))
t(lambda: [].index(1))
t(lambda: {}.pop(1))
t(lambda: {}.popitem())
t(lambda: set().pop())
t(lambda: set().remove(1))
t(lambda: {[]:1})
t(lambda: {[]})
t(lambda: {1:2}.get())
t(lambda: [].clear(1))
t(lambda: [].sort(1))
t(lambda: [].sort(kex=1))
t(lambda: [1,'a'].sort())
t(lambda: range(1.0))
t(lambda: range())
t(lambda: range(1,2,0))
t(lambda: range(1,2,3,4))
t(lambda: 'a'.split(sep=1,x=2))
t(lambda: int(x=1))
t(lambda: float(1,2))
t(lambda: list(1,2))
t(lambda: tuple(1))
t(lambda: dict(1))
t(lambda: dict([1]))
t(lambda: dict([(1,2,3)]))
t(lambda: bool(1,2))
t(lambda: str(1,2,3,4))
t(lambda: '%d'%'a')
t(lambda: '%d%d'%1)
t(lambda: '%d'%(1,2))
t(lambda: '{} {}'.format(1))
t(lambda: '{a}'.format())
t(lambda: format(1,'s'))
t(lambda: format('a','d'))
t(lambda: format(1.0,'d'))
t(lambda: format([],'d'))
t(lambda: format(1,'.2d'))
t(lambda: format(1,'q'))
t(lambda: format(1,'<<<5'))
t(lambda: format('a','=5'))
t(lambda: format('a','+'))
t(lambda: format('a',','))
t(lambda: format(1,',_'))
t(lambda: type(1)(2,3,4))
t(lambda: None())
t(lambda: type(None)(1))
t(lambda: [1,2][::0])
t(lambda: type([].__iter__())())
t(lambda: abs('a'))
t(lambda: ~1.0)
t(lambda: 1@2)
t(lambda: round('a'))
t(lambda: int('ａ'))
t(lambda: int('１２'))
t(lambda: bytes(-1))
t(lambda: chr(-1))
t(lambda: 'a'.encode('xx'))
t(lambda: 'é'.encode('ascii'))
t(lambda: b'\xff'.decode())
t(lambda: 'abc'.index('z'))
t(lambda: 'abc'.replace('a'))
t(lambda: 'abc'.center('a'))
t(lambda: 'abc'.center(10,'ab'))
t(lambda: (1,2).index(3))
t(lambda: 1 .__add__())
t(lambda: int.__add__())
t(lambda: int.__add__('a',1))
t(lambda: int.bit_length('a'))
t(lambda: int.bit_length())
t(lambda: str.join())
t(lambda: object(1))
t(lambda: object().x)

# expect: ZeroDivisionError integer division or modulo by zero
# expect: ZeroDivisionError integer modulo by zero
# expect: ZeroDivisionError division by zero
# expect: ZeroDivisionError integer division or modulo by zero
# expect: ZeroDivisionError float modulo
# expect: ZeroDivisionError float floor division by zero
# expect: ZeroDivisionError float division by zero
# expect: ZeroDivisionError float divmod()
# expect: ValueError Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit
# expect: ValueError Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
# expect: ValueError invalid literal for int() with base 10: '0x10'
# expect: ValueError invalid literal for int() with base 10: '1__0'
# expect: ZeroDivisionError 0.0 cannot be raised to a negative power
# expect: ZeroDivisionError 0.0 cannot be raised to a negative power
# expect: ValueError base is not invertible for the given modulus
# expect: ValueError pow() 3rd argument cannot be 0
# expect: ValueError negative shift count
# expect: OverflowError integer division result too large for a float
# expect: OverflowError int too large to convert to float
# expect: OverflowError int too large to convert to float
# expect: OverflowError (34, 'Numerical result out of range')
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'list'
# expect: ValueError int() base must be >= 2 and <= 36, or 0
# expect: TypeError int() can't convert non-string with explicit base
# expect: ValueError could not convert string to float: 'x'
# expect: TypeError float() argument must be a string or a real number, not 'list'
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError can only concatenate str (not "int") to str
# expect: TypeError can only concatenate list (not "int") to list
# expect: TypeError '<' not supported between instances of 'int' and 'str'
# expect: TypeError 'int' object is not subscriptable
# expect: TypeError object of type 'int' has no len()
# expect: TypeError unhashable type: 'list'
# expect: KeyError 1
# expect: IndexError list index out of range
# expect: IndexError tuple index out of range
# expect: IndexError string index out of range
# expect: TypeError string indices must be integers, not 'str'
# expect: TypeError list indices must be integers or slices, not str
# expect: TypeError tuple indices must be integers or slices, not str
# expect: TypeError can't multiply sequence by non-int of type 'str'
# expect: TypeError can't multiply sequence by non-int of type 'float'
# expect: TypeError bad operand type for unary -: 'str'
# expect: TypeError 'int' object is not callable
# expect: TypeError 'int' object is not iterable
# expect: TypeError argument of type 'int' is not iterable
# expect: AttributeError 'list' object has no attribute 'foo'
# expect: AttributeError type object 'int' has no attribute 'foo'
# expect: TypeError unsupported operand type(s) for ** or pow(): 'str' and 'int'
# expect: TypeError must be str or None, not int
# expect: TypeError sequence item 0: expected str instance, int found
# expect: TypeError can only join an iterable
# expect: AttributeError 'int' object has no attribute 'foo'
# expect: IndexError list assignment index out of range
# expect: TypeError 'tuple' object does not support item assignment
# expect: TypeError 'int' object does not support item deletion
# expect: TypeError 'str' object does not support item assignment
# expect: TypeError list.append() takes exactly one argument (0 given)
# expect: TypeError list.append() takes exactly one argument (2 given)
# expect: TypeError insert expected 2 arguments, got 1
# expect: TypeError pop expected at most 1 argument, got 2
# expect: IndexError pop from empty list
# expect: IndexError pop index out of range
# expect: ValueError list.remove(x): x not in list
# expect: ValueError 1 is not in list
# expect: KeyError 1
# expect: KeyError 'popitem(): dictionary is empty'
# expect: KeyError 'pop from an empty set'
# expect: KeyError 1
# expect: TypeError unhashable type: 'list'
# expect: TypeError unhashable type: 'list'
# expect: TypeError get expected at least 1 argument, got 0
# expect: TypeError list.clear() takes no arguments (1 given)
# expect: TypeError sort() takes no positional arguments
# expect: TypeError 'kex' is an invalid keyword argument for sort()
# expect: TypeError '<' not supported between instances of 'str' and 'int'
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: TypeError range expected at least 1 argument, got 0
# expect: ValueError range() arg 3 must not be zero
# expect: TypeError range expected at most 3 arguments, got 4
# expect: TypeError 'x' is an invalid keyword argument for split()
# expect: TypeError 'x' is an invalid keyword argument for int()
# expect: TypeError float expected at most 1 argument, got 2
# expect: TypeError list expected at most 1 argument, got 2
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'int' object is not iterable
# expect: TypeError cannot convert dictionary update sequence element #0 to a sequence
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
# expect: TypeError bool expected at most 1 argument, got 2
# expect: TypeError str() takes at most 3 arguments (4 given)
# expect: TypeError %d format: a real number is required, not str
# expect: TypeError not enough arguments for format string
# expect: TypeError not all arguments converted during string formatting
# expect: IndexError Replacement index 1 out of range for positional args tuple
# expect: KeyError 'a'
# expect: ValueError Unknown format code 's' for object of type 'int'
# expect: ValueError Unknown format code 'd' for object of type 'str'
# expect: ValueError Unknown format code 'd' for object of type 'float'
# expect: TypeError unsupported format string passed to list.__format__
# expect: ValueError Precision not allowed in integer format specifier
# expect: ValueError Unknown format code 'q' for object of type 'int'
# expect: ValueError Invalid format specifier '<<<5' for object of type 'int'
# expect: ValueError '=' alignment not allowed in string format specifier
# expect: ValueError Sign not allowed in string format specifier
# expect: ValueError Cannot specify ',' with 's'.
# expect: ValueError Cannot specify both ',' and '_'.
# expect: TypeError int() takes at most 2 arguments (3 given)
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError NoneType takes no arguments
# expect: ValueError slice step cannot be zero
# expect: TypeError cannot create 'list_iterator' instances
# expect: TypeError bad operand type for abs(): 'str'
# expect: TypeError bad operand type for unary ~: 'float'
# expect: TypeError unsupported operand type(s) for @: 'int' and 'int'
# expect: TypeError type str doesn't define __round__ method
# expect: ValueError invalid literal for int() with base 10: 'ａ'
# expect: 12
# expect: ValueError negative count
# expect: ValueError chr() arg not in range(0x110000)
# expect: LookupError unknown encoding: xx
# expect: UnicodeEncodeError 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
# expect: UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
# expect: ValueError substring not found
# expect: TypeError replace expected at least 2 arguments, got 1
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError The fill character must be exactly one character long
# expect: ValueError tuple.index(x): x not in tuple
# expect: TypeError expected 1 argument, got 0
# expect: TypeError descriptor '__add__' of 'int' object needs an argument
# expect: TypeError descriptor '__add__' requires a 'int' object but received a 'str'
# expect: TypeError descriptor 'bit_length' for 'int' objects doesn't apply to a 'str' object
# expect: TypeError unbound method int.bit_length() needs an argument
# expect: TypeError unbound method str.join() needs an argument
# expect: TypeError object() takes no arguments
# expect: AttributeError 'object' object has no attribute 'x'
