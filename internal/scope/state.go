package scope

// State is a row of the table of states: a T for each scope, made when it is first asked for. Each standard that keeps something
// for a scope declares one:
//
//	var state = scope.NewState[perScope]()
//	…
//	state.Of(s).latest = e
type State[T any] struct{ index int }

// stateCount is the number of rows. All are made while the program's packages are initialized.
var stateCount int

// NewState makes a row. It is for variables of packages only.
func NewState[T any]() State[T] {
	stateCount++
	return State[T]{stateCount - 1}
}

// Of returns the scope's state.
func (r State[T]) Of(s *Scope) *T {
	if state, ok := s.states[r.index].(*T); ok {
		return state
	}
	state := new(T)
	s.states[r.index] = state
	return state
}
