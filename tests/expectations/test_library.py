"""Great Expectations comes without what no check calls, and all of it works when it is called."""

import subprocess
import sys

SCRIPT = """
import sys
from expectations.library import LATER, great_expectations
great_expectations()
print(sorted(name for name in LATER if type(sys.modules[name]).__name__ == "_LazyModule"))
from scipy import stats
print(round(float(stats.entropy([0.5, 0.5])), 4), "scipy.stats._stats_py" in sys.modules)
print([finder for finder in sys.meta_path if "Later" in repr(finder)])
"""


def test_what_no_check_calls_is_loaded_when_it_is_called() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines() == ["['altair', 'scipy.stats']", "0.6931 True", "[]"]
