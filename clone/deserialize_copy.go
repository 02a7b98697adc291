package clone

import "github.com/dop251/goja"

// DeserializeCopy receives a copy of a record, which stays for others to receive. See [Record.Copy].
func (c *Cloner) DeserializeCopy(r *Record, host any) (goja.Value, error) {
	if _, isObject := r.root.(*node); !isObject && len(r.transfer) == 0 && !r.gone.Load() {
		return r.root, nil // immutable
	}
	twin, err := r.Copy()
	if err != nil {
		return nil, err
	}
	v, _, err := c.Deserialize(twin, host)
	return v, err
}
