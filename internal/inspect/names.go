package inspect

import (
	"strings"

	"github.com/dop251/goja"
)

// class is how the constructor of an object is called: that of its prototype.
type class struct {
	name string
	null bool // there is none: the prototype is null
	// There is none, and the name is made out of the kind of the object and of a class that its prototype has.
	derived bool
}

// lineage is what its prototypes make of an object.
type lineage struct {
	proto   *goja.Object
	class   class
	tag     string // Symbol.toStringTag
	isError bool
}

// lineageOf remembers what the prototypes of many objects are, which most objects have of their own.
func (p *printer) lineageOf(o *goja.Object, k kind, level int) lineage {
	proto := prototype(o)
	_, ownClass := p.own(o, keyConstructor)
	_, ownTag := p.own(o, keyTag)
	shared := proto != nil && !ownClass && !ownTag && k != typedArray && k != errorObject && o != p.vm.GlobalObject()
	if shared {
		for i := range p.lineages {
			if p.lineages[i].proto == proto {
				return p.lineages[i]
			}
		}
	}
	l := lineage{proto, p.classOf(o, k, level, 0), p.tagOf(o, k), p.isError(o)}
	const few = 16
	if shared && !l.class.derived && len(p.lineages) < few {
		p.lineages = append(p.lineages, l)
	}
	return l
}

// classOf finds the constructor by its name: the first along the prototypes that o is an instance of.
// nested counts the classes that are part of the name of another.
func (p *printer) classOf(o *goja.Object, k kind, level, nested int) class {
	if o == p.vm.GlobalObject() {
		return class{name: "Object"}
	}
	current := o
	for range maxPrototypes {
		if prop, ok := p.own(current, keyConstructor); ok {
			if f, ok := prop.value.(*goja.Object); ok {
				if name := p.constructorName(f, o); name != "" {
					return class{name: name}
				}
			}
		}
		if current = prototype(current); current == nil {
			break
		}
	}
	first := prototype(o)
	if first == nil {
		return class{null: true}
	}
	// There are prototypes, but none of them has a constructor.
	name := engineName(k)
	const maxPrefixes = 5
	if level > p.o.Depth || nested > maxPrefixes {
		return class{name: name + " <Complex prototype>", derived: true}
	}
	if c := p.classOf(first, ordinary, level+1, nested+1); !c.null {
		return class{name: name + " <" + c.name + ">", derived: true}
	}
	depth := p.o.Depth
	p.o.Depth = -1
	s := p.object(first, level)
	p.o.Depth = depth
	return class{name: name + " <" + s + ">", derived: true}
}

// constructorName is the name of f if f is a constructor that o is an instance of.
func (p *printer) constructorName(f, o *goja.Object) string {
	if f = target(f); f == nil {
		return ""
	}
	_, t := implementationOf(f)
	if !t.kind.callable() {
		return ""
	}
	name, _ := p.text(f, keyName)
	if name == "" || t.kind == nativeFunction && strings.Contains(name, ".") {
		return "" // of a Go symbol: it says nothing about the class
	}
	prop, ok := p.own(f, keyPrototype)
	if !ok {
		return ""
	}
	proto, ok := prop.value.(*goja.Object)
	if !ok || !inherits(o, proto) {
		return ""
	}
	return name
}

// engineName is the name of the constructor that a kind of object comes from.
func engineName(k kind) string {
	switch k {
	case array, sparseArray, templatedArray, goSlice, goDynamicArray:
		return "Array"
	case arrayBuffer:
		return "ArrayBuffer"
	case dataView:
		return "DataView"
	case mapObject:
		return "Map"
	case setObject:
		return "Set"
	case weakMap:
		return "WeakMap"
	case weakSet:
		return "WeakSet"
	case promise:
		return "Promise"
	case date:
		return "Date"
	case regExp:
		return "RegExp"
	case errorObject:
		return "Error"
	case function, nativeFunction, classFunction, asyncFunction, generatorFunction:
		return "Function"
	case generator:
		return "Generator"
	default:
		return "Object"
	}
}

// tagOf is the Symbol.toStringTag of o, if it is a string that is not written as a property anyway. An accessor is not
// called; that of the typed arrays says the same as the object itself does.
func (p *printer) tagOf(o *goja.Object, k kind) string {
	if k == typedArray {
		return typedArrayName(o)
	}
	prop, ok := p.lookup(o, keyTag)
	if !ok {
		return ""
	}
	s, ok := prop.value.(goja.String)
	if !ok {
		return ""
	}
	if own, ok := p.own(o, keyTag); ok && (own.enumerable || p.o.ShowHidden) {
		return ""
	}
	return text(s)
}

// prefix is what comes before the braces: the class, the size in parentheses and the tag in brackets.
func prefix(c class, tag, fallback, size string) string {
	var b strings.Builder
	if c.null {
		b.WriteString("[" + fallback + size + ": null prototype] ")
		if tag == fallback {
			tag = ""
		}
	} else {
		b.WriteString(c.name + size + " ")
		if tag == c.name {
			tag = ""
		}
	}
	if tag != "" {
		b.WriteString("[" + tag + "] ")
	}
	return b.String()
}

// shortName is what an object is called where it is too deep to be written out.
func (d *description) shortName() string {
	s := strings.TrimSuffix(prefix(d.class, d.tag, engineName(d.kind), ""), " ")
	if d.class.null {
		return s // is in brackets
	}
	return "[" + s + "]"
}

// callable says whether objects of this kind are functions.
func (k kind) callable() bool {
	switch k {
	case function, nativeFunction, classFunction, asyncFunction, generatorFunction:
		return true
	}
	return false
}

// withoutImportPath shortens the name of a function that goja took from its Go symbol.
func withoutImportPath(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }
