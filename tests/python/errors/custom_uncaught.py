class AppError(Exception):
    pass

def run(step):
    if step > 2:
        raise AppError("too far", step)
    run(step + 1)

run(0)
# status: 1
# expect-error: AppError: ('too far', 3)
