import { describe, expect, it } from 'vitest';
import { inset, squarify, type Box } from './treemap_layout';

const WHOLE: Box = { x: 10, y: 20, width: 600, height: 400 };
const area = (box: Box) => box.width * box.height;
const shape = (box: Box) =>
  Math.max(box.width / box.height, box.height / box.width);

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

describe('squarify', () => {
  it('gives boxes as large as their values, within the whole', () => {
    const values = [6, 1, 6, 4, 2, 3, 2];
    const boxes = squarify(values, WHOLE);
    boxes.forEach((box, i) => {
      expect(area(box)).toBeCloseTo((area(WHOLE) * (values[i] ?? 0)) / 24, 3);
      expect(box.x).toBeGreaterThanOrEqual(WHOLE.x - 1e-6);
      expect(box.y).toBeGreaterThanOrEqual(WHOLE.y - 1e-6);
      expect(box.x + box.width).toBeLessThanOrEqual(610 + 1e-6);
      expect(box.y + box.height).toBeLessThanOrEqual(420 + 1e-6);
    });
    boxes.forEach((one, i) => boxes.slice(i + 1).forEach((other) =>
      expect(overlap(one, other)).toBeCloseTo(0, 3)));
  });

  it('lays the values of the paper as the paper does', () => {
    const boxes = squarify([6, 6, 4, 3, 2, 2, 1],
      { x: 0, y: 0, width: 6, height: 4 });
    expect(boxes[0]).toEqual({ x: 0, y: 0, width: 3, height: 2 });
    expect(boxes[1]).toEqual({ x: 0, y: 2, width: 3, height: 2 });
    expect(boxes[2]?.width).toBeCloseTo(12 / 7, 9);
    expect(boxes[2]?.height).toBeCloseTo(7 / 3, 9);
  });

  it('keeps boxes of like values near to squares', () => {
    for (const box of squarify(Array<number>(24).fill(5), WHOLE)) {
      expect(shape(box)).toBeLessThan(2);
    }
  });

  it('gives one value all, and nothing to what is not above zero', () => {
    expect(squarify([3], WHOLE)).toEqual([WHOLE]);
    const [none, all, less] = squarify([0, 8, -2], WHOLE);
    expect(none && area(none)).toBe(0);
    expect(all).toEqual(WHOLE);
    expect(less && area(less)).toBe(0);
  });

  it('gives no size where there is none to give', () => {
    expect(squarify([], WHOLE)).toEqual([]);
    for (const box of [...squarify([0, 0], WHOLE),
      ...squarify([1, 2], { ...WHOLE, width: 0 })]) expect(area(box)).toBe(0);
  });
});

describe('inset', () => {
  it('takes from the edges, more from the top where asked', () => {
    expect(inset(WHOLE, 2)).toEqual({ x: 12, y: 22, width: 596, height: 396 });
    expect(inset(WHOLE, 2, 26))
      .toEqual({ x: 12, y: 46, width: 596, height: 372 });
    expect(area(inset(WHOLE, 250))).toBe(0);
  });
});
