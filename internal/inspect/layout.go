package inspect

import (
	"math"
	"reflect"
	"strings"

	"github.com/dop251/goja"
)

// description is what an object is before its entries are known and everything is laid out on lines.
type description struct {
	base        string // comes before the braces
	whole       bool   // base is all there is
	class       class
	tag         string
	kind        kind
	open, close string
	entries     func(level int) []string // what comes before the properties
	properties  []property
	list        bool                   // the entries are elements: many short ones are put into columns
	element     func(i int) goja.Value // of a list: to see whether all are numbers
}

// layOut puts the entries between the braces, on one line or on several.
func (p *printer) layOut(entries []string, d description, level int) string {
	base := d.base
	if base != "" {
		base += " "
	}
	if p.o.Compact > 0 {
		n := len(entries)
		if d.list && n > 6 {
			entries = p.columnsOf(entries, d.element)
		}
		// One line, if not too many levels are on it, it was not put into columns and it is short enough.
		if p.level-level < p.o.Compact && n == len(entries) && p.fits(entries, d) {
			return base + d.open + " " + strings.Join(entries, ", ") + " " + d.close
		}
	}
	lineBreak := "\n" + strings.Repeat(" ", p.indent)
	return base + d.open + lineBreak + "  " + strings.Join(entries, ","+lineBreak+"  ") + lineBreak + d.close
}

// fits says whether the entries may be on one line: with what is before and around them.
func (p *printer) fits(entries []string, d description) bool {
	const margin = 10
	total := 2*len(entries) + p.indent + p.length(d.open) + p.length(d.base) + margin
	if total > p.o.Width {
		return false
	}
	for _, e := range entries {
		if strings.Contains(e, "\n") {
			return false
		}
		if total += p.length(e); total > p.o.Width {
			return false
		}
	}
	return !strings.Contains(d.base, "\n")
}

// columnsOf puts the entries of a long list into columns, several to a line, if they are short and of similar length.
// Otherwise it returns them as they are.
func (p *printer) columnsOf(entries []string, element func(int) goja.Value) []string {
	const (
		gap        = 2 // ", "
		maxColumns = 15
		heightBias = 2.5 // a character is that much higher than wide: makes the block look like a square
	)
	n := len(entries)
	if n > p.o.MaxArrayLength { // the last says how many more there are
		n--
	}
	widths := make([]int, n)
	widest, total := 0, 0
	for i, e := range entries[:n] {
		widths[i] = Columns(e)
		widest = max(widest, widths[i])
		total += widths[i] + gap
	}
	column := widest + gap
	if column*3+p.indent >= p.o.Width || !(float64(total)/float64(column) > 5 || widest <= 6) {
		return entries
	}
	bias := math.Sqrt(float64(column) - float64(total)/float64(len(entries)))
	biased := math.Max(float64(column)-3-bias, 1)
	columns := min(
		int(math.Round(math.Sqrt(heightBias*biased*float64(n))/biased)),
		(p.o.Width-p.indent)/column,
		p.o.Compact*4,
		maxColumns,
	)
	if columns <= 1 {
		return entries
	}
	columnWidths := make([]int, columns)
	for i, w := range widths {
		columnWidths[i%columns] = max(columnWidths[i%columns], w+gap)
	}
	// numbers are put below each other at their ends.
	numbers := element != nil
	for i := 0; numbers && i < len(entries); i++ {
		numbers = isNumber(element(i))
	}
	var lines []string
	var line strings.Builder
	for start := 0; start < n; start += columns {
		line.Reset()
		end := min(start+columns, n)
		for i := start; i < end; i++ {
			padding := columnWidths[i-start] - gap - widths[i]
			if numbers {
				line.WriteString(strings.Repeat(" ", padding))
			}
			line.WriteString(entries[i])
			if i == end-1 {
				break
			}
			line.WriteString(", ")
			if !numbers {
				line.WriteString(strings.Repeat(" ", padding))
			}
		}
		lines = append(lines, line.String())
	}
	return append(lines, entries[n:]...)
}

func isNumber(v goja.Value) bool {
	switch v.(type) {
	case nil, *goja.Object, *goja.Symbol, goja.String:
		return false
	}
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return false
	}
	switch v.ExportType().Kind() {
	case reflect.Int64, reflect.Float64, reflect.Pointer: // *big.Int
		return true
	}
	return false
}
