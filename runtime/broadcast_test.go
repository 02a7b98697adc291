package runtime_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// All workers of a program hear a broadcast and answer it. With GOJS_SOAK set there are 10,000 of them.
func TestManyWorkersAnswerABroadcast(t *testing.T) {
	workers := 2_000
	switch {
	case os.Getenv("GOJS_SOAK") != "":
		workers = 10_000
	case testing.Short() || raceDetector:
		workers = 300
	}
	files := scripts{"job.js": `
		const questions = new BroadcastChannel('questions');
		questions.onmessage = e => postMessage(e.data + Number(name))`}
	rt, _ := newRuntime(t, files.option())
	require.NoError(t, rt.Run(bg, "main.js", fmt.Sprintf(`
		const questions = new BroadcastChannel('questions'), workers = [];
		let sum = 0, answers = 0;
		for (let i = 0; i < %d; i++) {
			workers[i] = new Worker('job.js', { name: String(i) });
			workers[i].onmessage = e => { answers++; sum += e.data };
		}`, workers)))
	for round := range 3 {
		v, err := rt.Eval(bg, "questions.postMessage(1000); sum = answers = 0")
		require.NoError(t, err, v)
		require.NoError(t, rt.Wait(bg))
		v, err = rt.Eval(bg, "[answers, sum].join()")
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprintf("%d,%d", workers, workers*1000+workers*(workers-1)/2), v.String(), "round %d", round)
	}
}

// Two runtimes of a host hear each other; one of another host does not.
func TestBroadcastBetweenRuntimes(t *testing.T) {
	host := runtime.NewHost()
	defer host.Close()
	var logs [3]*log
	var all [3]*runtime.Runtime
	for i := range all {
		var err error
		if i < 2 {
			all[i], err = host.New()
			require.NoError(t, err)
			logs[i] = &log{}
			require.NoError(t, all[i].VM().Set("log", func(s string) { logs[i].add(s) }))
		} else {
			all[i], logs[i] = newRuntime(t)
		}
		require.NoError(t, all[i].Run(bg, "x.js", "const news = new BroadcastChannel('news'); news.onmessage = e => log(e.data)"))
	}
	_, err := all[0].Eval(bg, "news.postMessage('from 0')")
	require.NoError(t, err)
	require.NoError(t, all[1].Wait(bg))
	require.NoError(t, all[2].Wait(bg))
	assert.Equal(t, []string{"from 0"}, logs[1].all())
	assert.Empty(t, logs[2].all())

	require.NoError(t, all[1].Close())
	_, err = all[0].Eval(bg, "news.postMessage('to nobody')")
	require.NoError(t, err)
	require.NoError(t, all[0].Wait(bg))
}
