"""Pictures of the people round a child: where everything stands. Pure: no database, no HTML."""

from children.drawing.ecomap import Ecomap, draw_ecomap
from children.drawing.figures import Drawn, Figure
from children.drawing.genogram import Genogram, draw_genogram

__all__ = ["Drawn", "Ecomap", "Figure", "Genogram", "draw_ecomap", "draw_genogram"]
