// This file loads but defines no tests.
