package inspect

import (
	"strings"

	"github.com/dop251/goja"
)

// A class is the name of an object's constructor.
type class struct {
	name string
	null bool // the prototype is null, so there is no constructor

	// derived reports that no prototype has a constructor. name is then made of the object's kind
	// and the class of its prototype.
	derived bool
}

// A lineage is what an object inherits from its prototypes, as far as it matters for its text.
type lineage struct {
	proto   *goja.Object
	class   class
	tag     string // Symbol.toStringTag
	isError bool
}

// lineageOf returns the lineage of o. It caches lineages by prototype, since most objects share
// theirs with others.
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

// classOf returns the class of o: the name of the first constructor on the prototype chain that o
// is an instance of. nested is the number of classes that this one is part of the name of.
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
	// No prototype has a constructor.
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

// constructorName returns the name of f if f is a constructor that o is an instance of, or "".
func (p *printer) constructorName(f, o *goja.Object) string {
	if f = target(f); f == nil {
		return ""
	}
	t := kindOf(f)
	if !t.Callable() {
		return ""
	}
	name, _ := p.text(f, keyName)
	if name == "" || t == nativeFunction && strings.Contains(name, ".") {
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

// engineName returns the name of the built-in constructor for objects of kind k.
func engineName(k kind) string {
	switch k {
	case array, goSlice, goDynamicArray:
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

// tagOf returns the Symbol.toStringTag of o, or "" if it is not a string or is written as a
// property anyway. It calls no accessor; for typed arrays, where it is one, it returns the name of
// the type.
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

// prefix returns the text before the braces: the class, the size (with its parentheses) and the tag
// in brackets. fallback is written if there is no class.
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

// shortName returns the name that stands for an object that is nested too deep to be written out.
func (d *description) shortName() string {
	s := strings.TrimSuffix(prefix(d.class, d.tag, engineName(d.kind), ""), " ")
	if d.class.null {
		return s // has brackets
	}
	return "[" + s + "]"
}

// callable reports whether objects of this kind are functions.
func withoutImportPath(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }
