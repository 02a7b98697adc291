package scope

// State is a row of the table of states. It holds a T for each scope, which is made when Of is
// first called. Each package that keeps something for a scope declares one:
//
//	var state = scope.NewState[perScope]()
//	…
//	state.Of(s).latest = e
type State[T any] struct{ index int }

// stateCount is the number of rows. It is final once the packages of the program are initialized.
var stateCount int

// NewState adds a row to the table. Call it only to initialize a variable of a package.
func NewState[T any]() State[T] {
	stateCount++
	return State[T]{stateCount - 1}
}

// Of returns the state of the scope s.
func (r State[T]) Of(s *Scope) *T {
	if state, ok := s.states[r.index].(*T); ok {
		return state
	}
	state := new(T)
	s.states[r.index] = state
	return state
}
