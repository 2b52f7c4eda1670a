// Type-checks packages of Go's own library with go/types, to be timed beside go_std_check (tests/conformance).
//
// The work is the same: find the package's files by their build constraints (go/build, without cgo), parse them, check them with
// their function bodies; imports come from source, checked without bodies, each package once a process. All in one thread.
package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

func check(path string, imports types.Importer, files *token.FileSet) (lines int, err error) {
	found, err := build.Default.Import(path, "", 0)
	if err != nil {
		return 0, err
	}
	var trees []*ast.File
	for _, name := range found.GoFiles {
		tree, err := parser.ParseFile(files, filepath.Join(found.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return 0, err
		}
		lines += files.File(tree.Pos()).LineCount()
		trees = append(trees, tree)
	}
	info := &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	config := types.Config{Importer: imports, FakeImportC: true, Sizes: types.SizesFor("gc", "amd64")}
	_, err = config.Check(path, files, trees, info)
	return lines, err
}

func main() {
	runtime.GOMAXPROCS(1)
	build.Default.CgoEnabled = false
	start := time.Now()
	lines, good := 0, 0
	files := token.NewFileSet()
	imports := importer.ForCompiler(files, "source", nil)
	for _, path := range os.Args[1:] {
		more, err := check(path, imports, files)
		if err != nil {
			fmt.Fprintln(os.Stderr, path, err)
			continue
		}
		good++
		lines += more
	}
	fmt.Printf("%d of %d packages, %d lines in %.3f s\n", good, len(os.Args)-1, lines, time.Since(start).Seconds())
}
