"""What the codes of a verdict are called."""

from collections.abc import Mapping

from rules_engine.messages import Message

STATUS: Mapping[str, Message] = {
    "met": Message("met"),
    "partial": Message("partly met"),
    "not_met": Message("not met"),
    "asserted": Message("asserted, to be verified"),
    "unknown": Message("undecided"),
    "not_applicable": Message("not applicable"),
    "not_selected": Message("not selected"),
    "error": Message("check failed"),
}

REASON: Mapping[str, Message] = {
    "no_claim": Message("the report is silent on it"),
    "below_level": Message("the evidence is of a lower level than the criterion asks"),
    "no_period": Message("the figure is printed without a period"),
    "stale_period": Message("the figure is of another period"),
    "wrong_scope": Message("the scope told differs from the one the law asks for"),
    "conflict": Message("the figures given for the same fact differ from each other"),
    "ambiguous": Message("the words can be read in more than one way"),
    "unreadable_source": Message("a figure read off an image waits for an inspector"),
    "check_error": Message("the check ended with an error"),
    "plugin_missing": Message("the plugin that brings this check is not there"),
    "needs_human": Message("an inspector decides this"),
    "limit_reached": Message("a limit of the reading was reached"),
}

CERTAINTY: Mapping[str, Message] = {
    "seen": Message("text seen"),
    "code": Message("seen in public code"),
    "inferred": Message("inferred, not seen"),
    "memory": Message("from memory, not verified"),
}

KIND: Mapping[str, Message] = {
    "achieved": Message("achieved"),
    "target": Message("target"),
    "threshold": Message("threshold"),
    "problem": Message("admitted problem"),
}

ORIGIN: Mapping[str, Message] = {
    "mention": Message("figure of the report"),
    "claim": Message("words of the report"),
    "document": Message("document named in the report"),
    "table": Message("evidence table"),
    "entry": Message("inspector's entry"),
    "formula": Message("computed"),
}

ENTRY: Mapping[str, Message] = {
    "value": Message("entered"),
    "confirmed": Message("confirmed as read"),
    "corrected": Message("corrected"),
    "unbound": Message("not this indicator"),
    "rebound": Message("this indicator instead"),
    "decision": Message("decided"),
}

OUTCOME: Mapping[str, Message] = {
    "met": STATUS["met"],
    "not_met": STATUS["not_met"],
    "not_applicable": STATUS["not_applicable"],
}

RECOGNISED = Message("recognised from an image, to be confirmed")
FORMER = Message("amount before a change, of a time not told")
CORRECTED = Message("read by the machine, an inspector's entry stands for it")

GATE: Mapping[str, Message] = {
    "demote": Message("demotion by one grade"),
    "cap": Message("no better than"),
    "veto": Message("veto, down to"),
}

STATE: Mapping[str, Message] = {
    "fired": Message("applies"),
    "open": Message("open"),
    "closed": Message("does not apply"),
}

SCORE: Mapping[str, Message] = {
    "confirmed": Message("confirmed"),
    "as_claimed": Message("as claimed"),
    "best": Message("best"),
}

RULESET_REASON: Mapping[str, Message] = {
    "option": Message("named with --ruleset"),
    "submission": Message("named in submission.yaml"),
    "scheme": Message("answers the scheme that the report names"),
}

PERIOD_REASON: Mapping[str, Message] = {
    "option": Message("named with --period"),
    "submission": Message("named in submission.yaml"),
    "scheme": Message("the year of the scheme that the report names"),
    "date": Message("the year of the report's date"),
}

AS_OF_REASON: Mapping[str, Message] = {
    "option": Message("named with --as-of"),
    "report": Message("the report's date"),
    "period_end": Message("the end of the period; the report has no date"),
}

RELATION: Mapping[str, Message] = {
    "contradictory": Message("differs"),
    "unaccounted": Message("not fully accounted for"),
    "doubtful": Message("fits only with an assumption"),
    "ok": Message("fits"),
}

PLUGIN: Mapping[str, Message] = {
    "loaded": Message("loaded"),
    "refused": Message("refused"),
    "left_out": Message("left out"),
}

FLAG: Mapping[str, Message] = {
    "band_boundary": Message("The score lies where the two ways of reading the printed bands give different grades."),
    "outer": Message("Some ranges are outer bounds: the best score is at most the one printed."),
    "unassessed": Message("Nothing could be assessed."),
    "nothing_read": Message(
        "No figure or statement of the report was recognised. Is it the right file, and a report on this scheme?"
    ),
}
