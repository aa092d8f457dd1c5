"""What is measured, against whom: `make bench` prints ratios within one run, because machines differ."""
