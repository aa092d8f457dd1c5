"""One line of the report: what was measured, as a ratio, and what it must reach."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Line:
    name: str
    figures: str
    ratio: float
    target: float | None = None
    sense: Literal["at least", "at most"] = "at least"

    def reached(self) -> bool:
        """Whether the target, if there is one, is met."""
        if self.target is None:
            return True
        return self.ratio >= self.target if self.sense == "at least" else self.ratio <= self.target

    def __str__(self) -> str:
        target = "" if self.target is None else f"{self.sense} {self.target:g}"
        mark = "" if self.reached() else "  MISSED"
        return f"{self.name:<44} {self.figures:<34} {self.ratio:>8.3f}  {target}{mark}"
