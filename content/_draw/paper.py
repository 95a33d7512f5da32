"""Cut paper: sheets of colour, each with the shadow it throws on the one behind. Makes SVG; rsvg-convert paints it."""
import math
import random
import subprocess


def mix(a, b, share):
    """The colour that far from a to b, all as "#rrggbb"."""
    return "#" + "".join(f"{round(int(a[i:i + 2], 16) * (1 - share) + int(b[i:i + 2], 16) * share):02x}" for i in (1, 3, 5))


def polygon(points):
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points) + " Z"


def box(x, y, width, height):
    """y is the lower edge: things stand on the ground."""
    return polygon([(x, y), (x, y - height), (x + width, y - height), (x + width, y)])


def disc(x, y, radius, squash=1.0):
    ry = radius * squash
    return (f"M{x - radius:.1f} {y:.1f} a{radius:.1f} {ry:.1f} 0 1 0 {2 * radius:.1f} 0 "
            f"a{radius:.1f} {ry:.1f} 0 1 0 {-2 * radius:.1f} 0 Z")


def arch(x, y, width, height, pointed=True):
    """An opening with its sill's middle at x, y."""
    left, right, spring = x - width / 2, x + width / 2, y - height + width * (0.75 if pointed else 0.5)
    if pointed:
        top = y - height
        bow = f"Q{left:.1f} {top + (spring - top) * .35:.1f} {x:.1f} {top:.1f} Q{right:.1f} {top + (spring - top) * .35:.1f} {right:.1f} {spring:.1f}"
    else:
        bow = f"A{width / 2:.1f} {width / 2:.1f} 0 0 1 {right:.1f} {spring:.1f}"
    return f"M{left:.1f} {y:.1f} L{left:.1f} {spring:.1f} {bow} L{right:.1f} {y:.1f} Z"


def lens(x, y, width, height):
    """A flat leaf: light on water."""
    return (f"M{x - width / 2:.1f} {y:.1f} Q{x:.1f} {y - height:.1f} {x + width / 2:.1f} {y:.1f} "
            f"Q{x:.1f} {y + height:.1f} {x - width / 2:.1f} {y:.1f} Z")


def turned(points, angle, x, y):
    """Points around the origin, turned by angle (radians) and moved."""
    c, s = math.cos(angle), math.sin(angle)
    return [(x + px * c - py * s, y + px * s + py * c) for px, py in points]


class Ridge:
    """A rolling edge: a few sines with phases of chance."""

    def __init__(self, chance, height, amplitude, wavelength):
        self.height = height
        self.waves = [(amplitude / n, wavelength / n ** 1.25, chance.uniform(0, 2 * math.pi)) for n in (1, 2, 3, 5)]

    def at(self, x):
        return self.height - sum(a * math.sin(2 * math.pi * x / w + phase) for a, w, phase in self.waves)

    def path(self, width, bottom, step=10):
        xs = [x * step for x in range(-4, int(width / step) + 5)]
        return polygon([(-50, bottom)] + [(x, self.at(x)) for x in xs] + [(width + 50, bottom)])


class Sheet:
    """A picture in the making."""

    def __init__(self, name, width, height, seed):
        self.name, self.width, self.height = name, width, height
        self.chance = random.Random(seed)
        self.definitions, self.parts, self.gradients = [], [], {}

    def paint(self, colours, level=False):
        """A paint for fill=: one colour, or a gradient from top (or left) to bottom."""
        if isinstance(colours, str):
            return colours
        if (colours, level) not in self.gradients:
            name = self.gradients[colours, level] = f"g{len(self.gradients)}"
            stops = "".join(f'<stop offset="{i / (len(colours) - 1):.3f}" stop-color="{colour}"/>'
                            for i, colour in enumerate(colours))
            end = 'x2="1" y2="0"' if level else 'x2="0" y2="1"'
            self.definitions.append(f'<linearGradient id="{name}" x1="0" y1="0" {end}>{stops}</linearGradient>')
        return f"url(#{self.gradients[colours, level]})"

    def glow(self, x, y, radius, colour, strength):
        """Light in the air, brightest in the middle."""
        name = f"l{len(self.definitions)}"
        self.definitions.append(
            f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity="{strength}"/>'
            f'<stop offset=".45" stop-color="{colour}" stop-opacity="{strength * .38:.2f}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>')
        self.parts.append(f'<circle cx="{x}" cy="{y}" r="{radius}" fill="url(#{name})"/>')

    def flat(self, path, colours, opacity=1.0, level=False):
        """Colour without a shadow. path may be several."""
        path = path if isinstance(path, str) else " ".join(path)
        shade = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
        self.parts.append(f'<path d="{path}" fill="{self.paint(colours, level)}"{shade}/>')

    def line(self, path, colour, width, opacity=1.0):
        self.parts.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
                          f'stroke-opacity="{opacity}" stroke-linecap="round" stroke-linejoin="round"/>')

    def lift(self, depth, draw):
        """What draw() adds becomes one cut sheet that lies depth pixels above what is behind it."""
        outer, self.parts = self.parts, []
        draw()
        inner, self.parts = self.parts, outer
        self.parts.append(f'<g filter="url(#lift{depth})">' + "".join(inner) + "</g>")

    def cut(self, path, colours, depth=10, level=False):
        self.lift(depth, lambda: self.flat(path, colours, level=level))

    def save(self, folder, quality=86):
        """Paints with rsvg-convert and stores a JPEG (or, of a name in .png, a PNG) with ImageMagick."""
        lifts = "".join(                                       # librsvg of Debian 12 has no feDropShadow
            f'<filter id="lift{d}" x="-20%" y="-20%" width="140%" height="140%"><feOffset in="SourceAlpha" dy="{d * .35:.1f}"/>'
            f'<feGaussianBlur stdDeviation="{d * .75:.1f}" result="b"/><feFlood flood-color="#0a0618" flood-opacity=".42"/>'
            '<feComposite in2="b" operator="in" result="s"/><feMerge><feMergeNode in="s"/><feMergeNode in="SourceGraphic"/></feMerge>'
            '</filter>' for d in (2, 4, 6, 10, 16, 24))
        grain = ('<filter id="grain" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" '
                 'baseFrequency=".55 .62" numOctaves="2" seed="4"/><feColorMatrix values="0 0 0 0 .5  0 0 0 0 .45  0 0 0 0 .4  '
                 '.35 .35 .3 0 -.38"/></filter>')
        size = f'width="{self.width}" height="{self.height}"'
        svg = (f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {self.width} {self.height}"><defs>{lifts}{grain}'
               + "".join(self.definitions) + "</defs>" + "".join(self.parts)
               + (f'<rect {size} filter="url(#grain)" opacity=".22"/>' if self.name.endswith(".jpg") else "") + "</svg>")
        png = subprocess.run(["rsvg-convert"], input=svg.encode(), stdout=subprocess.PIPE, check=True).stdout
        target = f"{folder}/{self.name}"
        how = ["-sampling-factor", "4:2:0", "-interlace", "none", "-quality", str(quality)] if target.endswith(".jpg") else \
            ["-dither", "None", "-colors", "255"]
        subprocess.run(["convert", "png:-", "-strip", *how, target], input=png, check=True)
