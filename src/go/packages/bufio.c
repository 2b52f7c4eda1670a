/* Package bufio: reading by lines and words, writing in larger pieces. In Go. */
#include "go/packages/packages.h"

#define BUFIO(X)                                                                                             \
    X("", NULL,                                                                                              \
      "const MaxScanTokenSize = 64 * 1024\n"                                                                 \
      "var ErrTooLong = errors.New(\"bufio.Scanner: token too long\")\n"                                     \
      "type SplitFunc func(data []byte, atEOF bool) (advance int, token []byte, err error)\n"                \
      "type Scanner struct {\n"                                                                              \
      "	r     io.Reader\n"                                                                                   \
      "	split SplitFunc\n"                                                                                   \
      "	buf   []byte\n"                                                                                      \
      "	max   int\n"                                                                                         \
      "	token []byte\n"                                                                                      \
      "	atEnd bool\n"                                                                                        \
      "	err   error\n"                                                                                       \
      "}\n"                                                                                                  \
      "func NewScanner(r io.Reader) *Scanner { return &Scanner{r: r, split: ScanLines, max: "                \
      "MaxScanTokenSize} }\n"                                                                                \
      "func (s *Scanner) Split(split SplitFunc) { s.split = split }\n"                                       \
      "func (s *Scanner) Buffer(buf []byte, max int) { s.max = max }\n"                                      \
      "func (s *Scanner) Text() string { return string(s.token) }\n"                                         \
      "func (s *Scanner) Bytes() []byte { return s.token }\n"                                                \
      "func (s *Scanner) Err() error { return s.err }\n"                                                     \
      "func (s *Scanner) Scan() bool {\n"                                                                    \
      "	s.token = nil\n"                                                                                     \
      "	for s.err == nil {\n"                                                                                \
      "		if len(s.buf) > 0 || s.atEnd {\n"                                                                   \
      "			advance, token, err := s.split(s.buf, s.atEnd)\n"                                                  \
      "			if err != nil { s.err = err; return false }\n"                                                     \
      "			s.buf = s.buf[advance:]\n"                                                                         \
      "			if token != nil { s.token = token; return true }\n"                                                \
      "			if advance > 0 { continue }\n"                                                                     \
      "		}\n"                                                                                                \
      "		if s.atEnd { return false }\n"                                                                      \
      "		if len(s.buf) >= s.max { s.err = ErrTooLong; return false }\n"                                      \
      "		s.fill()\n"                                                                                         \
      "	}\n"                                                                                                 \
      "	return false\n"                                                                                      \
      "}\n"                                                                                                  \
      "func (s *Scanner) fill() {\n"                                                                         \
      "	chunk := make([]byte, 4096)\n"                                                                       \
      "	n, err := s.r.Read(chunk)\n"                                                                         \
      "	s.buf = append(s.buf[:len(s.buf):len(s.buf)], chunk[:n]...)\n"                                       \
      "	if err == io.EOF { s.atEnd = true } else if err != nil { s.err = err }\n"                            \
      "}\n"                                                                                                  \
      "func ScanLines(data []byte, atEOF bool) (advance int, token []byte, err error) {\n"                   \
      "	for i, c := range data {\n"                                                                          \
      "		if c != '\\n' { continue }\n"                                                                       \
      "		end := i\n"                                                                                         \
      "		if end > 0 && data[end-1] == '\\r' { end-- }\n"                                                     \
      "		return i + 1, data[:end], nil\n"                                                                    \
      "	}\n"                                                                                                 \
      "	if !atEOF || len(data) == 0 { return 0, nil, nil }\n"                                                \
      "	end := len(data)\n"                                                                                  \
      "	if data[end-1] == '\\r' { end-- }\n"                                                                 \
      "	return len(data), data[:end], nil\n"                                                                 \
      "}\n"                                                                                                  \
      "func ScanBytes(data []byte, atEOF bool) (advance int, token []byte, err error) {\n"                   \
      "	if len(data) == 0 { return 0, nil, nil }\n"                                                          \
      "	return 1, data[:1], nil\n"                                                                           \
      "}\n"                                                                                                  \
      "func ScanRunes(data []byte, atEOF bool) (advance int, token []byte, err error) {\n"                   \
      "	if len(data) == 0 || !atEOF && !utf8.FullRune(data) { return 0, nil, nil }\n"                        \
      "	r, n := utf8.DecodeRune(data)\n"                                                                     \
      "	return n, []byte(string(r)), nil\n"                                                                  \
      "}\n"                                                                                                  \
      "func isSpace(c byte) bool { return c == ' ' || c >= '\\t' && c <= '\\r' }\n"                          \
      "func ScanWords(data []byte, atEOF bool) (advance int, token []byte, err error) {\n"                   \
      "	start := 0\n"                                                                                        \
      "	for start < len(data) && isSpace(data[start]) { start++ }\n"                                         \
      "	for i := start; i < len(data); i++ {\n"                                                              \
      "		if isSpace(data[i]) { return i + 1, data[start:i], nil }\n"                                         \
      "	}\n"                                                                                                 \
      "	if atEOF && len(data) > start { return len(data), data[start:], nil }\n"                             \
      "	return start, nil, nil\n"                                                                            \
      "}\n"                                                                                                  \
      "type Reader struct {\n"                                                                               \
      "	r   io.Reader\n"                                                                                     \
      "	buf []byte\n"                                                                                        \
      "	last []byte\n"                                                                                       \
      "	err error\n"                                                                                         \
      "}\n"                                                                                                  \
      "var ErrInvalidUnreadRune = errors.New(\"bufio: invalid use of UnreadRune\")\n"                        \
      "func NewReader(r io.Reader) *Reader { return &Reader{r: r} }\n"                                       \
      "func (b *Reader) fill() {\n"                                                                          \
      "	chunk := make([]byte, 4096)\n"                                                                       \
      "	n, err := b.r.Read(chunk)\n"                                                                         \
      "	b.buf = append(b.buf[:len(b.buf):len(b.buf)], chunk[:n]...)\n"                                       \
      "	b.err = err\n"                                                                                       \
      "}\n"                                                                                                  \
      "func (b *Reader) Read(p []byte) (n int, err error) {\n"                                               \
      "	b.last = nil\n"                                                                                      \
      "	if len(p) == 0 { return 0, nil }\n"                                                                  \
      "	if len(b.buf) == 0 && b.err == nil { b.fill() }\n"                                                   \
      "	if len(b.buf) == 0 { return 0, b.err }\n"                                                            \
      "	n = copy(p, b.buf)\n"                                                                                \
      "	b.buf = b.buf[n:]\n"                                                                                 \
      "	return n, nil\n"                                                                                     \
      "}\n"                                                                                                  \
      "func (b *Reader) ReadByte() (byte, error) {\n"                                                        \
      "	b.last = nil\n"                                                                                      \
      "	if len(b.buf) == 0 && b.err == nil { b.fill() }\n"                                                   \
      "	if len(b.buf) == 0 { return 0, b.err }\n"                                                            \
      "	c := b.buf[0]\n"                                                                                     \
      "	b.buf = b.buf[1:]\n"                                                                                 \
      "	return c, nil\n"                                                                                     \
      "}\n"                                                                                                  \
      "func (b *Reader) ReadRune() (r rune, size int, err error) {\n"                                        \
      "	for !utf8.FullRune(b.buf) && b.err == nil { b.fill() }\n"                                            \
      "	if len(b.buf) == 0 { return 0, 0, b.err }\n"                                                         \
      "	r, size = utf8.DecodeRune(b.buf)\n"                                                                  \
      "	b.last = b.buf\n"                                                                                    \
      "	b.buf = b.buf[size:]\n"                                                                              \
      "	return r, size, nil\n"                                                                               \
      "}\n"                                                                                                  \
      "func (b *Reader) UnreadRune() error {\n"                                                              \
      "	if b.last == nil { return ErrInvalidUnreadRune }\n"                                                  \
      "	b.buf, b.last = b.last, nil\n"                                                                       \
      "	return nil\n"                                                                                        \
      "}\n"                                                                                                  \
      "func (b *Reader) ReadBytes(delim byte) ([]byte, error) {\n"                                           \
      "	b.last = nil\n"                                                                                      \
      "	for from := 0; ; {\n"                                                                                \
      "		for i := from; i < len(b.buf); i++ {\n"                                                             \
      "			if b.buf[i] == delim {\n"                                                                          \
      "				line := b.buf[: i+1 : i+1]\n"                                                                     \
      "				b.buf = b.buf[i+1:]\n"                                                                            \
      "				return line, nil\n"                                                                               \
      "			}\n"                                                                                               \
      "		}\n"                                                                                                \
      "		if from = len(b.buf); b.err != nil {\n"                                                             \
      "			rest := b.buf\n"                                                                                   \
      "			b.buf = nil\n"                                                                                     \
      "			return rest, b.err\n"                                                                              \
      "		}\n"                                                                                                \
      "		b.fill()\n"                                                                                         \
      "	}\n"                                                                                                 \
      "}\n"                                                                                                  \
      "func (b *Reader) ReadString(delim byte) (string, error) {\n"                                          \
      "	line, err := b.ReadBytes(delim)\n"                                                                   \
      "	return string(line), err\n"                                                                          \
      "}\n"                                                                                                  \
      "type Writer struct {\n"                                                                               \
      "	w   io.Writer\n"                                                                                     \
      "	buf []byte\n"                                                                                        \
      "	err error\n"                                                                                         \
      "}\n"                                                                                                  \
      "func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }\n"                                       \
      "func NewWriterSize(w io.Writer, size int) *Writer { return &Writer{w: w} }\n"                         \
      "func (b *Writer) Flush() error {\n"                                                                   \
      "	if b.err == nil && len(b.buf) > 0 { _, b.err = b.w.Write(b.buf) }\n"                                 \
      "	b.buf = b.buf[:0]\n"                                                                                 \
      "	return b.err\n"                                                                                      \
      "}\n"                                                                                                  \
      "func (b *Writer) Write(p []byte) (n int, err error) {\n"                                              \
      "	b.buf = append(b.buf, p...)\n"                                                                       \
      "	if len(b.buf) >= 4096 { b.Flush() }\n"                                                               \
      "	if b.err != nil { return 0, b.err }\n"                                                               \
      "	return len(p), nil\n"                                                                                \
      "}\n"                                                                                                  \
      "func (b *Writer) WriteString(s string) (int, error) { return b.Write([]byte(s)) }\n"                  \
      "func (b *Writer) WriteByte(c byte) error { _, err := b.Write([]byte{c}); return err }\n"              \
      "func (b *Writer) WriteRune(r rune) (int, error) { return b.Write([]byte(string(r))) }\n"              \
      "func (b *Writer) Buffered() int { return len(b.buf) }\n")

GO_NATIVE_PACKAGE(go_package_bufio, "bufio",
                  "package bufio; import \"errors\"; import \"io\"; import \"unicode/utf8\"", BUFIO)
