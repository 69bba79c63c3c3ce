"""Speed as ratios: `make bench` measures the program against plain Python and a bare YAML loader in the same run."""
