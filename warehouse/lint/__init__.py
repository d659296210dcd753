"""What the linter reads the models with: the project's macros. It runs this file anew for every model."""

from warehouse.lint.stand_ins import macros

globals().update(macros())
