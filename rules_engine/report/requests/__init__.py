"""The list of supplementary evidence (补充材料清单): what to ask for, of whom, and what it would settle."""
