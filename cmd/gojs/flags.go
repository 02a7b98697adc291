package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// newFlags returns an empty set of flags. Define a flag with a short form twice: by its name and by
// its letter.
func newFlags(command string) *flag.FlagSet {
	flags := flag.NewFlagSet(command, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	return flags
}

// where says where flags may stand among the arguments.
type where bool

const (
	anywhere    where = false
	beforeFirst where = true // the flags end at the first other argument
)

// parse sets the flags in args and returns the other arguments. The error is flag.ErrHelp for -h and
// --help.
//
// It replaces flag.Parse, which does not know -j8, -vj8 and flags after other arguments, and takes
// -eval for --eval.
func parse(flags *flag.FlagSet, args []string, place where) (rest []string, err error) {
	for len(args) > 0 && err == nil {
		arg := args[0]
		switch {
		case arg == "--":
			return append(rest, args[1:]...), nil
		case !strings.HasPrefix(arg, "-") || arg == "-":
			if place == beforeFirst {
				return args, nil
			}
			rest, args = append(rest, arg), args[1:]
		case strings.HasPrefix(arg, "--"):
			args, err = parseLong(flags, arg[2:], args[1:])
		default:
			args, err = parseShort(flags, arg[1:], args[1:])
		}
	}
	return rest, err
}

// parseLong sets a flag, given without its dashes: name or name=value. It returns the arguments
// after it.
func parseLong(flags *flag.FlagSet, arg string, next []string) (rest []string, err error) {
	name, value, hasValue := strings.Cut(arg, "=")
	if len(name) == 1 { // the letter of a short form
		return nil, fmt.Errorf("unknown flag: --%s", name)
	}
	f, err := lookup(flags, "--", name)
	switch {
	case err != nil:
		return nil, err
	case hasValue:
	case isBool(f):
		value = "true"
	case len(next) == 0:
		return nil, fmt.Errorf("flag needs an argument: --%s", name)
	default:
		value, next = next[0], next[1:]
	}
	return next, set(flags, "--", name, value)
}

// parseShort sets flags of one letter, given without the dash: v, vj8, vj=8, or vj with the value
// in next. It returns the arguments after them.
func parseShort(flags *flag.FlagSet, letters string, next []string) (rest []string, err error) {
	for letters != "" {
		_, size := utf8.DecodeRuneInString(letters)
		name := letters[:size]
		f, err := lookup(flags, "-", name)
		if err != nil {
			return nil, err
		}
		letters = letters[size:]
		value, hasValue := strings.CutPrefix(letters, "=")
		switch {
		case isBool(f) && !hasValue:
			value = "true"
		case letters != "":
			letters = ""
		case len(next) == 0:
			return nil, fmt.Errorf("flag needs an argument: -%s", name)
		default:
			value, next = next[0], next[1:]
		}
		if err := set(flags, "-", name, value); err != nil {
			return nil, err
		}
	}
	return next, nil
}

func lookup(flags *flag.FlagSet, dashes, name string) (*flag.Flag, error) {
	f := flags.Lookup(name)
	switch {
	case f != nil:
		return f, nil
	case name == "h" || name == "help":
		return nil, flag.ErrHelp
	}
	return nil, fmt.Errorf("unknown flag: %s%s", dashes, name)
}

func isBool(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

func set(flags *flag.FlagSet, dashes, name, value string) error {
	if err := flags.Set(name, value); err != nil {
		return fmt.Errorf("invalid argument %q for \"%s%s\" flag: %w", value, dashes, name, err)
	}
	return nil
}

// given reports whether one of the flags was set.
func given(flags *flag.FlagSet, names ...string) bool {
	found := false
	flags.Visit(func(f *flag.Flag) {
		for _, name := range names {
			found = found || f.Name == name
		}
	})
	return found
}
