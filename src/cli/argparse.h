/* The command lines of Python's own modules (python -m dis, python -m ast), which argparse reads.
 *
 * They take some options and one file, "infile", and what is wrong with them is said in argparse's words and
 * in its order: from left to right, the file is opened where it stands, and words that nobody wants are
 * complained about at the end. A long option may be cut short as long as no other begins the same way, short
 * ones may be written together. */
#ifndef CLI_ARGPARSE_H
#define CLI_ARGPARSE_H

#include "base/text.h"

typedef struct CliModuleOption {
    char letter;      /* 0: none */
    const char *name; /* "--mode" */
    bool takes_value;
} CliModuleOption;

typedef struct CliModule {
    const char *program;            /* what messages begin with */
    const char *usage;              /* lines; the first begins with "usage: " */
    const char *help;               /* the lines behind the usage */
    const CliModuleOption *options; /* ends with a NULL name; -h, --help is not among them */
    /* Each returns CLI_DONE, or the status to end with after it has said what is wrong (cli_module_error). */
    int (*set)(void *user, int option, const char *value);
    int (*open)(void *user, const char *path);
} CliModule;

enum { CLI_MODULE_GO = -1 };

/* Reads the words behind the module's name. CLI_MODULE_GO: the file is open ("-" where none was named); else
 * the status to end with, everything was said, and the file may be open. */
int cli_module_read(const CliModule *module, void *user, int count, char **words);

/* Shows the usage and "PROGRAM: error: MESSAGE". Returns CLI_USAGE. */
int cli_module_error(const CliModule *module, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The error of a file that cannot be opened, from errno. */
int cli_module_cannot_open(const CliModule *module, const char *path);

#endif
