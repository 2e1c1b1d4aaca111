"""How good, how many: scores against gold, counts, series."""

import pandas as pd

# Where pyarrow is installed, pandas keeps strings in it, and that fails on the lone surrogates
# which a text may hold.
pd.set_option("mode.string_storage", "python")
