package eventloop

import (
	"context"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestTasksRunInOrderUntilQuiescent(t *testing.T) {
	l := New()
	var got []int
	for i := range 3 {
		l.Post(TaskFunc(func() {
			got = append(got, i)
			if i == 0 {
				l.AfterFunc(1, TaskFunc(func() { got = append(got, 9) }))
			}
		}))
	}
	if err := l.Run(context.Background()); err != nil || len(got) != 4 {
		t.Fatal(err, got)
	}
}
