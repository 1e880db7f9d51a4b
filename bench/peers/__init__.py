"""Other ways to answer the same question, each as its own manual would have it done."""
