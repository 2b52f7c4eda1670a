/* Package io: the interfaces that readers and writers meet in. */
#include "go/packages/packages.h"

#define IO(X)                                                                                                \
    X("", NULL, "type Writer interface { Write(p []byte) (n int, err error) }")                              \
    X("", NULL, "type Reader interface { Read(p []byte) (n int, err error) }")                               \
    X("", NULL, "type Closer interface { Close() error }")                                                   \
    X("", NULL, "type ReadWriter interface { Reader; Writer }")                                              \
    X("", NULL, "type StringWriter interface { WriteString(s string) (n int, err error) }")                  \
    X("", NULL, "var EOF = errors.New(\"EOF\")")                                                             \
    X("", NULL, "var ErrUnexpectedEOF = errors.New(\"unexpected EOF\")")                                     \
    X("", NULL, "type RuneReader interface { ReadRune() (r rune, size int, err error) }")                    \
    X("", NULL, "type ByteReader interface { ReadByte() (byte, error) }")                                    \
    X("", NULL, "type ByteWriter interface { WriteByte(c byte) error }")                                     \
    X("", NULL, "type RuneScanner interface { RuneReader; UnreadRune() error }")                             \
    X("WriteString", NULL,                                                                                   \
      "func WriteString(w Writer, s string) (n int, err error) { return w.Write([]byte(s)) }")

GO_NATIVE_PACKAGE(go_package_io, "io", "package io; import \"errors\"", IO)
