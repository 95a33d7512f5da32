#!/usr/bin/env python3
"""Draws the sample's photos, which are no photos: towns of paper. Needs librsvg2-bin and imagemagick.

    content/_draw/draw.py [NAME…]      all, or those whose file names begin so
"""
import math
import pathlib
import sys

import town
from paper import Ridge, Sheet, arch, box, disc, lens, mix, polygon, turned

CONTENT = pathlib.Path(__file__).resolve().parent.parent
SANDOMIERZ, TOMASZOW = CONTENT / "2018-10-sandomierz" / "zdjecia", CONTENT / "2018-10-tomaszow" / "zdjecia"


def street(sheet, x, end, ground, walls, tiles, lit, size):
    """Houses side by side, on a ground that may roll."""
    chance = sheet.chance
    while x < end:
        width = size * chance.uniform(.75, 1.2)
        town.house(sheet, x + width / 2, ground(x + width / 2) + size * .5, width * 1.04, size * chance.uniform(1.3, 2.0),
                   size * chance.uniform(.45, .8), chance.choice(walls), chance.choice(tiles), lit, chance.random() < .25)
        x += width


def wisla_wieczorem():
    s = Sheet("wisla-wieczorem.jpg", 1920, 1080, 11)
    c = s.chance
    s.flat(box(0, 1080, 1920, 1080), ("#241a4a", "#4b2a68", "#a8446f", "#ec7a5f", "#ffc27a", "#ffdf9e"))
    for _ in range(46):
        s.flat(town.star(c.uniform(0, 1920), c.uniform(0, 300) ** 1.02, c.uniform(1.6, 4.2)), "#ffe9d0", c.uniform(.35, .8))
    for radius, colour in ((330, "#f79a68"), (238, "#ffb070"), (158, "#ffcf8a")):
        s.lift(10, lambda: s.flat(disc(1270, 560, radius), colour, .55))
    s.glow(1270, 560, 620, "#ffe3a3", .55)
    s.cut(disc(1270, 560, 92), ("#fff6d2", "#ffe08e"), 6)
    for y, x, w in ((250, 420, 560), (318, 640, 420), (205, 1560, 460), (402, 1660, 380), (440, 250, 420)):
        s.lift(6, lambda: s.flat([lens(x, y, w, 26), lens(x + w * .22, y - 14, w * .5, 22), lens(x - w * .2, y + 12, w * .45, 16)],
                                 ("#ffb185", "#d86a72"), .75))
    s.cut(Ridge(c, 560, 34, 980).path(1920, 1080), ("#b3506f", "#8d3f6b"), 10)
    s.cut(Ridge(c, 612, 40, 760).path(1920, 1080), ("#8a3b69", "#653064"), 10)

    def skyline():
        wall, tiles, lit = ["#57305e", "#613565", "#4d2b59"], ["#3a1d49", "#452250", "#7a3658"], "#ffd27d"
        ground = lambda x: 640 + 95 * ((x - 620) / 700) ** 2
        town.cathedral(s, 640, ground(640) + 34, 1.02, "#5f3262", "#3a1d49", "#3c1f4c", "#301842", lit)
        street(s, 40, 480, ground, wall, tiles, lit, 66)
        street(s, 860, 1010, ground, wall, tiles, lit, 62)
        town.gate(s, 296, ground(296) + 12, .86, "#6d3a66", "#3f2050", "#84486e", lit, "#2a1439")
        town.town_hall(s, 1010, ground(1010) + 8, .78, "#66355f", "#3a1d49", "#774468", "#371c4a", lit)
        street(s, 1140, 1420, ground, wall, tiles, lit, 58)
    s.lift(10, skyline)
    slope = polygon([(-50, 1080)] + [(x, 658 + 95 * ((x - 620) / 700) ** 2 + 5 * math.sin(x / 37))
                                     for x in range(-50, 1500, 12)] + [(1500, 860), (1980, 880), (1980, 1080)])
    s.cut(slope, ("#3b1f4d", "#2c173f"), 10)
    s.lift(6, lambda: [town.round_tree(s, x, 700 + 95 * ((x - 620) / 700) ** 2 + 26, c.uniform(44, 74),
                                       c.choice(["#4a2556", "#5a2a58", "#6d3259"]), "#2a153b") for x in range(20, 1370, 62)])
    for i, (top, bottom) in enumerate((("#f4a06e", "#c75f6d"), ("#c9646f", "#9a4470"), ("#95426f", "#6b3468"), ("#653166", "#472657"),
                                       ("#43245a", "#2f1b4b"))):
        y = 826 + i * 46
        wave = polygon([(-50, 1080)] + [(x, y + 5 * math.sin(x / (70 + 12 * i) + i * 1.7) + (i + 1) * 1.2 * math.sin(x / 29 + i))
                                        for x in range(-50, 1980, 10)] + [(1980, 1080)])
        s.cut(wave, (top, bottom), 6)
        for _ in range(9):
            s.flat(lens(1270 + c.gauss(0, 34 + i * 22), y + c.uniform(10, 40), c.uniform(60, 230), c.uniform(2.5, 5.5)), "#ffe7ac",
                   c.uniform(.5, .95))
        for _ in range(10):
            s.flat(lens(c.uniform(0, 1920), y + c.uniform(12, 42), c.uniform(70, 260), c.uniform(2, 4)), "#ffc08a", c.uniform(.12, .35))

    def boat():
        s.flat("M1004 934 Q1090 974 1190 930 L1172 958 Q1090 986 1024 960 Z", "#1f1033")
        s.flat(polygon([(1092, 946), (1092, 812), (1176, 926)]), ("#ffdca0", "#f0976b"))
        s.flat(polygon([(1084, 940), (1084, 838), (1030, 924)]), ("#f6b983", "#cf6c6c"))
    s.lift(6, boat)

    bank = Ridge(c, 1046, 14, 500)
    s.cut(bank.path(1920, 1080), ("#1d1033", "#150b28"), 16)

    def reeds():
        for x in [c.uniform(-10, 420) for _ in range(46)] + [c.uniform(1560, 1930) for _ in range(44)]:
            tall, lean = c.uniform(70, 230), c.uniform(-22, 22)
            s.line(f"M{x:.0f} 1084 q{lean * .2:.0f} {-tall * .6:.0f} {lean:.0f} {-tall:.0f}", "#170c2b", 3.4)
            if tall > 130:
                s.line(f"M{x + lean * .93:.0f} {1084 - tall * .97:.0f} l{lean * .13:.0f} {-34}", "#2a1236", 10)
    s.lift(10, reeds)
    town.birds(s, [(780, 300, 15), (828, 278, 12), (868, 304, 10), (742, 330, 9)], "#3b1c4c")
    s.save(SANDOMIERZ)


def ratusz_w_poludnie():
    s = Sheet("ratusz.jpg", 1800, 1200, 23)
    c = s.chance
    s.flat(box(0, 1200, 1800, 1200), ("#3f8fa8", "#74b6bd", "#b9dccb", "#f6ecc9"))
    s.glow(1420, 240, 620, "#fff5cf", .8)
    for r, colour, o in ((170, "#ffe9a8", .55), (118, "#ffe08a", .8)):
        s.lift(6, lambda: s.flat(disc(1420, 250, r), colour, o))
    s.cut(disc(1420, 250, 76), ("#fffbe3", "#ffe27d"), 4)

    def cloud(x, y, w):
        def puffs():
            s.flat([disc(x + dx * w, y + dy * w, r * w) for dx, dy, r in
                    ((-.34, .02, .15), (-.14, -.08, .22), (.12, -.05, .19), (.33, .03, .13))], ("#ffffff", "#e4f0ea"))
            s.flat(box(x - w * .36, y + w * .165, w * .72, w * .13), "#e4f0ea")
        s.lift(10, puffs)
    cloud(300, 260, 330), cloud(1010, 170, 230), cloud(1640, 440, 260)
    s.cut(Ridge(c, 720, 30, 900).path(1800, 1200), ("#8fbf9f", "#6ea58c"), 10)
    walls = ["#f0c987", "#e8a87c", "#d9d3ae", "#c9dcc4", "#e7b8a0", "#f3dfb3", "#b9cfd0"]
    tiles = ["#b2503c", "#9c4338", "#c4613f"]
    s.lift(10, lambda: street(s, -30, 1840, lambda x: 800, walls, tiles, "#44506b", 132))
    s.cut(box(-40, 1240, 1880, 340), ("#e9cfa0", "#c99f74"), 10)
    for row in range(9):                                       # paving, in rows of arcs
        y, size = 905 + row * row * 4.1 + row * 9, 26 + row * 8
        for i in range(int(1900 / size) + 2):
            x = i * size - (size / 2 if row % 2 else 0)
            s.line(f"M{x - size * .5:.0f} {y:.0f} q{size * .5:.0f} {-size * .42:.0f} {size:.0f} 0", "#9c7354", 2 + row * .18, .38)
    s.lift(16, lambda: [town.round_tree(s, x, 940, z, leaf, "#6b4030") for x, z, leaf in
                        ((120, 260, "#d9822b"), (300, 210, "#c4592b"), (1560, 250, "#dc9a33"), (1710, 290, "#bd4f2c"))])
    s.flat(lens(910, 996, 940, 34), "#7d5238", .45)
    s.lift(24, lambda: town.town_hall(s, 930, 1000, 2.3, "#c8563b", "#7c2d33", "#f5e6c4", "#3f7f78", "#4a3b57"))

    def people():
        for x, size, coat in ((420, 92, "#2d4a66"), (470, 84, "#8a3b4a"), (1392, 96, "#3d5c4a"), (1450, 70, "#d39a3d"), (1500, 94, "#4a3a63")):
            s.flat(f"M{x - size * .2:.0f} 1052 Q{x - size * .24:.0f} {1052 - size * .62:.0f} {x:.0f} {1052 - size * .72:.0f} "
                   f"Q{x + size * .24:.0f} {1052 - size * .62:.0f} {x + size * .2:.0f} 1052 Z", coat)
            s.flat(disc(x, 1052 - size * .83, size * .13), "#3a2836")
    s.lift(6, people)
    s.lift(4, lambda: [s.flat([lens(x, y, 22, 9), lens(x - 9, y - 5, 12, 5)], "#5b6472") for x, y in
                       ((640, 1104), (700, 1122), (760, 1098), (1120, 1118), (1180, 1096))])
    town.birds(s, [(1040, 420, 20), (1100, 390, 16), (1160, 426, 13), (250, 470, 14)], "#456a78")
    s.save(SANDOMIERZ)


def brama_opatowska():
    s = Sheet("brama-opatowska.jpg", 1080, 1620, 5)
    c = s.chance
    s.flat(box(0, 1620, 1080, 1620), ("#0c1f3f", "#153a63", "#2b6a86", "#7fb3a6", "#f2d59b"))
    for _ in range(90):
        s.flat(town.star(c.uniform(0, 1080), c.uniform(0, 760), c.uniform(2, 6.5)), "#fdf3d2", c.uniform(.35, .95))
    s.glow(890, 220, 380, "#f7efc9", .6)
    s.lift(6, lambda: s.flat("M846 120 A112 112 0 1 0 968 300 A92 92 0 1 1 846 120 Z", ("#fff8dc", "#f5dfa0")))
    s.cut(Ridge(c, 1120, 40, 700).path(1080, 1620), ("#2f6479", "#234d66"), 10)
    s.lift(10, lambda: street(s, -60, 1140, lambda x: 1270, ["#2a4a66", "#32566f", "#274059", "#3a5d70"], ["#1b3048", "#223a52", "#5a4152"],
                              "#ffcf77", 128))
    s.lift(16, lambda: [town.poplar(s, x, 1390, z, leaf, "#0f2236") for x, z, leaf in
                        ((70, 330, "#23506a"), (160, 250, "#2b5b6d"), (948, 300, "#245267"), (1030, 370, "#1d445f"))])
    s.cut(polygon([(-40, 1660), (-40, 1352), (340, 1330), (740, 1330), (1120, 1352), (1120, 1660)]), ("#3a4d63", "#1a2a42"), 10)
    s.glow(540, 1320, 430, "#ffc56e", .75)
    s.lift(24, lambda: town.gate(s, 540, 1372, 3.05, "#b4533f", "#5d2a3c", "#e0a067", "#ffd682", "#ffcf7a"))

    def through():                                             # the lit street behind the passage
        s.flat(arch(540, 1372, 52 * 3.05, 104 * 3.05), ("#ffdf98", "#f4a45c"))
        s.flat(polygon([(470, 1372), (470, 1230), (505, 1190), (505, 1372)]), "#c96b4a")
        s.flat(polygon([(610, 1372), (610, 1215), (578, 1180), (578, 1372)]), "#b85c4a")
        s.flat(polygon([(505, 1372), (505, 1240), (530, 1215), (530, 1372)]), "#dd8a55")
        s.flat(disc(541, 1232, 13), "#fff7d8")
    through()
    s.flat(polygon([(462, 1372), (618, 1372), (760, 1620), (320, 1620)]), ("#f2b56a", "#3d3d52"), .75)
    for row in range(8):
        y = 1388 + row * row * 3.0 + row * 8
        for i in range(-9, 10):
            x = 540 + i * (24 + row * 7) + (row % 2) * 12
            s.line(f"M{x - 9 - row * 2.4:.0f} {y:.0f} q{9 + row * 2.4:.0f} {-7 - row:.0f} {18 + row * 4.8:.0f} 0", "#12203a", 2.4, .4)

    def lamp(x, y):
        s.line(f"M{x} {y} v-300", "#0d1730", 9)
        s.line(f"M{x} {y - 250} h-26 M{x} {y - 250} h26", "#0d1730", 5)
        s.flat(polygon([(x - 24, y - 360), (x + 24, y - 360), (x + 16, y - 300), (x - 16, y - 300)]), ("#fff3c4", "#ffc768"))
        s.flat(polygon([(x - 30, y - 360), (x, y - 392), (x + 30, y - 360)]), "#0d1730")
    for x in (230, 850):
        s.glow(x, 1130, 230, "#ffd27a", .7)
        s.lift(10, lambda: lamp(x, 1462))
    s.lift(10, lambda: [s.flat(f"M{x - z * .2:.0f} {y} Q{x - z * .25:.0f} {y - z * .62:.0f} {x} {y - z * .74:.0f} Q{x + z * .25:.0f} {y - z * .62:.0f} "
                               f"{x + z * .2:.0f} {y} Z " + disc(x, y - z * .86, z * .13), "#14172f") for x, y, z in ((506, 1462, 128), (566, 1466, 116))])
    s.save(SANDOMIERZ)


def panorama():
    s = Sheet("panorama.jpg", 2400, 900, 37)
    c = s.chance
    s.flat(box(0, 900, 2400, 900), ("#8fb7cf", "#c3d6d4", "#f3e2c2", "#fbd9a8"))
    s.glow(620, 360, 560, "#fff3cd", .9)
    s.cut(disc(620, 330, 64), ("#fffdf0", "#ffeab0"), 4)
    for y, top, bottom in ((392, "#b9cfd0", "#d9dcc9"), (436, "#9dbcc2", "#c9d2c4"), (482, "#86a9b2", "#b6c8bd")):
        s.cut(Ridge(c, y, 30, 1100).path(2400, 900), (top, bottom), 6)
        s.glow(c.uniform(300, 2100), y + 70, 420, "#fff6e0", .35)

    crest = lambda x: 520 - 66 * math.exp(-((x - 1420) / 430) ** 2)

    def skyline():
        walls, tiles = ["#f0d9b0", "#e6c39c", "#d6cdb4", "#efe3c8", "#d9b394"], ["#b3563f", "#a34a3c", "#c46a48"]
        street(s, 930, 1980, lambda x: crest(x) + 8, walls, tiles, "#6d6a78", 50)
        town.cathedral(s, 1600, crest(1600) + 34, .92, "#c4674a", "#8a3f41", "#a34a3c", "#5f8d84", "#5a5266")
        town.town_hall(s, 1330, crest(1330) + 36, .72, "#c65c43", "#85363c", "#f6ead0", "#5f8d84", "#5a5266")
        town.gate(s, 1098, crest(1098) + 40, .66, "#bb5d45", "#7f383d", "#dca77c", "#5a5266", "#4a3a4c")
    s.lift(6, skyline)
    s.cut(polygon([(-50, 900)] + [(x, crest(x) + 44 + 8 * math.sin(x / 53)) for x in range(-50, 2460, 12)] + [(2460, 900)]), ("#7ba37a", "#5d8a6c"), 10)
    s.lift(4, lambda: [town.round_tree(s, x + c.uniform(-14, 14), crest(x) + 78 + c.uniform(-8, 34), c.uniform(46, 84),
                                       c.choice(["#c98a3a", "#b9682f", "#8a9a4e", "#d6a445", "#a4502f", "#6f8f55"]), "#5a4234")
                       for x in range(760, 2200, 34)])
    s.cut(polygon([(-50, 900), (-50, 640), (300, 622), (760, 640), (1240, 668), (1760, 650), (2460, 628), (2460, 900)]), ("#a9bd82", "#8aa873"), 6)
    river = ("M-60 742 C300 690 620 664 1010 690 C1420 716 1800 690 2460 662 L2460 706 C1860 748 1480 792 1080 772 "
             "C640 748 260 790 -60 858 Z")
    s.cut(river, ("#dfe9e2", "#8fb9c4"), 4)
    for _ in range(44):
        x = c.uniform(200, 1660)
        s.flat(lens(x, 734 - 34 * math.sin(x / 640 + 1.2) * .4 + c.uniform(-14, 22), c.uniform(60, 240), c.uniform(1.6, 3.4)), "#ffffff", c.uniform(.35, .8))
    s.cut("M-60 880 C300 800 640 772 1080 800 C1500 824 1900 770 2460 730 L2460 960 L-60 960 Z", ("#87975a", "#5f7a4c"), 10)
    s.lift(10, lambda: [town.poplar(s, x, 842 - 60 * (x > 1700), z, leaf, "#4a4a34") for x, z, leaf in
                        ((1880, 270, "#c99a3a"), (1950, 330, "#b9832f"), (2020, 290, "#d6b04a"), (2300, 330, "#a8742f"))])
    s.lift(16, lambda: [town.round_tree(s, x, 880 + c.uniform(0, 20), z, leaf, "#4a3328") for x, z, leaf in
                        ((70, 280, "#b5482a"), (230, 230, "#d07c2c"), (360, 180, "#c39a3c"), (2130, 190, "#c7652c"), (2220, 260, "#a83f29"))])
    s.cut(Ridge(c, 878, 9, 640).path(2400, 900), ("#47603f", "#334a35"), 16)
    town.birds(s, town.cranes(1760, 170, 8, 46), "#5d6f7c")
    s.save(SANDOMIERZ, 84)


def petal(radius, inner, width, angle, x, y, tip=.62):
    """A rounded leaf from inner to radius, pointing to angle."""
    points = []
    for i in range(49):
        t = i / 48
        w = width * math.sin(math.pi * t ** tip) ** .8
        points.append((w, -(inner + (radius - inner) * t)))
    shape = points + [(-px, py) for px, py in reversed(points)]
    return polygon(turned(shape, angle, x, y))


def rosette(s, x, y, radius, colours, fold=12):
    """A paper star as folk cutters make them: folded, snipped, unfolded, one colour pasted on another."""
    ring = lambda outer, inner, width, half=0.0, tip=.62: [
        petal(outer * radius, inner * radius, width * radius, 2 * math.pi * (i + half) / fold, x, y, tip) for i in range(fold)]
    dots = lambda at, size, half=0.0: [disc(x + at * radius * math.sin(2 * math.pi * (i + half) / fold),
                                            y - at * radius * math.cos(2 * math.pi * (i + half) / fold), size * radius) for i in range(fold)]
    s.lift(6, lambda: s.flat(ring(1.0, .3, .125) + ring(.86, .3, .07, .5), colours[0]))
    s.lift(4, lambda: s.flat(ring(.93, .5, .085), colours[1]))
    s.lift(4, lambda: s.flat(ring(.86, .58, .045), colours[2]))
    s.lift(2, lambda: s.flat(dots(.79, .028, .5), colours[3]))
    s.lift(6, lambda: s.flat(ring(.58, .12, .095, .5), colours[4]))
    s.lift(4, lambda: s.flat(ring(.51, .2, .055, .5), colours[5]))
    s.lift(2, lambda: s.flat(dots(.385, .02, .5), colours[0]))
    s.lift(6, lambda: s.flat(ring(.34, .03, .062), colours[3]))
    s.lift(4, lambda: s.flat(disc(x, y, .13 * radius), colours[0]))
    s.lift(2, lambda: s.flat(disc(x, y, .082 * radius), colours[2]))
    s.flat(dots(.105, .011), colours[1])


def rooster(s, x, y, size, way, body, wing, comb, dark):
    """Looks to the left if way is 1."""
    p = lambda *pairs: [(x + way * px * size, y + py * size) for px, py in pairs]

    def curve(start, *curves):
        return "M{:.1f} {:.1f} ".format(*p(start)[0]) + " ".join("C" + " ".join(f"{a:.1f} {b:.1f}" for a, b in p(*three)) for three in curves) + " Z"
    for i, colour in enumerate((dark, wing, comb, body)):      # the tail, feather on feather
        spread = 1 - i * .2
        s.lift(4, lambda: s.flat([curve((.22, .0), ((.4 * spread, -.5 + j * .16), (.75 * spread + .1, -.75 + j * .2), ((.92 - .08 * j) * spread + .06, -.42 + j * .26)),
                                        ((.7 * spread, -.5 + j * .22), (.5 * spread, -.1 + j * .08), (.22, .18))) for j in range(3)], colour))
    s.lift(4, lambda: s.flat([curve((-.12, .3), ((-.12, .5), (-.1, .52), (-.1, .62)), ((-.06, .62), (-.05, .5), (-.04, .3))),
                              curve((.08, .3), ((.08, .5), (.1, .52), (.1, .62)), ((.14, .62), (.15, .5), (.16, .3)))], comb))
    s.lift(6, lambda: s.flat(curve((-.42, -.52), ((-.3, -.66), (-.14, -.6), (-.14, -.42)), ((-.1, -.12), (.18, -.1), (.34, -.06)),
                                   ((.36, .2), (.16, .4), (-.02, .38)), ((-.3, .36), (-.42, .06), (-.34, -.28)), ((-.34, -.36), (-.38, -.42), (-.42, -.52))), body))
    s.lift(4, lambda: s.flat([disc(*p((-.36 + i * .085, -.64 - (.05 if i == 1 else 0)))[0], .068 * size) for i in range(3)]
                             + [disc(*p((-.37, -.36))[0], .05 * size)], comb))
    s.lift(2, lambda: s.flat(polygon(p((-.4, -.54), (-.56, -.46), (-.38, -.44))), wing))
    s.lift(4, lambda: s.flat(curve((-.14, -.02), ((0, -.16), (.22, -.06), (.3, .06)), ((.16, .24), (-.1, .26), (-.14, -.02))), wing))
    s.lift(2, lambda: s.flat([disc(*p((-.03 + i * .085, .06 - .004 * i))[0], .026 * size) for i in range(3)], dark))
    s.flat(disc(*p((-.31, -.52))[0], .028 * size), dark)


def flower(s, x, y, size, lean, colours, leaf):
    """A stem with leaves and a flower of three papers."""
    bend = lean * size * .5
    s.line(f"M{x:.1f} {y:.1f} q{bend * .2:.1f} {-size * .5:.1f} {bend:.1f} {-size:.1f}", leaf, size * .045)
    s.lift(4, lambda: s.flat([petal(size * .36, 0, size * .075, side * 1.05 + lean * .3, x + bend * t, y - size * (t + .12)) for t in (.18, .42)
                              for side in (-1, 1)], leaf))
    cx, cy = x + bend, y - size
    for r, w, colour, half in ((.34, .1, colours[0], 0), (.25, .075, colours[1], .5), (.15, .055, colours[2], 0)):
        s.lift(4, lambda: s.flat([petal(size * r, 0, size * w, 2 * math.pi * (i + half) / 8, cx, cy) for i in range(8)], colour))
    s.lift(2, lambda: s.flat(disc(cx, cy, size * .055), colours[3]))


def wycinanka():
    s = Sheet("wycinanka.png", 1500, 1000, 3)
    ground, ink, red, rose, gold, green, blue, paper = ("#f7efdc", "#1d2a44", "#c8322f", "#e86f7b", "#f2b33d", "#2f7d4f", "#2b6ca3", "#fffaf0")
    s.flat(box(0, 1000, 1500, 1000), ground)
    for side in (0, 1):                                        # scalloped borders
        edge = lambda y: 1000 - y if side else y
        s.lift(6, lambda: s.flat([disc(x, edge(0), 54) for x in range(0, 1501, 75)] + [box(0, 1000 if side else 26, 1500, 26)], ink))
        s.lift(4, lambda: s.flat([disc(x, edge(14), 26) for x in range(0, 1501, 75)], red))
        s.lift(2, lambda: s.flat([disc(x, edge(16), 12) for x in range(0, 1501, 75)], gold))
        s.lift(2, lambda: s.flat([disc(x, edge(62), 8) for x in range(37, 1501, 75)], green))
    rosette(s, 750, 486, 344, (ink, red, gold, green, blue, paper), 16)
    for way in (1, -1):
        rooster(s, 750 - way * 510, 520, 236, -way, red, gold, rose, ink)
        for out, foot, tall, lean, colours in (
                (330, 890, 128, .22, (rose, red, gold, ink)), (456, 890, 172, -.16, (blue, paper, gold, red)),
                (580, 890, 128, .16, (gold, red, paper, blue)), (672, 890, 152, -.14, (red, rose, gold, ink)),
                (420, 262, 118, .2, (red, rose, gold, ink)), (540, 286, 150, -.12, (gold, paper, red, green)),
                (668, 262, 124, .1, (blue, paper, rose, gold))):
            flower(s, 750 - way * out, foot, tall, lean * way, colours, green)
    s.save(TOMASZOW)


def kosciol_modrzewiowy():
    s = Sheet("kosciol-modrzewiowy.jpg", 1800, 1200, 19)
    c = s.chance
    s.flat(box(0, 1200, 1800, 1200), ("#f2a65a", "#f7c47a", "#fbe0a6", "#fdf0cd"))
    s.glow(900, 520, 900, "#fff8dd", .8)
    s.lift(6, lambda: s.flat(disc(900, 470, 372), "#fbe7b4", .9))
    s.lift(6, lambda: s.flat(disc(900, 470, 300), "#fff3cf", .95))
    s.cut(Ridge(c, 690, 44, 800).path(1800, 1200), ("#d9a35e", "#c48a52"), 10)
    s.cut(Ridge(c, 760, 40, 620).path(1800, 1200), ("#a9743f", "#8a5c38"), 10)
    s.lift(6, lambda: [town.fir(s, x + c.uniform(-12, 12), 880 + c.uniform(-10, 10), c.uniform(190, 320), c.choice(["#4d5b34", "#5a6638", "#42522f"]), "#2c3523")
                       for x in [*range(-20, 520, 62), *range(1330, 1840, 62)]])
    s.lift(10, lambda: [town.round_tree(s, x, 930, z, leaf, "#5c3a26") for x, z, leaf in
                        ((90, 330, "#c4502a"), (270, 260, "#e08a2c"), (1500, 290, "#d9702a"), (1690, 360, "#b7422a"), (420, 200, "#d9a63a"))])
    s.cut(Ridge(c, 900, 14, 900).path(1800, 1200), ("#93934a", "#6f7a3f"), 10)
    s.flat(lens(930, 960, 1050, 30), "#4d4a28", .5)
    s.lift(24, lambda: town.wooden_church(s, 800, 962, 2.2, "#8a5230", "#452718", "#5d6b62", "#e8c28a", "#ffdf94"))
    s.cut(polygon([(735, 962), (865, 962), (1090, 1220), (470, 1220)]), ("#e6cc96", "#cda56a"), 4)

    def fence():
        for x in [*range(-10, 640, 34), *range(1040, 1820, 34)]:
            y = 1010 + 6 * math.sin(x / 90)
            s.flat(polygon([(x - 8, y + 70), (x - 8, y - 24), (x, y - 36), (x + 8, y - 24), (x + 8, y + 70)]), ("#f6e3bd", "#cfae80"))
        for y in (1010, 1052):
            s.flat([box(-20, y, 640, 10), box(1030, y, 800, 10)], "#dcbf90")
    s.lift(6, fence)
    s.cut("M-40 1220 L-40 1096 C180 1084 420 1120 600 1220 Z", ("#5d6a36", "#434f2c"), 10)
    s.cut("M1000 1220 C1200 1120 1500 1080 1840 1090 L1840 1220 Z", ("#5d6a36", "#434f2c"), 10)
    leaves = ["#d9702a", "#c4502a", "#e6a53a", "#b7422a"]
    s.lift(4, lambda: [s.flat(polygon(turned([(0, -13), (7, 0), (0, 13), (-7, 0)], c.uniform(0, 3), c.uniform(0, 1800), c.uniform(1020, 1190))),
                              c.choice(leaves)) for _ in range(80)])
    s.lift(4, lambda: [s.flat(polygon(turned([(0, -13), (6, 0), (0, 13), (-6, 0)], c.uniform(0, 3), c.uniform(0, 1800), c.uniform(300, 980))),
                              c.choice(leaves)) for _ in range(26)])
    town.birds(s, [(330, 250, 20), (392, 226, 15), (452, 262, 13), (1400, 200, 16), (1460, 226, 12)], "#8a5230")
    s.save(TOMASZOW)


def roztocze():
    s = Sheet("roztocze.jpg", 1920, 1080, 29)
    c = s.chance
    s.flat(box(0, 1080, 1920, 1080), ("#7fa6b8", "#b7cbc4", "#f2dfb6", "#f7c98e"))
    s.glow(560, 380, 640, "#fff4cf", .9)
    s.cut(disc(560, 330, 80), ("#fffbe6", "#ffe39a"), 4)
    for y, x, w in ((150, 1180, 520), (214, 1480, 360), (118, 250, 340)):
        s.lift(6, lambda: s.flat([lens(x, y, w, 24), lens(x + w * .2, y - 13, w * .5, 22)], ("#fff7e4", "#f0d7b5"), .85))
    greens = (("#a8bfb2", "#c2cdb4"), ("#8eae9d", "#aebf9a"), ("#6f9683", "#8ea982"), ("#547f6b", "#6f9067"))
    for i, pair in enumerate(greens):
        ridge = Ridge(c, 440 + i * 52, 34 + i * 4, 1000 - i * 110)
        s.cut(ridge.path(1920, 1080), pair, 10)
        if i > 1:
            s.lift(4, lambda: [town.fir(s, x, ridge.at(x) + 16, c.uniform(38, 66) * (i - .6), c.choice(["#3f6353", "#365a4a", "#4d6b4a"]), "#2a463b")
                               for x in (c.uniform(0, 1920) for _ in range(52))])
    fields = Ridge(c, 664, 30, 1300)
    s.cut(fields.path(1920, 1080), ("#c9a552", "#a5843f"), 10)
    strips = ["#d9b65c", "#8a9a4a", "#b98a3d", "#e3c877", "#74893f", "#a8632f", "#cfae55", "#94a355", "#c47f35", "#e0bd62"]
    for i in range(24):                                        # long narrow fields, as the land is parted there
        x, vanish = -1500 + i * 205, 1020
        far, next_far = vanish + (x - vanish) * .34, vanish + (x + 205 - vanish) * .34
        s.flat(polygon([(x, 1080), (far, fields.at(far) + 12), (next_far, fields.at(next_far) + 12), (x + 205, 1080)]),
               (strips[i % 10], mix(strips[i % 10], "#4a3a1e", .28)))

    def village():
        for x, size in ((1190, 58), (1270, 50), (1342, 62), (1420, 46)):
            town.house(s, x, fields.at(x) + 40, size * 1.5, size * .62, size * .6, "#f3e6cb", "#9c4a38", "#5d5a62")
        town.wooden_church(s, 1500, fields.at(1500) + 36, .42, "#7a4a2e", "#452718", "#4d5f5a", "#e8c28a", "#ffe2a0")
    s.lift(6, village)
    s.lift(6, lambda: [town.round_tree(s, x, fields.at(x) + 44, z, leaf, "#553a28") for x, z, leaf in
                       ((1120, 96, "#c4622c"), (1720, 120, "#b84e2a"), (1660, 90, "#cfa23c"))])

    def road():
        left, right = [], []
        for i in range(41):
            t = i / 40
            y = 716 + 364 * t ** 1.5
            x = 1300 - 560 * t + 170 * math.sin(t * 5.2) * (1 - t * .4)
            left.append((x - 6 - 92 * t ** 1.6, y)), right.append((x + 6 + 92 * t ** 1.6, y))
        s.flat(polygon(left + right[::-1]), ("#fbeccb", "#e2c595"))
    s.lift(4, road)
    s.lift(16, lambda: [town.round_tree(s, x, y, z, leaf, "#4d3122") for x, y, z, leaf in
                        ((150, 1010, 420, "#c4502a"), (380, 960, 270, "#dd9a35"), (1850, 1030, 400, "#b8442a"), (1650, 980, 220, "#d9812f"))])
    s.cut(Ridge(c, 1040, 16, 700).path(1920, 1080), ("#4f5a2f", "#353f25"), 16)
    town.birds(s, town.cranes(980, 210, 10, 42), "#4f6470")
    s.save(TOMASZOW)


def plan():
    """The way from the gate to the house where one meets, as a map cut from paper."""
    s = Sheet("plan.png", 1200, 1000, 2)
    s.flat(box(0, 1000, 1200, 1000), ("#f6ecd4", "#ecdfc0"))
    s.cut("M1200 560 C1050 600 980 700 760 760 C560 812 330 800 0 900 L0 1000 L1200 1000 Z", ("#8fc0cc", "#5d9bb0"), 10)
    for i in range(16):
        s.flat(lens(180 + (i * 271) % 960, 850 + (i * 47) % 110, 90 + i * 5, 4), "#ffffff", .5)
    s.cut("M-20 330 C80 250 190 210 330 240 C420 130 620 90 800 120 C960 150 1040 250 1020 380 C1010 520 900 600 740 640 "
          "C560 690 380 690 260 640 C120 600 -20 560 -20 330 Z", ("#dfe0ab", "#c8cf94"), 6)
    block = lambda points: s.cut(polygon(points), ("#efd3a8", "#deb98a"), 4)
    for points in (((400, 180), (540, 160), (556, 262), (420, 290)), ((580, 154), (740, 156), (736, 250), (594, 258)),
                   ((780, 164), (900, 200), (880, 300), (776, 252)), ((300, 300), (386, 300), (410, 430), (300, 440)),
                   ((300, 480), (420, 470), (450, 590), (330, 600)), ((490, 560), (640, 545), (650, 620), (510, 640)),
                   ((690, 536), (800, 500), (850, 560), (710, 610)), ((830, 330), (960, 300), (960, 400), (840, 440)), ((842, 474), (950, 436), (930, 520), (872, 544))):
        block(points)
    s.cut(polygon([(450, 325), (780, 290), (800, 470), (480, 510)]), ("#fff7e6", "#f6e6c8"), 2)      # the market
    way = "M150 120 C190 190 210 250 240 300 C262 350 250 420 284 456 C340 470 420 452 470 440 C560 420 600 420 690 400 C760 384 800 400 830 456 C850 500 870 560 902 586"
    s.line(way, "#b3261e", 20)
    s.parts[-1] = s.parts[-1].replace("/>", ' stroke-dasharray="1 34"/>')
    s.lift(6, lambda: town.gate(s, 240, 320, .42, "#b4533f", "#5d2a3c", "#e0a067", "#4a3b57", "#3a2433"))
    s.lift(6, lambda: town.town_hall(s, 640, 452, .5, "#c8563b", "#7c2d33", "#fbf0d6", "#3f7f78", "#4a3b57"))
    s.lift(6, lambda: town.cathedral(s, 640, 690, .4, "#b5553f", "#6d2f38", "#8f3f38", "#3f7f78", "#4a3b57"))
    s.lift(4, lambda: [town.round_tree(s, x, y, 62, leaf, "#6b4030") for x, y, leaf in
                       ((120, 430, "#d9822b"), (180, 520, "#bd6a2c"), (150, 610, "#8f9a4e"), (990, 250, "#d9a23a"), (1060, 480, "#c4592b"), (960, 640, "#8f9a4e"))])

    def pin():
        s.flat("M902 592 C872 536 838 512 838 466 A64 64 0 0 1 966 466 C966 512 932 536 902 592 Z", ("#0f7a60", "#0b5f4b"))
        s.flat(disc(902, 466, 28), "#fffaf0")
    s.lift(10, pin)
    s.lift(4, lambda: s.flat("M118 120 m-34 0 a34 34 0 1 0 68 0 a34 34 0 1 0 -68 0 Z", "#2b6ca3"))
    s.flat(box(96, 132, 44, 28), "#ffffff")
    s.flat([box(101, 122, 15, 12), box(120, 122, 15, 12)], "#2b6ca3")
    s.flat([disc(106, 135, 6), disc(130, 135, 6)], "#ffffff")
    s.save(SANDOMIERZ.parent)


PICTURES = {"wisla": wisla_wieczorem, "ratusz": ratusz_w_poludnie, "brama": brama_opatowska, "panorama": panorama,
            "wycinanka": wycinanka, "kosciol": kosciol_modrzewiowy, "roztocze": roztocze, "plan": plan}

if __name__ == "__main__":
    for folder in (SANDOMIERZ, TOMASZOW):
        folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or PICTURES:
        PICTURES[name]()
