"""Curves on two logarithmic scales as SVG, with nothing but the standard library."""
import math

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 380, 300, 60, 40, 20, 50
INK, GRID = "#333", "#ddd"
COLORS = ["#b3261e", "#1f5fa8", "#6b6b6b"]


def plot(path, unit, panels):
    """Writes a panel for each of `panels`: title → name of a curve → its points."""
    drawn = "".join(panel(n * WIDTH, unit, title, curves) for n, (title, curves) in enumerate(panels.items()))
    # room for half of the last number
    width = WIDTH * len(panels) + RIGHT
    with open(path, "w", encoding="utf8") as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
                   f'font-family="sans-serif" font-size="12" fill="{INK}">\n'
                   f'<rect width="{width}" height="{HEIGHT}" fill="#fff"/>\n{drawn}</svg>\n')


def panel(left, unit, title, curves):
    curves = {name: points for name, points in curves.items() if points}
    across = decades(x for points in curves.values() for x, _ in points)
    up = decades(y for points in curves.values() for _, y in points)
    place = lambda x, y: (left + LEFT + share(x, across) * (WIDTH - LEFT - RIGHT),
                          HEIGHT - BOTTOM - share(y, up) * (HEIGHT - TOP - BOTTOM))
    out = f'<text x="{left + LEFT}" y="20" font-weight="bold">{title}</text>\n'
    for exponent in range(across[0], across[1] + 1):
        x, bottom = place(10 ** exponent, 10 ** up[0])
        out += grid(x, TOP, x, bottom) + label(x, bottom + 18, "middle", f"{10 ** exponent:,}")
    for exponent in range(up[0], up[1] + 1):
        x, y = place(10 ** across[0], 10 ** exponent)
        out += grid(x, y, left + WIDTH - RIGHT, y) + label(x - 6, y + 4, "end", f"{10 ** exponent:g}")
    out += label(left + WIDTH - RIGHT, HEIGHT - 12, "end", unit)
    for n, (name, points) in enumerate(curves.items()):
        color = COLORS[n % len(COLORS)]
        placed = [place(x, y) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        out += f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>\n'
        out += "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>\n' for x, y in placed)
        out += f'<text x="{left + LEFT + 10}" y="{TOP + 14 + 16 * n}" fill="{color}">● {name}</text>\n'
    return out


def decades(values):
    """The powers of ten around some values."""
    values = list(values)
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def share(value, span):
    return (math.log10(value) - span[0]) / (span[1] - span[0])


def grid(x1, y1, x2, y2):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{GRID}"/>\n'


def label(x, y, anchor, words):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>\n'
