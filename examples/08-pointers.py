# There is no & and no *: every name is a reference already. To let two places see one change, share an object that can change.
box = [1]
alias = box
alias[0] = 2
print(box[0], alias[0], box is alias)
print(id(box), id(alias))
