def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError(f"cannot parse {text!r}") from error

def main():
    try:
        parse("nine")
    except RuntimeError:
        print(undefined + 1)

main()
# status: 1
# expect-error: NameError: name 'undefined' is not defined
