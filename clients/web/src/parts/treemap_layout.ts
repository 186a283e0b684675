// Where the boxes of a treemap lie: each as large as its value, and as near to
// a square as the rest lets it be.
//
// Method: squarified, rows along the shorter side, a row taking one more value
// as long as its worst box becomes no longer and thinner by it.
// Complexity: O(n²) at most, for the tens of values that can be told apart.
// Reference: Bruls, Huizing, van Wijk: Squarified Treemaps (2000).
export interface Box { x: number; y: number; width: number; height: number }

// How far from a square the worst box of a row is, 1 being one.
function worst(areas: readonly number[], sum: number, side: number): number {
  const thickness = sum / side;
  return Math.max(...areas.map((area) => {
    const length = area / thickness;
    return Math.max(length / thickness, thickness / length);
  }));
}

// How many of the values, the largest first, make the first row of that side.
function rowLength(areas: readonly number[], side: number): number {
  let sum = areas[0] ?? 0;
  for (let taken = 1; taken < areas.length; ++taken) {
    const more = sum + (areas[taken] ?? 0);
    if (worst(areas.slice(0, taken + 1), more, side) >
        worst(areas.slice(0, taken), sum, side)) return taken;
    sum = more;
  }
  return areas.length;
}

// One box for each value, in their order; one without size for a value that is
// not above zero, and for all where the box has no size.
export function squarify(values: readonly number[], box: Box): Box[] {
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const boxes = values.map((): Box => ({ ...box, width: 0, height: 0 }));
  if (total <= 0 || box.width <= 0 || box.height <= 0) return boxes;
  const scale = (box.width * box.height) / total;
  let open = values.map((value, i) => ({ i, area: value * scale }))
    .filter(({ area }) => area > 0)
    .sort((a, b) => b.area - a.area || a.i - b.i);
  let { x, y, width, height } = box;
  while (open.length > 0) {
    const side = Math.min(width, height);
    const count = rowLength(open.map(({ area }) => area), side);
    const row = open.slice(0, count);
    open = open.slice(count);
    const thickness = row.reduce((sum, { area }) => sum + area, 0) / side;
    const upright = width >= height;
    let along = upright ? y : x;
    for (const { i, area } of row) {
      const length = area / thickness;
      boxes[i] = upright ? { x, y: along, width: thickness, height: length }
        : { x: along, y, width: length, height: thickness };
      along += length;
    }
    if (upright) [x, width] = [x + thickness, width - thickness];
    else [y, height] = [y + thickness, height - thickness];
  }
  return boxes;
}

// The box less so much at its edges; without size where nothing is left.
export function inset(box: Box, by: number, top = by): Box {
  return { x: box.x + by, y: box.y + top,
    width: Math.max(0, box.width - 2 * by),
    height: Math.max(0, box.height - by - top) };
}
