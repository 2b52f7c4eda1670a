/* Scanning: text into the variables that operands point to. What fmt.Scan, Scanln, Scanf and their relatives
 * do. */
#ifndef GO_PACKAGES_SCAN_H
#define GO_PACKAGES_SCAN_H

#include "go/runtime/runtime.h"

typedef enum GoScanKind { GO_SCAN_TEXT, GO_SCAN_INPUT, GO_SCAN_READER } GoScanKind;

typedef struct GoScanSource {
    GoScanKind kind;
    Str text;           /* TEXT */
    GoInterface reader; /* READER: an io.Reader; if it has ReadRune and UnreadRune, nothing is read too far */
} GoScanSource;

typedef enum GoScanMode {
    GO_SCAN_WORDS,  /* newlines are white space */
    GO_SCAN_LINE,   /* the operands end with their line */
    GO_SCAN_FORMAT, /* as a format string says */
} GoScanMode;

typedef enum GoScanStatus {
    GO_SCAN_OK,
    GO_SCAN_END,            /* io.EOF */
    GO_SCAN_UNEXPECTED_END, /* io.ErrUnexpectedEOF */
    GO_SCAN_ERROR,          /* the message says what */
} GoScanStatus;

/* Returns how many operands (a slice of interfaces) were filled. `message` must be freed. */
int64_t go_scan(GoRuntime *runtime, const GoScanSource *source, GoScanMode mode, Str format, GoSlice operands,
                GoScanStatus *status, StrBuf *message);

#endif
