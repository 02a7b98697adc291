package engine

// ReplacePrototype makes the prototype object of a built-in class, such as ArrayBuffer, one with the members of a shape, which
// must be all that it is to have. If goja has not made its own yet, the new one takes its place; otherwise the members are
// defined on goja's. It returns the first error of that.
func (r *Realm) ReplacePrototype(class string, s *Shape) error {
	if r.lazy() && r.putPrototype(class, s) {
		return nil
	}
	return r.Define(s, lookup(r.vm, class+".prototype"))
}
