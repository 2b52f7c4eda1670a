/* Package io: the interfaces that readers and writers meet in. */
#include "go/packages/packages.h"

#define IO(X)                                                                                                \
    X("", NULL, "type Writer interface { Write(p []byte) (n int, err error) }")                              \
    X("", NULL, "type Reader interface { Read(p []byte) (n int, err error) }")                               \
    X("", NULL, "type Closer interface { Close() error }")                                                   \
    X("", NULL, "type ReadWriter interface { Reader; Writer }")                                              \
    X("", NULL, "type StringWriter interface { WriteString(s string) (n int, err error) }")                  \
    X("", NULL, "var EOF = errors.New(\"EOF\")")                                                             \
    X("WriteString", NULL,                                                                                   \
      "func WriteString(w Writer, s string) (n int, err error) { return w.Write([]byte(s)) }")

GO_NATIVE_PACKAGE(go_package_io, "io", "package io; import \"errors\"", IO)
