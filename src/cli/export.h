/* Exports: all steps of a run in one file. */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include "cli/command.h"
#include "memory/engine.h"

typedef enum CliExportFormat {
    CLI_EXPORT_TIMELINE, /* JSON, see docs/timeline-format.md */
    CLI_EXPORT_HTML,     /* a page with a viewer */
    CLI_EXPORT_PYTUTOR,  /* Python Tutor's trace format */
} CliExportFormat;

typedef struct CliExport {
    CliExportFormat format;
    const char *const *paths;
    int path_count;
    const char *output; /* NULL: standard output */
    bool everything;    /* leave nothing out of a step */
    EngineUnit unit;    /* of the steps */
    uint64_t max_steps; /* 0: a default that suits the format */
} CliExport;

/* Runs the programs to their ends and writes the export. Returns the exit status. */
int cli_export(const CliExport *wanted);

#endif
