package bindings

// origin is the serialisation of the scope's origin.
func (s *Core) origin() string {
	if s.location == nil {
		return opaqueOrigin
	}
	return originOf(s.location)
}
