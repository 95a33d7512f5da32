"""What stands in the pictures: buildings, trees, birds. Each stands on x, y (the middle of its foot) at a scale."""
import math

from paper import arch, box, disc, lens, mix, polygon


def moved(points, x, y, scale):
    return polygon([(x + px * scale, y + py * scale) for px, py in points])


def windows(sheet, x, y, scale, places, size, colour, pointed=False):
    """Openings with their sills at places, measured from x, y."""
    sheet.flat([arch(x + px * scale, y + py * scale, size[0] * scale, size[1] * scale, pointed) for px, py in places], colour)


def house(sheet, x, y, width, height, roof, wall, tiles, lit, stepped=False):
    """A town house with its gable to the street."""
    chance = sheet.chance
    left, right = x - width / 2, x + width / 2
    sheet.flat(box(left, y, width, height), (wall, mix(wall, "#20142c", .18)))
    if stepped:
        steps, points = 4, [(left - 2, y - height)]
        for i in range(steps):
            rise = y - height - roof * (i + 1) / steps
            points += [(left - 2 + width * .5 * i / steps, rise), (left + width * .5 * (i + .62) / steps, rise)]
        sheet.flat(polygon(points + [(2 * x - px, py) for px, py in reversed(points)]), tiles)
    else:
        sheet.flat(polygon([(left - width * .06, y - height), (x, y - height - roof), (right + width * .06, y - height)]), tiles)
    rows, columns = max(1, int(height / (width * .5))), 2 if width < 90 else 3
    for row in range(rows):
        for column in range(columns):
            shine = chance.random() < .62
            sheet.flat(arch(left + width * (column + .5) / columns, y - height + (row + .78) * height / rows,
                            width * .17, height / rows * .48, False), lit if shine else mix(wall, "#160f24", .5))


def gate(sheet, x, y, scale, brick, shade, trim, lit, inside):
    """Sandomierz's gothic gate: a brick tower with a passage, and a later parapet like lace."""
    def at(points):
        return moved(points, x, y, scale)
    sheet.flat(at([(-64, 0), (-56, -70), (-52, -80), (-52, -310), (52, -310), (52, -80), (56, -70), (64, 0)]), (brick, shade))
    sheet.flat(at([(18, 0), (18, -310), (52, -310), (52, -80), (56, -70), (64, 0)]), shade, .38)
    for row in range(1, 13):                                   # courses of brick, seen only near by
        sheet.line(f"M{x - 50 * scale:.1f} {y - (74 + row * 18) * scale:.1f} h{100 * scale:.1f}", shade, .9 * scale, .35)
    for side in (-1, 1):                                       # blind windows
        windows(sheet, x, y, scale, [(side * 30, -150), (side * 30, -235)], (17, 58), mix(shade, "#1a1024", .35), True)
    windows(sheet, x, y, scale, [(0, -158)], (20, 40), lit, True)
    windows(sheet, x, y, scale, [(0, -240)], (20, 46), lit, True)
    sheet.flat(box(x - 58 * scale, y - 308 * scale, 116 * scale, 9 * scale), trim)
    sheet.flat(box(x - 54 * scale, y - 317 * scale, 108 * scale, 26 * scale), brick)
    sheet.flat([arch(x + (i - 2.5) * 17 * scale, y - 319 * scale, 11 * scale, 20 * scale, False) for i in range(6)], mix(shade, trim, .15))
    sheet.flat(box(x - 58 * scale, y - 343 * scale, 116 * scale, 6 * scale), trim)
    for i in range(5):                                         # the crest
        px, tall = (i - 2) * 24, 34 if i % 2 == 0 else 24
        sheet.flat(at([(px - 11, -349), (px - 9, -349 - tall * .5), (px - 4, -349 - tall * .62), (px, -349 - tall),
                       (px + 4, -349 - tall * .62), (px + 9, -349 - tall * .5), (px + 11, -349)]), brick if i % 2 else trim)
        sheet.flat(disc(x + px * scale, y - (351 + tall) * scale, 2.6 * scale), trim)
    sheet.flat(arch(x, y, 62 * scale, 112 * scale), trim)
    sheet.flat(arch(x, y, 52 * scale, 104 * scale), inside)


def helmet(sheet, x, y, width, height, copper, shine):
    """An onion with a lantern and a smaller onion on top, as towers wear them."""
    def onion(cy, w, h):
        return (f"M{x - w / 2:.1f} {cy:.1f} C{x - w * .78:.1f} {cy - h * .45:.1f} {x - w * .12:.1f} {cy - h * .55:.1f} {x:.1f} {cy - h:.1f} "
                f"C{x + w * .12:.1f} {cy - h * .55:.1f} {x + w * .78:.1f} {cy - h * .45:.1f} {x + w / 2:.1f} {cy:.1f} Z")
    sheet.flat(onion(y, width, height * .5), (copper, copper, shine), level=True)
    sheet.flat(box(x - width * .15, y - height * .40, width * .3, height * .18), mix(copper, "#ffffff", .15))
    sheet.flat(onion(y - height * .56, width * .38, height * .26), (copper, shine), level=True)
    sheet.flat(box(x - width * .018, y - height * .76, width * .036, height * .24), shine)
    sheet.flat(disc(x, y - height * .86, width * .045), shine)


def town_hall(sheet, x, y, scale, brick, shade, wall, copper, lit):
    """Sandomierz's town hall: a brick block under a comb of a parapet, a white tower with a clock at its side."""
    def at(points):
        return moved(points, x, y, scale)
    tower = x - 128 * scale
    sheet.flat(at([(-165, 0), (-160, -250), (-96, -250), (-91, 0)]), (wall, wall, mix(wall, shade, .45)), level=True)
    for band in (-105, -190, -250):
        sheet.flat(at([(-168, band), (-168, band - 8), (-88, band - 8), (-88, band)]), mix(wall, "#ffffff", .45))
    windows(sheet, x, y, scale, [(-128, -48), (-128, -132)], (16, 34), lit)
    sheet.flat(disc(tower, y - 222 * scale, 21 * scale), mix(wall, shade, .65))
    sheet.flat(disc(tower, y - 222 * scale, 18 * scale), "#fbf3dc")
    sheet.line(f"M{tower:.1f} {y - 222 * scale:.1f} l{-6 * scale:.1f} {-8 * scale:.1f} M{tower:.1f} {y - 222 * scale:.1f} "
               f"l{13 * scale:.1f} {-6 * scale:.1f}", "#2b1d2e", 2.6 * scale)   # fourteen minutes past ten
    helmet(sheet, tower, y - 258 * scale, 74 * scale, 150 * scale, copper, mix(copper, "#ffffff", .35))
    sheet.flat(at([(-92, 0), (-92, -128), (150, -128), (150, 0)]), (brick, mix(brick, shade, .5)))
    sheet.flat(at([(96, 0), (96, -128), (150, -128), (150, 0)]), shade, .32)
    windows(sheet, x, y, scale, [(-66 + i * 38, -30) for i in range(6) if i != 3], (17, 42), lit)
    windows(sheet, x, y, scale, [(-66 + i * 38, -86) for i in range(6)], (15, 28), lit)
    sheet.flat(arch(x + 48 * scale, y, 28 * scale, 58 * scale, False), mix(shade, "#1a1024", .6))
    sheet.flat(at([(-97, -126), (-97, -134), (155, -134), (155, -126)]), mix(brick, "#ffe9c8", .6))
    sheet.flat(at([(-92, -134), (-92, -164), (150, -164), (150, -134)]), brick)
    sheet.flat([arch(x + (-80 + i * 20) * scale, y - 138 * scale, 12 * scale, 21 * scale, False) for i in range(12)],
               mix(brick, shade, .75))
    sheet.flat(at([(-96, -162), (-96, -168), (154, -168), (154, -162)]), mix(brick, "#ffe9c8", .6))
    for i in range(7):
        px = -84 + i * 37.7
        sheet.flat(at([(px - 15, -168), (px - 13, -178), (px - 6, -182), (px - 3, -200), (px, -207), (px + 3, -200),
                       (px + 6, -182), (px + 13, -178), (px + 15, -168)]), (mix(brick, "#ffe9c8", .25), brick))


def cathedral(sheet, x, y, scale, brick, shade, roof, copper, lit):
    """A gothic nave with its stepped gable, a ridge turret and a belfry apart."""
    def at(points):
        return moved(points, x, y, scale)
    sheet.flat(at([(-120, 0), (-120, -110), (170, -110), (170, 0)]), (brick, shade))
    sheet.flat(at([(-128, -108), (-96, -226), (150, -226), (182, -108)]), (roof, mix(roof, shade, .5)))
    for i in range(6):
        sheet.flat(at([(-60 + i * 44, 0), (-57 + i * 44, -100), (-49 + i * 44, -100), (-44 + i * 44, 0)]), mix(brick, shade, .6))
    windows(sheet, x, y, scale, [(-28 + i * 44, -26) for i in range(5)], (17, 68), lit, True)
    gable = [(-126, 0), (-126, -150)]
    for i in range(5):
        gable += [(-126 + i * 13, -158 - i * 26), (-119 + i * 13, -166 - i * 26), (-113 + i * 13, -158 - i * 26)]
    gable += [(-61, -296)]
    sheet.flat(at(gable + [(-122 - px, py) for px, py in reversed(gable)]), (mix(brick, "#ffe9c8", .14), brick))
    windows(sheet, x, y, scale, [(-61, -120)], (30, 78), lit, True)
    windows(sheet, x, y, scale, [(-84, -150), (-61, -216), (-38, -150)], (12, 40), mix(shade, "#1a1024", .3), True)
    sheet.flat(at([(78, -224), (78, -262), (98, -262), (98, -224)]), copper)
    sheet.flat(at([(72, -260), (88, -360), (104, -260)]), copper)
    sheet.flat(disc(x + 88 * scale, y - 362 * scale, 4 * scale), copper)


def wooden_church(sheet, x, y, scale, timber, shade, shingle, trim, lit):
    """Tomaszów's church of larch wood: two towers and a gable between them, a long roof behind."""
    def at(points):
        return moved(points, x, y, scale)
    sheet.flat(at([(70, 0), (70, -120), (330, -120), (330, 0)]), (mix(timber, shade, .4), shade))
    sheet.flat(at([(60, -116), (100, -232), (300, -232), (342, -116)]), (shingle, mix(shingle, shade, .6)))
    for i in range(1, 6):
        sheet.line(f"M{x + (66 + 5.6 * i) * scale:.1f} {y - (116 + i * 19) * scale:.1f} h{(270 - i * 12) * scale:.1f}", shade, 1.6 * scale, .45)
    windows(sheet, x, y, scale, [(170 + i * 52, -42) for i in range(3)], (22, 48), lit)
    sheet.flat(at([(210, -230), (210, -262), (238, -262), (238, -230)]), mix(timber, shade, .3))
    helmet(sheet, x + 224 * scale, y - 260 * scale, 38 * scale, 74 * scale, shingle, mix(shingle, trim, .5))
    sheet.flat(at([(-70, 0), (-70, -196), (70, -196), (70, 0)]), (timber, mix(timber, shade, .7)))
    for i in range(-8, 9):                                     # upright boards with laths
        sheet.line(f"M{x + i * 8.6 * scale:.1f} {y:.1f} v{-196 * scale:.1f}", shade, 1.5 * scale, .5)
    sheet.flat(at([(-72, -192), (-60, -232), (-34, -250), (-22, -276), (0, -292), (22, -276), (34, -250), (60, -232), (72, -192)]),
               (mix(timber, trim, .25), timber))
    sheet.line(f"M{x:.1f} {y - 292 * scale:.1f} v{-34 * scale:.1f} m{-9 * scale:.1f} {11 * scale:.1f} h{18 * scale:.1f}", trim, 3.2 * scale)
    sheet.flat(disc(x, y - 232 * scale, 15 * scale), lit)
    for side in (-1, 1):
        px = side * 104
        sheet.flat(at([(px - 44, 0), (px - 40, -252), (px + 40, -252), (px + 44, 0)]),
                   (timber, timber, mix(timber, shade, .8)), level=True)
        for i in range(-4, 5):
            sheet.line(f"M{x + (px + i * 9) * scale:.1f} {y:.1f} v{-250 * scale:.1f}", shade, 1.5 * scale, .5)
        for band in (-128, -252):
            sheet.flat(at([(px - 52, band + 8), (px - 42, band - 8), (px + 42, band - 8), (px + 52, band + 8)]), shingle)
        windows(sheet, x, y, scale, [(px, -54), (px, -170)], (24, 44), lit)
        helmet(sheet, x + px * scale, y - 258 * scale, 84 * scale, 150 * scale, shingle, mix(shingle, trim, .5))
    sheet.flat(box(x - 40 * scale, y, 80 * scale, 8 * scale), mix(timber, trim, .3))
    sheet.flat(arch(x, y - 6 * scale, 44 * scale, 84 * scale, False), mix(shade, "#000000", .35))
    windows(sheet, x, y, scale, [(-44, -116), (0, -116), (44, -116)], (22, 48), lit)


def round_tree(sheet, x, y, size, leaves, trunk):
    sheet.flat(polygon([(x - size * .05, y), (x - size * .02, y - size * .7), (x + size * .02, y - size * .7), (x + size * .05, y)]), trunk)
    for dx, dy, r in ((-.2, -.62, .26), (.2, -.66, .25), (0, -.86, .3), (0, -.6, .28)):
        sheet.flat(disc(x + dx * size, y + dy * size, r * size), mix(leaves, trunk, .12 if dy > -.65 else 0))
    sheet.flat([disc(x - .07 * size, y - .93 * size, .2 * size), disc(x + .2 * size, y - .73 * size, .13 * size),
                disc(x - .26 * size, y - .68 * size, .14 * size)], mix(leaves, "#fff2c8", .09))


def poplar(sheet, x, y, size, leaves, trunk):
    sheet.flat(box(x - size * .02, y, size * .04, size * .16), trunk)
    sheet.flat(f"M{x:.1f} {y - size * .06:.1f} C{x - size * .2:.1f} {y - size * .1:.1f} {x - size * .12:.1f} {y - size * .8:.1f} {x:.1f} {y - size:.1f} "
               f"C{x + size * .12:.1f} {y - size * .8:.1f} {x + size * .2:.1f} {y - size * .1:.1f} {x:.1f} {y - size * .06:.1f} Z",
               (leaves, leaves, mix(leaves, trunk, .4)), level=True)


def fir(sheet, x, y, size, needles, shade):
    for i in range(4):
        wide, foot, top = size * (.3 - i * .055), y - size * (.06 + i * .2), y - size * (.42 + i * .195)
        sheet.flat(polygon([(x - wide, foot), (x, top), (x + wide, foot), (x, foot - size * .04)]),
                   (needles, mix(needles, shade, .6)))


def birds(sheet, places, colour):
    for x, y, size in places:
        sheet.line(f"M{x - size:.1f} {y - size * .35:.1f} Q{x - size * .4:.1f} {y - size * .5:.1f} {x:.1f} {y:.1f} "
                   f"Q{x + size * .4:.1f} {y - size * .5:.1f} {x + size:.1f} {y - size * .35:.1f}", colour, max(1.5, size * .14))


def cranes(x, y, count, spread):
    """Places of birds that fly in a wedge."""
    return [(x + abs(i) * spread + (i > 0) * spread * .3, y + i * spread * .42, spread * .3) for i in range(-count // 2, count // 2 + 1)]


def star(x, y, radius):
    return polygon([(x + radius * (1 if i % 2 == 0 else .32) * math.sin(i * math.pi / 4),
                     y - radius * (1 if i % 2 == 0 else .32) * math.cos(i * math.pi / 4)) for i in range(8)])
