package engine

// ReplacePrototype makes the prototype object of a built-in class, such as ArrayBuffer, one that
// has exactly the members of a shape. If goja has not made its prototype object yet, the new object
// takes its place; otherwise the members are defined on goja's. It returns the first error of a
// definition.
func (r *Realm) ReplacePrototype(class string, s *Shape) error {
	if r.lazy() && r.putPrototype(class, s) {
		return nil
	}
	return r.Define(s, lookup(r.vm, class+".prototype"))
}
