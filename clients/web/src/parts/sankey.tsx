// Flows between layers of nodes. Its figures are in a table beside it: the
// drawing itself is one image to a screen reader.
import { SankeyChart } from 'echarts/charts';
import { TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { FONTS } from '../app/theme';

use([SankeyChart, TooltipComponent, CanvasRenderer]);

export interface SankeyNode { id: string; label: string; depth: number }
export interface SankeyLink { from: string; to: string; value: number; label: string }

// One hue a layer.
const COLOURS = ['#0b5c6b', '#c78c2e', '#6f6aa8'];

function optionOf(nodes: readonly SankeyNode[], links: readonly SankeyLink[]) {
  const called = new Map(nodes.map((n) => [n.id, n.label]));
  return {
    textStyle: { fontFamily: FONTS },
    tooltip: { trigger: 'item' as const, confine: true,
      formatter: (params: unknown) => {
        const { data } = params as { data: { said?: string; name?: string } };
        return data.said ?? called.get(data.name ?? '') ?? '';
      } },
    series: [{
      type: 'sankey' as const,
      left: 4, right: 110, top: 8, bottom: 8, nodeWidth: 12, nodeGap: 7,
      animation: false, draggable: false, emphasis: { focus: 'adjacency' as const },
      label: { fontSize: 12, color: '#1b2b31',
        formatter: ({ name }: { name: string }) => called.get(name) ?? name },
      lineStyle: { color: 'source' as const, opacity: 0.28 },
      data: nodes.map(({ id, depth }) => ({ name: id, depth,
        itemStyle: { color: COLOURS[depth % COLOURS.length] } })),
      links: links.map(({ from, to, value, label: said }) =>
        ({ source: from, target: to, value, said })),
    }],
  };
}

export default function Sankey({ nodes, links, label }: {
  nodes: readonly SankeyNode[];
  links: readonly SankeyLink[];
  label: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  useEffect(() => {
    if (!place.current) return undefined;
    const drawn = init(place.current);
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => chart.current?.setOption(optionOf(nodes, links), true),
    [nodes, links]);
  return <div ref={place} className="sankey" role="img" aria-label={label} />;
}
