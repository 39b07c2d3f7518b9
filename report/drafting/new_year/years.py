"""Moving the years in a text on: what was of last year becomes of this one."""

import re
from dataclasses import dataclass
from functools import cached_property

from report.sources.open_places import MARK

AIM = "(?<!đến )(?<!đến năm )(?<!đến hết )(?<!đến hết năm )"


@dataclass(frozen=True)
class Step:
    """The way from the year `before` to the new `year`."""

    before: int
    year: int

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Spans of years, days, and the two years that a report tells of: its own and the last."""
        years = f"{self.before}|{self.before - 1}"
        return re.compile(
            r"(?<!\d)(?P<from>\d{4})(?P<dash>\s?[-–—]\s?)(?P<to>\d{4})(?!\d)"
            rf"|(?<!\d)(?P<day>\d{{1,2}}/\d{{1,2}}/(?:{years})"
            rf"|ngày \d{{1,2}} tháng \d{{1,2}} năm (?:{years}))(?!\d)"
            rf"|(?<!\d)(?P<year>{years})(?!\d)"
        )

    def text(self, text: str) -> str:
        """`text` for the new year: plans of several years stay, days are not known yet."""
        return self.pattern.sub(self.moved, text)

    def with_plans(self, text: str) -> str:
        """`text` for the new year where the year behind the last one is that of its plans
        (“nhiệm vụ năm 2023” in a report of 2022), but for aims (“đến năm 2025”)."""
        following = re.compile(rf"(?<![\d/–—-]){AIM}{self.before + 1}(?![\d/]|\s?[-–—]\s?\d)")
        return self.text(following.sub(lambda found: self.later(found[0]), text))

    def moved(self, found: re.Match[str]) -> str:
        """What stands in the place of one year, span or day."""
        if found["day"]:
            return MARK
        if found["year"]:
            return self.later(found["year"])
        is_plan = int(found["to"]) - int(found["from"]) != 1  # but 2021–2022 is a school year
        return found[0] if is_plan else "".join(map(self.later, found.group("from", "dash", "to")))

    def later(self, text: str) -> str:
        """A year by as much later as this step goes."""
        return str(int(text) + self.year - self.before) if text.isdigit() else text
