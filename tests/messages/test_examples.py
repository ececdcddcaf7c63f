"""Each rule has an example of what it finds, and its words read with it."""

from __future__ import annotations

import pytest

from toolkit.messages.catalogue import describe
from toolkit.messages.reading import READING
from toolkit.messages.rule import Rule
from toolkit.messages.sense import SENSE
from toolkit.messages.submission import SUBMISSION
from toolkit.messages.values import VALUES
from toolkit.model.finding import Finding, Lang

RULES = {**READING, **SUBMISSION, **VALUES, **SENSE}
"""The rules about what divisions send."""


@pytest.mark.parametrize(("code", "rule"), RULES.items(), ids=RULES)
def test_a_rule_whose_words_use_a_value_has_an_example_of_it(code: str, rule: Rule) -> None:
    words = " ".join((*rule.th, *rule.en))
    for value, example in zip(("{found}", "{expected}"), rule.example, strict=True):
        assert bool(example) is (value in words), f"{value} of {code}"


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize(("code", "rule"), RULES.items(), ids=RULES)
def test_words_with_the_example(code: str, rule: Rule, lang: Lang) -> None:
    found, expected = rule.example
    words = describe(Finding(code, "ธ.ค.66", "H12", found, expected, "ก.xlsx"), lang)
    message, advice = rule.th if lang == "th" else rule.en
    for value, example in (("{found}", found), ("{expected}", expected)):
        assert (value not in message) or example in words.message
        assert (value not in advice) or example in words.advice
