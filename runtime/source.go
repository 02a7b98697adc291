package runtime

import (
	"fmt"
	"os"
	"unicode/utf8"
)

// readSource reads a script from a file.
func readSource(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", &InputError{Name: path, Err: err}
	}
	if info.IsDir() {
		return "", &InputError{Name: path, Err: errIsDirectory}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", &InputError{Name: path, Err: err}
	}
	return CheckSource(path, b)
}

// CheckSource returns the bytes of a file or stream as the source of a script, without a byte order
// mark. If they are not UTF-8, the error is an *InputError with the number of the line.
//
//	source, err := runtime.CheckSource("standard input", b)
func CheckSource(name string, b []byte) (string, error) {
	if len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF {
		b = b[3:]
	}
	if !utf8.Valid(b) {
		line := 1
		for rest := b; len(rest) > 0; {
			r, size := utf8.DecodeRune(rest)
			if r == utf8.RuneError && size == 1 {
				break
			}
			if r == '\n' {
				line++
			}
			rest = rest[size:]
		}
		return "", &InputError{Name: name, Err: fmt.Errorf("line %d is not UTF-8: save the file in that encoding", line)}
	}
	return string(b), nil
}
