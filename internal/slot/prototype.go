package slot

// ReplacePrototype makes the prototype object of a built-in class, such as ArrayBuffer, one that has the members of a shape,
// which are all that it is to have. Where that is possible it takes the place of goja's before that is made; otherwise the
// members are defined on goja's. It returns what that refuses one with.
func (r *Realm) ReplacePrototype(class string, s *Shape) error {
	if r.lazy() && r.putPrototype(class, s) {
		return nil
	}
	return r.Define(s, lookup(r.vm, class+".prototype"))
}
