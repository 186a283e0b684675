// A treemap of two levels. Its figures are in a table beside it: the drawing
// itself is one image to a screen reader.
import { useEffect, useRef } from 'react';
import { FONTS } from '../app/theme';
import { inset, squarify, type Box } from './treemap_layout';

export interface TreemapGroup {
  name: string;
  children: { id: string; name: string; value: number; label: string }[];
}

// One hue a group, all dark enough for white type.
const COLOURS = ['#0b5c6b', '#4a6a8f', '#6d6548', '#5d5a86', '#3c7358'];
const FRAME = '#e8edef';
const INK = '#1b2b31';
const HEAD = 26;
const LINE = 19;
const PADDING = 6;
// Half of what is between two groups, and between two boxes of one.
const GROUP_GAP = 4;
const GAP = 1;

interface Drawn { box: Box; id: string }

const within = (box: Box, x: number, y: number) => x >= box.x && y >= box.y &&
  x < box.x + box.width && y < box.y + box.height;

// A text in lines that are no wider than `width`; it may break anywhere, as
// Chinese does, but not within a Latin word that fits a line.
function linesOf(context: CanvasRenderingContext2D, text: string,
    width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const piece of paragraph.match(/[\w.,]+\s?|./gu) ?? []) {
      if (line && context.measureText(line + piece.trimEnd()).width > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += piece;
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

// As many lines as have room, in the middle of the box; none where one is too
// wide for it.
function write(context: CanvasRenderingContext2D, text: string, box: Box) {
  const room = inset(box, PADDING);
  const lines = linesOf(context, text, room.width)
    .slice(0, Math.floor(room.height / LINE));
  if (lines.some((l) => context.measureText(l).width > room.width)) return;
  const top = box.y + (box.height - lines.length * LINE) / 2;
  lines.forEach((line, i) => context.fillText(line, box.x + box.width / 2,
    top + (i + 0.5) * LINE));
}

function drawGroup(context: CanvasRenderingContext2D, group: TreemapGroup,
    box: Box, colour: string): Drawn[] {
  context.fillStyle = FRAME;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.font = `600 13px ${FONTS}`;
  context.fillStyle = INK;
  context.textAlign = 'left';
  const [name = ''] = linesOf(context, group.name, box.width - 2 * PADDING);
  context.fillText(name, box.x + PADDING, box.y + HEAD / 2);
  context.font = `13px ${FONTS}`;
  context.textAlign = 'center';
  const boxes = squarify(group.children.map((c) => c.value),
    inset(box, GAP, HEAD));
  return group.children.map(({ id, name: title, label }, i): Drawn => {
    const child = inset(boxes[i] ?? box, GAP);
    context.fillStyle = colour;
    context.fillRect(child.x, child.y, child.width, child.height);
    context.fillStyle = '#fff';
    write(context, label ? `${title}\n${label}` : title, child);
    return { box: child, id };
  });
}

// Draws all, and tells where each child is.
function draw(canvas: HTMLCanvasElement, groups: readonly TreemapGroup[]):
    Drawn[] {
  const { clientWidth: width, clientHeight: height } = canvas;
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  const context = canvas.getContext('2d');
  if (!context) return [];
  context.scale(density, density);
  context.textBaseline = 'middle';
  const boxes = squarify(
    groups.map((g) => g.children.reduce((sum, c) => sum + c.value, 0)),
    { x: -GROUP_GAP, y: -GROUP_GAP, width: width + 2 * GROUP_GAP,
      height: height + 2 * GROUP_GAP });
  return groups.flatMap((group, i) => {
    const box = inset(boxes[i] ?? { x: 0, y: 0, width: 0, height: 0 }, GROUP_GAP);
    if (box.width <= 0 || box.height <= HEAD) return [];
    return drawGroup(context, group, box, COLOURS[i % COLOURS.length] ?? INK);
  });
}

export function Treemap({ groups, label, onChoose }: {
  groups: readonly TreemapGroup[];
  label: string;
  onChoose: (id: string) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<readonly Drawn[]>([]);
  useEffect(() => {
    const place = canvas.current;
    if (!place) return undefined;
    // Which tells of its size at first, too, before anything is painted.
    const observer = new ResizeObserver(() => {
      drawn.current = draw(place, groups);
    });
    observer.observe(place);
    return () => observer.disconnect();
  }, [groups]);
  const idAt = ({ nativeEvent: { offsetX, offsetY } }: React.MouseEvent) =>
    drawn.current.find(({ box }) => within(box, offsetX, offsetY))?.id;
  return (
    <canvas ref={canvas} className="treemap" role="img" aria-label={label}
      onMouseMove={(event) => {
        event.currentTarget.style.cursor = idAt(event) ? 'pointer' : '';
      }}
      onClick={(event) => {
        const id = idAt(event);
        if (id) onChoose(id);
      }} />
  );
}
