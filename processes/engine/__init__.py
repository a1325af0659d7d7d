"""The one room that knows SpiffWorkflow: diagram, state and facts in, Move out."""
