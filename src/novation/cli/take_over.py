"""`novation take-over`: the buyer takes over what binds it, from the package that was opened."""

from __future__ import annotations

from novation.cli.frame import DEFAULT_PROJECT, JsonOption, ProjectOption, bars, emit, open_project, say, told
from novation.handover.takeover import take_over as take


@told
def take_over(project: ProjectOption = DEFAULT_PROJECT, as_json: JsonOption = False) -> None:
    with bars() as shown:
        record = take(open_project(project), shown)
    if as_json:
        emit(record)
        return
    say(
        f"接管了 {record['people']:,} 人的义务：{record['choices']:,} 项选择，{record['suppressed']:,} 人不得联系，"
        f"{record['open_requests']:,} 项未办结的请求，{len(record['obligations'])} 项义务",
        f"took over what is owed to {record['people']:,} people: {record['choices']:,} choices, "
        f"{record['suppressed']:,} not to be contacted, {record['open_requests']:,} open requests, "
        f"{len(record['obligations'])} obligations",
    )
    for clock in record["clocks"]:
        day = clock["due_on"] or clock["word"] or "-"
        say(f"{day}  {clock['title']['zh']}", f"{day}  {clock['title']['en']}")
