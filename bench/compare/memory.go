package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// A memoryLine is the line that a -memory program prints before each pause.
type memoryLine struct {
	Name  string `json:"name"`
	Per   string `json:"per"`
	Count int    `json:"count"` // number of objects
	each  float64
}

// settle is the time between a program's line and the measurement. The program's pauses are longer.
const settle = 250 * time.Millisecond

// memory runs a -memory program and measures how much its resident memory grew between its two
// pauses.
func (h *host) memory(ctx context.Context, program string) (memoryLine, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	cmd := h.start(ctx, program)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return memoryLine{}, err
	}
	if err := cmd.Start(); err != nil {
		return memoryLine{}, err
	}
	var last memoryLine
	var sizes, counts []float64
	lines := bufio.NewScanner(stdout)
	for err == nil && lines.Scan() {
		if err = json.Unmarshal(lines.Bytes(), &last); err != nil {
			break
		}
		time.Sleep(settle)
		var resident float64
		if resident, err = residentMemory(cmd.Process.Pid); err == nil {
			sizes, counts = append(sizes, resident), append(counts, float64(last.Count))
		}
	}
	if err != nil {
		cancel()
	}
	if ended := cmd.Wait(); err == nil {
		err = ended
	}
	if err == nil && (len(sizes) != 2 || counts[1] <= counts[0]) {
		err = fmt.Errorf("it has not stood still twice")
	}
	if err != nil {
		return last, fmt.Errorf("%s on %s: %w\n%s", program, h.name, err, stderr.Bytes())
	}
	// If the memory did not grow, the process already had enough.
	last.each = max((sizes[1]-sizes[0])/(counts[1]-counts[0]), 1)
	return last, nil
}

// residentMemory returns the resident bytes of a process. It reads a file that only Linux has.
func residentMemory(pid int) (float64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0, fmt.Errorf("memory is measured on Linux only: %w", err)
	}
	fields := strings.Fields(string(b))
	if len(fields) < 2 {
		return 0, fmt.Errorf("/proc/%d/statm has no second field: %q", pid, b)
	}
	pages, err := strconv.ParseFloat(fields[1], 64)
	return pages * float64(os.Getpagesize()), err
}
