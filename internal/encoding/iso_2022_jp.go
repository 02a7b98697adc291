package encoding

// iso2022JPDecoder is the decoder of ISO-2022-JP.
//
// https://encoding.spec.whatwg.org/#iso-2022-jp-decoder
type iso2022JPDecoder struct {
	state       iso2022JPState // ISO-2022-JP decoder state
	outputState iso2022JPState // ISO-2022-JP decoder output state
	leading     byte
	output      bool
}

type iso2022JPState uint8

const (
	stateASCII iso2022JPState = iota
	stateRoman
	stateKatakana
	stateLeadingByte
	stateTrailingByte
	stateEscapeStart
	stateEscape
)

func newISO2022JP() handler { return &iso2022JPDecoder{} }

const escape = 0x1B

func (d *iso2022JPDecoder) handle(q *queue, item int) rune {
	switch d.state {
	case stateTrailingByte:
		return d.trailingByte(item)
	case stateEscapeStart:
		return d.escapeStart(q, item)
	case stateEscape:
		return d.escape(q, item)
	}
	// These cases are the same in the states ASCII, Roman, katakana and leading byte.
	switch item {
	case escape:
		d.state = stateEscapeStart
		return proceed
	case endOfQueue:
		return finished
	}
	d.output = false
	switch d.state {
	case stateASCII, stateRoman:
		switch {
		case d.state == stateRoman && item == 0x5C:
			return '¥'
		case d.state == stateRoman && item == 0x7E:
			return '‾'
		case isASCII(item) && item != 0x0E && item != 0x0F:
			return rune(item)
		}
	case stateKatakana:
		if between(item, 0x21, 0x5F) {
			return rune(0xFF61 - 0x21 + item)
		}
	case stateLeadingByte:
		if between(item, 0x21, 0x7E) {
			d.leading, d.state = byte(item), stateTrailingByte
			return proceed
		}
	}
	return failed
}

func (d *iso2022JPDecoder) trailingByte(item int) rune {
	// 0x1B: set ISO-2022-JP decoder state to escape start and return error.
	if item == escape {
		d.state = stateEscapeStart
		return failed
	}
	// Otherwise, end-of-queue included: set ISO-2022-JP decoder state to leading byte.
	d.state = stateLeadingByte
	if !between(item, 0x21, 0x7E) {
		return failed
	}
	// 0x21 to 0x7E:
	// 2. and 3. Let codePoint be the index code point for pointer in index jis0208.
	codePoint := jis0208().at(int(d.leading-0x21)*94 + item - 0x21)
	// 4. If codePoint is null, then return error.
	if codePoint == 0 {
		return failed
	}
	// 5. Return a code point whose value is codePoint.
	return codePoint
}

func (d *iso2022JPDecoder) escapeStart(q *queue, item int) rune {
	// 1. If byte is either 0x24 or 0x28, then set ISO-2022-JP leading to byte, ISO-2022-JP decoder
	//    state to escape, and return continue.
	if item == 0x24 || item == 0x28 {
		d.leading, d.state = byte(item), stateEscape
		return proceed
	}
	// 2. If byte is not end-of-queue, then restore byte to ioQueue.
	if item != endOfQueue {
		q.restore(byte(item))
	}
	// 3. Set ISO-2022-JP output to false, ISO-2022-JP decoder state to ISO-2022-JP decoder output
	//    state, and return error.
	d.output, d.state = false, d.outputState
	return failed
}

func (d *iso2022JPDecoder) escape(q *queue, item int) rune {
	// 1. Let leading be ISO-2022-JP leading and set ISO-2022-JP leading to 0x00.
	leading := d.leading
	d.leading = 0
	// 2. to 6. Let state be the state that the escape sequence selects, or null.
	found := true
	var state iso2022JPState
	switch {
	case leading == 0x28 && item == 0x42:
		state = stateASCII
	case leading == 0x28 && item == 0x4A:
		state = stateRoman
	case leading == 0x28 && item == 0x49:
		state = stateKatakana
	case leading == 0x24 && (item == 0x40 || item == 0x42):
		state = stateLeadingByte
	default:
		found = false
	}
	// 7. If state is non-null:
	if found {
		// 1. Set ISO-2022-JP decoder state and ISO-2022-JP decoder output state to state.
		d.state, d.outputState = state, state
		// 2. and 3. Let output be the value of ISO-2022-JP output; set ISO-2022-JP output to true.
		output := d.output
		d.output = true
		// 4. Return continue, if output is false, and error otherwise.
		if output {
			return failed
		}
		return proceed
	}
	// 8. If byte is end-of-queue, then restore leading to ioQueue; otherwise, restore « leading,
	//    byte » to ioQueue.
	if item == endOfQueue {
		q.restore(leading)
	} else {
		q.restore(leading, byte(item))
	}
	// 9. Set ISO-2022-JP output to false, ISO-2022-JP decoder state to ISO-2022-JP decoder output
	//    state and return error.
	d.output, d.state = false, d.outputState
	return failed
}
