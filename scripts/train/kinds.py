"""Every subject's way of being drawn, by name."""

import animals
import buildings
import food
import plants
import things
import vehicles

KINDS = {**animals.KINDS, **plants.KINDS, **food.KINDS, **buildings.KINDS, **vehicles.KINDS,
         **things.KINDS}
