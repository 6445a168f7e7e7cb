"""Charts, drawn on the server as SVG: bars, lines through time with marks, and curves of waiting with their bounds.

`{% chart drawn %}` of `components.templatetags.ww` shows one. A chart is for the eye: its page gives the same figures
in a table beside it. Shape, pattern and words carry the meaning; colour only helps.
"""

from wegwijs.components.charts.drawing import picture
from wegwijs.components.charts.values import Bars, Chart, Curve, Curves, Line, Lines, Series, Sign, Value

__all__ = ["Bars", "Chart", "Curve", "Curves", "Line", "Lines", "Series", "Sign", "Value", "picture"]
