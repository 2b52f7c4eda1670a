# Lists, tuples, dicts, sets, ranges, slices and exceptions.
import sys
def t(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)
l = [3, 1, 2]
for s in [slice(None), slice(1, None), slice(None, -1), slice(None, None, -1), slice(-2, None), slice(5, 1), slice(0, 10, 2), slice(2, 0, -1), slice(None, None, -2), slice(-100, 100), slice(10**30), slice(None, -10**30, -1)]:
    print(s, list(range(7))[s], tuple(range(7))[s], "abcdefg"[s], bytes(range(7))[s], range(7)[s], s.indices(7) if s.stop is None or abs(s.stop) < 10**20 else 0)
    a = list(range(7)); t(a.__setitem__, s, [9, 9]); print(a)
    a = list(range(7)); print(t(a.__setitem__, s, "xyzuvwx"), a)
    a = list(range(7)); del a[s]; print(a)
print(l + [4], l * 2, 2 * l, l == [3, 1, 2], l < [3, 2], [1] < [1, 2], [] < [1], l.index(1), l.count(3), t(l.index, 9), t(l.remove, 9), 1 in l, 9 in l)
l.append(4); l.extend([5, 6]); l.extend("ab"); l.insert(0, 0); l.insert(-1, 'x'); l.insert(100, 'end'); print(l, l.pop(), l.pop(0), t(l.pop, 50), l.pop(-1), l)
l.remove('x'); l.reverse(); print(l); print(t(l.sort), t(sorted, [1, 'a']))
l = [5, 2, 8, 1, 9, 3]; l.sort(); print(l); l.sort(reverse=True); print(l); l.sort(key=lambda x: -x % 4); print(l); print(sorted("hello world"), sorted([(1, 'b'), (1, 'a'), (0, 'z')]), sorted([3, 1, 2], key=lambda x: -x, reverse=True))
r = [(i * 7919) % 1009 for i in range(1000)]; print(sorted(r) == list(range(1009))[:1000] or sorted(r)[:10], sorted(r, reverse=True)[:5]); rr = sorted(r, key=lambda x: x % 10); print(rr[:30])
l = [1]; l += (2, 3); l *= 2; print(l); l[1:3] = []; print(l); l[1:1] = [7, 8, 9]; print(l); del l[0]; print(l); l.clear(); print(l, l.copy())
a = [1]; a.append(a); print(a, repr(a)); d = {}; d['d'] = d; print(d); tt = ([],); tt[0].append(tt); print(tt); s = [a, d]; print(s)
print((1,), (), (1, 2), (1,) + (2,), (1, 2) * 2, (1, 2) == (1, 2), (1, 2) < (1, 3), hash((1, 2)), hash(()), (1, 2, 1).count(1), (1, 2).index(2), t((1, 2).index, 5), 1 in (1,), tuple("abc"), tuple(), t(tuple, 1), (1, 2)[-1], t(lambda: (1,)[1]), t(lambda: (1,)['a']), t(lambda: (1,) + [1]))
d = {'a': 1, 2: 'b', (1,): None, 1.5: 2}
print(d, len(d), d['a'], d.get('z'), d.get('z', 9), 'a' in d, 3 in d, list(d), list(d.keys()), list(d.values()), list(d.items()), d.keys(), d.values(), d.items(), t(lambda: d['zz']), t(lambda: d[[]]), {1: 'a', True: 'b', 1.0: 'c'})
d['new'] = 5; del d[2]; print(d, d.pop('a'), d.pop('nope', 7), t(d.pop, 'nope'), d.setdefault('x', []), d.setdefault('x', 1), d.popitem(), d)
d.update({'q': 1}, w=2); d.update([('e', 3)]); print(d, dict(a=1), dict([(1, 2)]), dict({1: 2}, b=3), dict.fromkeys('abc', 0), dict.fromkeys([1, 2]), {1: 2} | {1: 3, 4: 5}, {1: 2} == {1: 2}, {1: 2} != {1: 3}, t(lambda: {} < {}), t(dict, 5), t(dict, [1]), t(dict, [(1, 2, 3)]), list(reversed({1: 2, 3: 4})))
k = {1: 2, 3: 4}.keys(); print(k & {1}, k | {9}, k - {1}, k ^ {1, 7}, k == {1, 3}, k < {1, 3, 5}, k.isdisjoint([5]), 1 in k, (1, 2) in {1: 2}.items(), len(k), {1: 2}.items() & {(1, 2)})
def mut():
    d = {1: 2}
    for k in d: d[k + 1] = 1
print(t(mut))
def mut2():
    s = {1}
    for k in s: s.add(k + 1)
print(t(mut2))
d = {}
for i in range(100): d[i] = i
for i in range(0, 100, 2): del d[i]
print(list(d)[:5], len(d), sys.getsizeof(d)); d[1000] = 1; print(list(d)[-2:], sys.getsizeof(d))
for i in range(30): d.popitem()
print(len(d), list(d)[-1]); e = d.copy(); print(sys.getsizeof(e), e == d); d.clear(); print(d, sys.getsizeof(d))
s = {3, 1, 2}; s.add(10); s.discard(99); s.remove(1); print(s, t(s.remove, 99), t(s.add, []), set(), frozenset(), frozenset([1]), {frozenset([1])}, hash(frozenset([1, 2, 3])), hash(frozenset()), set("hello") == set("olleh"), frozenset([1]) | {2}, {2} | frozenset([1]), type(frozenset([1]) | {2}), t(lambda: {1} | [2]), t(lambda: {1} < [2]))
s |= {50, 60}; s &= {50, 60, 2}; s -= {2}; s ^= {1}; print(s); s.update([1, 2], (3,)); s.intersection_update([1, 2, 50]); s.difference_update([1]); s.symmetric_difference_update([7]); print(s, s.pop(), s.copy(), t(set().pop)); s.clear(); print(s)
r = range(2, 20, 3); print(r, len(r), r[0], r[-1], r[1:3], list(r), 5 in r, 6 in r, 'a' in r, r.index(5), r.count(5), t(r.index, 6), r == range(2, 19, 3), hash(r) == hash(range(2, 19, 3)), list(reversed(r)), range(0), bool(range(0)), range(10)[::-1], t(lambda: r[100]), t(lambda: r['a']), range(10**30, 10**30 + 3), list(range(10**30, 10**30 + 3)), len(range(10**18)), t(len, range(10**30)), r.start, r.stop, r.step, list(range(5, 0, -2)), list(range(2**63 - 2, 2**63 + 2)))
it = iter([1, 2, 3]); print(next(it), list(it), next(it, 'd'), t(next, it), it.__length_hint__(), type(it), type(iter(())), type(iter('a')), type(iter('é')), type(iter({})), type(iter({}.items())), type(iter(set())), type(iter(range(1))), type(iter(range(2**70))), type(iter(b'')), type(reversed([])), iter(it) is it)
print(type(1), type('') , type(None), type(...), type(NotImplemented), type(int), type(type), type(len), type([].append), type(str.join), type(int.__add__), type((1).__add__), type(int.real), type(type(lambda: 0).__code__) , type(lambda: 0), type(range(1)), type(slice(1)), type({}.keys()), type(int.__dict__), None, ..., NotImplemented, int, type, object, ValueError, len, print, str.join, int.__add__, int.real, int.from_bytes.__name__, dict.fromkeys.__qualname__)
print(ValueError('a'), repr(ValueError('a')), repr(ValueError('a', 1)), repr(ValueError()), str(KeyError('a')), str(KeyError()), ValueError('a').args, repr(OSError(2, 'x', 'f')), str(OSError(2, 'x', 'f')), str(OSError(2, 'x')), str(SystemExit(3)), StopIteration(5).value, issubclass(KeyError, LookupError), IndexError.__mro__, isinstance(OSError(2, ''), FileNotFoundError), ValueError.__doc__, str(UnicodeDecodeError('utf-8', b'\xff', 0, 1, 'bad')), str(UnicodeEncodeError('ascii', 'é', 0, 1, 'bad')), SyntaxError('m', ('f', 1, 2, 't')), t(ValueError, x=1), ImportError('x', name='n').name, AttributeError('x', name='n', obj=5).obj, NameError('x', name='nn').name)
print(1 if None is None else 2, int.__doc__ is not None, [].__class__, (5).__class__.__name__, int.__name__, int.__module__, int.__bases__, bool.__base__, bool.__mro__, object.__bases__, type.__mro__, (1).__add__(2), (1).__add__('a'), int.__add__(1, 2), 'a'.__len__(), [1].__getitem__(0), {}.__contains__(1), [1, 2].__iter__().__next__(), 'a'.__eq__('a'), 'a'.__hash__() == hash('a'), (1).__eq__('a'), int.__repr__(5), (3).__bool__(), (3).__divmod__(2), (2).__pow__(3), (2).__rpow__(3), (5).__rsub__(3), [].__sizeof__(), 'x'.__getattribute__('upper')(), int.__new__(int, 5), (5).__format__('x'))

# expect: slice(None, None, None) [0, 1, 2, 3, 4, 5, 6] (0, 1, 2, 3, 4, 5, 6) abcdefg b'\x00\x01\x02\x03\x04\x05\x06' range(0, 7) (0, 7, 1)
# expect: [9, 9]
# expect: None ['x', 'y', 'z', 'u', 'v', 'w', 'x']
# expect: []
# expect: slice(1, None, None) [1, 2, 3, 4, 5, 6] (1, 2, 3, 4, 5, 6) bcdefg b'\x01\x02\x03\x04\x05\x06' range(1, 7) (1, 7, 1)
# expect: [0, 9, 9]
# expect: None [0, 'x', 'y', 'z', 'u', 'v', 'w', 'x']
# expect: [0]
# expect: slice(None, -1, None) [0, 1, 2, 3, 4, 5] (0, 1, 2, 3, 4, 5) abcdef b'\x00\x01\x02\x03\x04\x05' range(0, 6) (0, 6, 1)
# expect: [9, 9, 6]
# expect: None ['x', 'y', 'z', 'u', 'v', 'w', 'x', 6]
# expect: [6]
# expect: slice(None, None, -1) [6, 5, 4, 3, 2, 1, 0] (6, 5, 4, 3, 2, 1, 0) gfedcba b'\x06\x05\x04\x03\x02\x01\x00' range(6, -1, -1) (6, -1, -1)
# expect: [0, 1, 2, 3, 4, 5, 6]
# expect: None ['x', 'w', 'v', 'u', 'z', 'y', 'x']
# expect: []
# expect: slice(-2, None, None) [5, 6] (5, 6) fg b'\x05\x06' range(5, 7) (5, 7, 1)
# expect: [0, 1, 2, 3, 4, 9, 9]
# expect: None [0, 1, 2, 3, 4, 'x', 'y', 'z', 'u', 'v', 'w', 'x']
# expect: [0, 1, 2, 3, 4]
# expect: slice(5, 1, None) [] ()  b'' range(5, 1) (5, 1, 1)
# expect: [0, 1, 2, 3, 4, 9, 9, 5, 6]
# expect: None [0, 1, 2, 3, 4, 'x', 'y', 'z', 'u', 'v', 'w', 'x', 5, 6]
# expect: [0, 1, 2, 3, 4, 5, 6]
# expect: slice(0, 10, 2) [0, 2, 4, 6] (0, 2, 4, 6) aceg b'\x00\x02\x04\x06' range(0, 7, 2) (0, 7, 2)
# expect: [0, 1, 2, 3, 4, 5, 6]
# expect: ValueError: attempt to assign sequence of size 7 to extended slice of size 4 [0, 1, 2, 3, 4, 5, 6]
# expect: [1, 3, 5]
# expect: slice(2, 0, -1) [2, 1] (2, 1) cb b'\x02\x01' range(2, 0, -1) (2, 0, -1)
# expect: [0, 9, 9, 3, 4, 5, 6]
# expect: ValueError: attempt to assign sequence of size 7 to extended slice of size 2 [0, 1, 2, 3, 4, 5, 6]
# expect: [0, 3, 4, 5, 6]
# expect: slice(None, None, -2) [6, 4, 2, 0] (6, 4, 2, 0) geca b'\x06\x04\x02\x00' range(6, -1, -2) (6, -1, -2)
# expect: [0, 1, 2, 3, 4, 5, 6]
# expect: ValueError: attempt to assign sequence of size 7 to extended slice of size 4 [0, 1, 2, 3, 4, 5, 6]
# expect: [1, 3, 5]
# expect: slice(-100, 100, None) [0, 1, 2, 3, 4, 5, 6] (0, 1, 2, 3, 4, 5, 6) abcdefg b'\x00\x01\x02\x03\x04\x05\x06' range(0, 7) (0, 7, 1)
# expect: [9, 9]
# expect: None ['x', 'y', 'z', 'u', 'v', 'w', 'x']
# expect: []
# expect: slice(None, 1000000000000000000000000000000, None) [0, 1, 2, 3, 4, 5, 6] (0, 1, 2, 3, 4, 5, 6) abcdefg b'\x00\x01\x02\x03\x04\x05\x06' range(0, 7) 0
# expect: [9, 9]
# expect: None ['x', 'y', 'z', 'u', 'v', 'w', 'x']
# expect: []
# expect: slice(None, -1000000000000000000000000000000, -1) [6, 5, 4, 3, 2, 1, 0] (6, 5, 4, 3, 2, 1, 0) gfedcba b'\x06\x05\x04\x03\x02\x01\x00' range(6, -1, -1) 0
# expect: [0, 1, 2, 3, 4, 5, 6]
# expect: None ['x', 'w', 'v', 'u', 'z', 'y', 'x']
# expect: []
# expect: [3, 1, 2, 4] [3, 1, 2, 3, 1, 2] [3, 1, 2, 3, 1, 2] True True True True 1 1 ValueError: 9 is not in list ValueError: list.remove(x): x not in list True False
# expect: [3, 1, 2, 4, 5, 6, 'a', 'x'] end 0 IndexError: pop index out of range b [3, 1, 2, 4, 5, 6, 'a', 'x']
# expect: ['a', 6, 5, 4, 2, 1, 3]
# expect: TypeError: '<' not supported between instances of 'int' and 'str' TypeError: '<' not supported between instances of 'str' and 'int'
# expect: [1, 2, 3, 5, 8, 9]
# expect: [9, 8, 5, 3, 2, 1]
# expect: [8, 3, 2, 9, 5, 1]
# expect: [' ', 'd', 'e', 'h', 'l', 'l', 'l', 'o', 'o', 'r', 'w'] [(0, 'z'), (1, 'a'), (1, 'b')] [1, 2, 3]
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] [1008, 1007, 1006, 1005, 1004]
# expect: [0, 550, 120, 670, 240, 790, 360, 910, 480, 50, 600, 170, 720, 290, 840, 410, 960, 530, 100, 650, 220, 770, 340, 890, 460, 30, 580, 150, 700, 270]
# expect: [1, 2, 3, 1, 2, 3]
# expect: [1, 1, 2, 3]
# expect: [1, 7, 8, 9, 1, 2, 3]
# expect: [7, 8, 9, 1, 2, 3]
# expect: [] []
# expect: [1, [...]] [1, [...]]
# expect: {'d': {...}}
# expect: ([(...)],)
# expect: [[1, [...]], {'d': {...}}]
# expect: (1,) () (1, 2) (1, 2) (1, 2, 1, 2) True True -3550055125485641917 5740354900026072187 2 1 ValueError: tuple.index(x): x not in tuple True ('a', 'b', 'c') () TypeError: 'int' object is not iterable 2 IndexError: tuple index out of range TypeError: tuple indices must be integers or slices, not str TypeError: can only concatenate tuple (not "list") to tuple
# expect: {'a': 1, 2: 'b', (1,): None, 1.5: 2} 4 1 None 9 True False ['a', 2, (1,), 1.5] ['a', 2, (1,), 1.5] [1, 'b', None, 2] [('a', 1), (2, 'b'), ((1,), None), (1.5, 2)] dict_keys(['a', 2, (1,), 1.5]) dict_values([1, 'b', None, 2]) dict_items([('a', 1), (2, 'b'), ((1,), None), (1.5, 2)]) KeyError: 'zz' TypeError: unhashable type: 'list' {1: 'c'}
# expect: {(1,): None, 1.5: 2, 'new': 5} 1 7 KeyError: 'nope' [] [] ('x', []) {(1,): None, 1.5: 2, 'new': 5}
# expect: {(1,): None, 1.5: 2, 'new': 5, 'q': 1, 'w': 2, 'e': 3} {'a': 1} {1: 2} {1: 2, 'b': 3} {'a': 0, 'b': 0, 'c': 0} {1: None, 2: None} {1: 3, 4: 5} True True TypeError: '<' not supported between instances of 'dict' and 'dict' TypeError: 'int' object is not iterable TypeError: cannot convert dictionary update sequence element #0 to a sequence ValueError: dictionary update sequence element #0 has length 3; 2 is required [3, 1]
# expect: {1} {1, 3, 9} {3} {3, 7} True True True True True 2 {(1, 2)}
# expect: RuntimeError: dictionary changed size during iteration
# expect: RuntimeError: Set changed size during iteration
# expect: [1, 3, 5, 7, 9] 50 4688
# expect: [99, 1000] 4688
# expect: 21 41
# expect: 1168 True
# expect: {} 64
# expect: {10, 2, 3} KeyError: 99 TypeError: unhashable type: 'list' set() frozenset() frozenset({1}) {frozenset({1})} -272375401224217160 133146708735736 True frozenset({1, 2}) {1, 2} <class 'frozenset'> TypeError: unsupported operand type(s) for |: 'set' and 'list' TypeError: '<' not supported between instances of 'set' and 'list'
# expect: {1, 50, 60}
# expect: {50, 7} 2 {50, 7} KeyError: 'pop from an empty set'
# expect: set()
# expect: range(2, 20, 3) 6 2 17 range(5, 11, 3) [2, 5, 8, 11, 14, 17] True False False 1 1 ValueError: 6 is not in range True True [17, 14, 11, 8, 5, 2] range(0, 0) False range(9, -1, -1) IndexError: range object index out of range TypeError: range indices must be integers or slices, not str range(1000000000000000000000000000000, 1000000000000000000000000000003) [1000000000000000000000000000000, 1000000000000000000000000000001, 1000000000000000000000000000002] 1000000000000000000 OverflowError: Python int too large to convert to C ssize_t 2 20 3 [5, 3, 1] [9223372036854775806, 9223372036854775807, 9223372036854775808, 9223372036854775809]
# expect: 1 [2, 3] d StopIteration:  0 <class 'list_iterator'> <class 'tuple_iterator'> <class 'str_ascii_iterator'> <class 'str_iterator'> <class 'dict_keyiterator'> <class 'dict_itemiterator'> <class 'set_iterator'> <class 'range_iterator'> <class 'longrange_iterator'> <class 'bytes_iterator'> <class 'list_reverseiterator'> True
# expect: <class 'int'> <class 'str'> <class 'NoneType'> <class 'ellipsis'> <class 'NotImplementedType'> <class 'type'> <class 'type'> <class 'builtin_function_or_method'> <class 'builtin_function_or_method'> <class 'method_descriptor'> <class 'wrapper_descriptor'> <class 'method-wrapper'> <class 'getset_descriptor'> <class 'getset_descriptor'> <class 'function'> <class 'range'> <class 'slice'> <class 'dict_keys'> <class 'mappingproxy'> None Ellipsis NotImplemented <class 'int'> <class 'type'> <class 'object'> <class 'ValueError'> <built-in function len> <built-in function print> <method 'join' of 'str' objects> <slot wrapper '__add__' of 'int' objects> <attribute 'real' of 'int' objects> from_bytes dict.fromkeys
# expect: a ValueError('a') ValueError('a', 1) ValueError() 'a'  ('a',) FileNotFoundError(2, 'x') [Errno 2] x: 'f' [Errno 2] x 3 5 True (<class 'IndexError'>, <class 'LookupError'>, <class 'Exception'>, <class 'BaseException'>, <class 'object'>) True Inappropriate argument value (of correct type). 'utf-8' codec can't decode byte 0xff in position 0: bad 'ascii' codec can't encode character '\xe9' in position 0: bad m (f, line 1) TypeError: ValueError() takes no keyword arguments n 5 nn
# expect: 1 True <class 'list'> int int builtins (<class 'object'>,) <class 'int'> (<class 'bool'>, <class 'int'>, <class 'object'>) () (<class 'type'>, <class 'object'>) 3 NotImplemented 3 1 1 False 1 True True NotImplemented 5 True (1, 1) 8 9 -2 40 X 5 5
