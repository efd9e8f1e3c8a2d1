"""Bars as SVG, made when the page is made: no script draws anything."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from scoring.points import rounded


def bar(parts: list[tuple[str, Fraction]], label: str) -> Markup:
    """A bar of parts, each (class, share of the whole from 0 to 1), from left to right."""
    rects, x = [], Fraction(0)
    for name, share in parts:
        if share > 0:
            left, width = rounded(x * 1000, 1), rounded(share * 1000, 1)
            rects.append(f'<rect class="{name}" x="{left}" y="0" width="{width}" height="10"/>')
        x += share
    return Markup(
        '<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="rest" x="0" y="0" width="1000" height="10"/>{}</svg>'
    ).format(label, Markup("".join(rects)))


def range_bar(found: dict) -> Markup:
    """Points from low to high out of cap: what is settled, and what is still open."""
    low, high, cap = (Fraction(found[key]) for key in ("low", "high", "cap"))
    return bar(
        [("settled", low / cap), ("open", (high - low) / cap)],
        f"得分 {found['low']} 至 {found['high']}，满分 {found['cap']}",
    )


def share_bar(covered: int, unknown: int, total: int) -> Markup:
    """Members covered, not known and not covered."""
    if not total:
        return Markup('<span class="muted">无数据</span>')
    missing = total - covered - unknown
    return bar(
        [(name, Fraction(part, total)) for name, part in (("settled", covered), ("open", unknown), ("gap", missing))],
        f"已覆盖 {covered}，未知 {unknown}，未覆盖 {missing}，共 {total}",
    )
