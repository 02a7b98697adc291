package console

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// logTable is console.table. It prints a table with a row for each property of tabularData and a
// column for each property of these.
//
// https://console.spec.whatwg.org/#table
func (k *console) logTable(c webidl.Call) goja.Value {
	var properties []string
	if c.Has(1) {
		properties = []string{}
		c.Sequence(c.Args[1], "parameter 2", func(v goja.Value) {
			properties = append(properties, c.DOMString(v).String())
		})
	}
	// Try to construct a table with the columns of the properties of tabularData (or use
	// properties) and rows of tabularData and log it with a logLevel of "log". Fall back to just
	// logging the argument if it can't be parsed as tabular.
	data, ok := c.Arg(0).(*goja.Object)
	if ok {
		_, callable := goja.AssertFunction(data)
		ok = !callable
	}
	if !ok {
		k.logger(levelLog, []goja.Value{c.Arg(0)})
		return goja.Undefined()
	}
	t := table{index: "(index)"}
	if keys, values, ok := inspect.Entries(k.vm, data); ok {
		k.fillEntries(&t, keys, values)
	} else {
		k.fillRows(&t, data, properties)
	}
	k.print(levelTable, t.String())
	return goja.Undefined()
}

// fillEntries fills the table from a Map or Set, or from an iterator over one.
func (k *console) fillEntries(t *table, keys, values []goja.Value) {
	t.index = "(iteration index)"
	if keys != nil {
		t.column("Key")
	}
	t.column("Values")
	for i, v := range values {
		t.row(strconv.Itoa(i))
		if keys != nil {
			t.set("Key", k.cell(keys[i]))
		}
		t.set("Values", k.cell(v))
	}
}

// fillRows fills the table from any other object. Values that are not objects get the last column
// for themselves.
func (k *console) fillRows(t *table, data *goja.Object, properties []string) {
	for _, name := range data.Keys() {
		t.row(name)
		item := data.Get(name)
		row, ok := item.(*goja.Object)
		if !ok && properties == nil {
			t.value(k.cell(item))
			continue
		}
		var names []string
		if ok {
			names = row.Keys()
		}
		if properties != nil {
			own := names
			names = nil
			for _, name := range properties {
				t.column(name)
				if slices.Contains(own, name) {
					names = append(names, name)
				}
			}
		}
		for _, name := range names {
			t.set(name, k.cell(row.Get(name)))
		}
	}
	t.integersFirst()
	t.appendValues()
}

func (k *console) cell(v goja.Value) string { return inspect.Cell(k.vm, v, k.out.Colors.Stdout) }

// table collects the rows and columns of a table.
type table struct {
	index   string   // the heading of the first column
	rows    []string // the names of the rows
	columns []*column
	byName  map[string]*column
	values  column
}

type column struct {
	name  string
	cells map[int]string // by the index of the row
}

// row adds a row.
func (t *table) row(name string) { t.rows = append(t.rows, name) }

// column returns the column with this name. It adds the column if there is none yet.
func (t *table) column(name string) *column {
	if c := t.byName[name]; c != nil {
		return c
	}
	if t.byName == nil {
		t.byName = map[string]*column{}
	}
	c := &column{name: name, cells: map[int]string{}}
	t.columns = append(t.columns, c)
	t.byName[name] = c
	return c
}

// set sets a cell of the last row.
func (t *table) set(name, cell string) { t.column(name).cells[len(t.rows)-1] = cell }

// value sets the cell of the last row in the column for values that are not objects.
func (t *table) value(cell string) {
	if t.values.cells == nil {
		t.values = column{name: "Values", cells: map[int]string{}}
	}
	t.values.cells[len(t.rows)-1] = cell
}

func (t *table) appendValues() {
	if t.values.cells != nil {
		t.columns = append(t.columns, &t.values)
	}
}

// integersFirst sorts the columns into the order that properties of an object have: array indices
// first.
func (t *table) integersFirst() {
	integer := func(name string) (uint64, bool) {
		n, err := strconv.ParseUint(name, 10, 32)
		return n, err == nil && n < 1<<32-1 && strconv.FormatUint(n, 10) == name
	}
	slices.SortStableFunc(t.columns, func(a, b *column) int {
		x, isX := integer(a.name)
		y, isY := integer(b.name)
		switch {
		case isX && isY:
			return cmp.Compare(x, y)
		case isX:
			return -1
		case isY:
			return 1
		}
		return 0
	})
}

func (t *table) String() string {
	index := column{name: t.index, cells: map[int]string{}}
	for i, name := range t.rows {
		index.cells[i] = name
	}
	columns := append([]*column{&index}, t.columns...)
	widths := make([]int, len(columns))
	for i, c := range columns {
		widths[i] = inspect.Columns(c.name)
		for _, cell := range c.cells {
			widths[i] = max(widths[i], inspect.Columns(cell))
		}
	}
	var b strings.Builder
	rule := func(left, middle, right string) {
		for i, width := range widths {
			if i == 0 {
				b.WriteString(left)
			} else {
				b.WriteString(middle)
			}
			b.WriteString(strings.Repeat("─", width+2))
		}
		b.WriteString(right)
	}
	line := func(cell func(*column) string) {
		for i, c := range columns {
			text := cell(c)
			b.WriteString("│ " + text + strings.Repeat(" ", widths[i]-inspect.Columns(text)+1))
		}
		b.WriteString("│\n")
	}
	rule("┌", "┬", "┐\n")
	line(func(c *column) string { return c.name })
	rule("├", "┼", "┤\n")
	for i := range t.rows {
		line(func(c *column) string { return c.cells[i] })
	}
	rule("└", "┴", "┘")
	return b.String()
}
