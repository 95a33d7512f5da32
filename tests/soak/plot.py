"""A plot as SVG: lines over a common axis, a panel each, in as little as a report needs."""
import html

WIDTH, PANEL, LEFT, RIGHT, TOP, BOTTOM = 960, 190, 70, 20, 40, 34
COLOURS = ("#1f6fb4", "#d9822b", "#2d8a4e", "#8c4bb3")


def ticks(low, high, count=4):
    """Round numbers between two."""
    span = high - low or 1
    step = 10 ** len(str(int(span / count))) / 10 if span >= count else 0.1
    while span / step > count:
        step *= 2
    first = int(low / step) * step
    return [value for i in range(count + 3) if low <= (value := first + i * step) <= high + step * 0.001]


def panel(top, title, unit, lines, x_high):
    """lines: {name: [(x, y)]}"""
    values = [y for points in lines.values() for _, y in points] or [0]
    low, high = 0, max(values) * 1.1 or 1
    height = PANEL - TOP - BOTTOM

    def place(x, y):
        return LEFT + x / x_high * (WIDTH - LEFT - RIGHT), top + TOP + height - (y - low) / (high - low) * height
    out = [f'<text x="{LEFT}" y="{top + 24}" font-weight="bold">{html.escape(title)}</text>']
    for value in ticks(low, high):
        _, y = place(0, value)
        out.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
                   f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g} {unit}</text>')
    for value in ticks(0, x_high, 8):
        x, y = place(value, 0)
        out.append(f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">{value:g}</text>')
    for i, (name, points) in enumerate(lines.items()):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
        colour = COLOURS[i % len(COLOURS)]
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
                   f'<text x="{LEFT + 330 + 150 * i}" y="{top + 24}" fill="{colour}">{html.escape(name)}</text>')
    return out


def write(path, panels, x_name):
    """panels: [(title, unit, {name: [(x, y)]})]; all over the same x, which begins at 0."""
    x_high = max(x for _, _, lines in panels for points in lines.values() for x, _ in points) or 1
    height = PANEL * len(panels) + 20
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>']
    for i, (title, unit, lines) in enumerate(panels):
        out += panel(i * PANEL, title, unit, lines, x_high)
    out += [f'<text x="{WIDTH - RIGHT}" y="{height - 8}" text-anchor="end">{html.escape(x_name)}</text>', "</svg>"]
    path.write_text("\n".join(out), encoding="utf-8")
