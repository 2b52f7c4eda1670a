/* python -m ast. */
#ifndef CLI_AST_H
#define CLI_AST_H

/* Does what `python3.11 -m ast` does with these words (those behind "ast"). Returns the exit status. */
int cli_ast_module(int count, char **words);

#endif
