"""What differs between a recorded verdict and the one computed now, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from rules_engine.messages import LocalText, Message
from rules_engine.report.words import AS_OF_REASON, PERIOD_REASON, PLUGIN, STATUS


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Message]:
    """What differs, first in what went in, then in what came out; both sides are records of verdicts."""
    if then["engine"] != now["engine"]:
        yield Message("engine: {then} then, {now} now", then=then["engine"], now=now["engine"])
    before, after = then["ruleset"], now["ruleset"]
    if before["name"] != after["name"]:
        yield Message("ruleset: {then} then, {now} now", then=before["name"], now=after["name"])
    if before["digest"] != after["digest"]:
        yield Message("ruleset digest: {then} then, {now} now", then=before["digest"][:12], now=after["digest"][:12])
    yield from _plugins(then, now)
    yield from _inputs(then, now)
    if then["period"] != now["period"]:
        yield Message("period: {then} then, {now} now", then=_period(then["period"]), now=_period(now["period"]))
    if then["entries"] != now["entries"]:
        before, after = len(then["entries"]), len(now["entries"])
        yield Message("entries: {then} then, {now} now, not the same", then=before, now=after)
    yield from _outcomes(then, now)


def _plugins(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Message]:
    before, after = ({(p["name"], p["distribution"]): p for p in side["plugins"]} for side in (then, now))
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old is None:
            yield Message("plugin {name}: not there then", name=key[0])
        elif new is None:
            yield Message("plugin {name}: not there now", name=key[0])
        elif old != new:
            yield Message("plugin {name}: {then} then, {now} now", name=key[0], then=_plugin(old), now=_plugin(new))


def _plugin(plain: Mapping[str, Any]) -> Message:
    status, digest = PLUGIN[plain["status"]], plain["digest"][:12]
    return Message("{status} {version} {digest}", status=status, version=plain["version"], digest=digest)


def _inputs(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Message]:
    before, after = ({d["name"]: d["digest"] for d in side["documents"]} for side in (then, now))
    for name in sorted({*before, *after}):
        if name not in after:
            yield Message('input "{name}": not there now', name=name)
        elif name not in before:
            yield Message('input "{name}": not there then', name=name)
        elif before[name] != after[name]:
            yield Message(
                'input "{name}": digest {then} then, {now} now',
                name=name,
                then=before[name][:12],
                now=after[name][:12],
            )


def _outcomes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Message]:
    """Grades, scores and points first; then the criteria that come to the same points by another way."""
    grades = [_grades(side) for side in (then, now)]
    if [grade["id"] for grade in then["grades"]] != [grade["id"] for grade in now["grades"]]:
        yield Message("grades: {then} then, {now} now", then=grades[0], now=grades[1])
    if then["scores"] != now["scores"]:
        yield Message("scores: {then} then, {now} now", then=_scores(then["scores"]), now=_scores(now["scores"]))
    before, after = ({f["criterion"]: f for f in side["findings"]} for side in (then, now))
    resting: list[str] = []
    for id in (*before, *(id for id in after if id not in before)):
        old, new = before.get(id), after.get(id)
        if old is None or new is None:
            yield Message("criterion {id}: there on one side only", id=id)
        elif (old["status"], old["points"]) != (new["status"], new["points"]):
            yield Message("criterion {id}: {then} then, {now} now", id=id, then=_points(old), now=_points(new))
        elif _unplaced(old) != _unplaced(new):
            resting.append(id)
    for id in resting:
        yield Message("criterion {id}: the same points, resting on something else", id=id)


def _unplaced(plain: Any) -> Any:
    """The record without the places of its quotations: they move whenever anything before them is changed."""
    if isinstance(plain, dict):
        return {key: _unplaced(value) for key, value in plain.items() if key != "anchor"}
    return [_unplaced(value) for value in plain] if isinstance(plain, list) else plain


def _points(finding: Mapping[str, Any]) -> Message:
    status, low, high = STATUS[finding["status"]], finding["points"]["low"], finding["points"]["high"]
    if low == high:
        return Message('"{status}" {points} points', status=status, points=low)
    return Message('"{status}" {low} to {high} points', status=status, low=low, high=high)


def _scores(plain: Mapping[str, Any]) -> Message:
    return Message("confirmed {confirmed}, as claimed {as_claimed}, best {best}", **plain)


def _grades(record: Mapping[str, Any]) -> LocalText:
    titles = [grade["title"] for grade in record["grades"]]
    return LocalText(" / ".join(title["zh"] for title in titles), " / ".join(title["en"] for title in titles))


def _period(plain: Mapping[str, Any]) -> Message:
    return Message(
        "{year} ({reason}), as of {day} ({day_reason})",
        year=plain["year"],
        reason=PERIOD_REASON[plain["reason"]],
        day=plain["as_of"],
        day_reason=AS_OF_REASON[plain["as_of_reason"]],
    )
