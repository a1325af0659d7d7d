"""Where a draft is drawn, and the form beside it that changes the everyday things without drawing."""

from webapp.editor import edit, plain
from webapp.editor.blueprint import bp

__all__ = ["bp", "edit", "plain"]
