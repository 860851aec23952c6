"""From text to facts: vocabulary, mentions, claims, binding, consistency."""
