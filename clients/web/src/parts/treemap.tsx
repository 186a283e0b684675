// A treemap of two levels. Its figures are in a table beside it: the drawing
// itself is one image to a screen reader.
import { TreemapChart } from 'echarts/charts';
import { TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { FONTS } from '../app/theme';

use([TreemapChart, TooltipComponent, CanvasRenderer]);

export interface TreemapGroup {
  name: string;
  children: { id: string; name: string; value: number; label: string }[];
}

// One hue a group, all dark enough for white type.
const COLOURS = ['#0b5c6b', '#4a6a8f', '#6d6548', '#5d5a86', '#3c7358'];

function optionOf(groups: readonly TreemapGroup[]) {
  return {
    textStyle: { fontFamily: FONTS },
    tooltip: { show: false },
    series: [{
      type: 'treemap' as const,
      roam: false, nodeClick: false as const, animation: false,
      breadcrumb: { show: false },
      left: 0, right: 0, top: 0, bottom: 0,
      label: { show: true, fontSize: 13, lineHeight: 19, color: '#fff',
        overflow: 'break' as const,
        formatter: ({ data }: { data: unknown }) => {
          const { name, label } = data as { name: string; label?: string };
          return label ? `${name}\n${label}` : name;
        } },
      upperLabel: { show: true, height: 26, color: '#1b2b31', fontSize: 13,
        fontWeight: 600 },
      levels: [
        { itemStyle: { gapWidth: 8, borderWidth: 0 }, upperLabel: { show: false } },
        { itemStyle: { gapWidth: 2, borderWidth: 2, borderColor: '#e8edef' } },
        { itemStyle: { gapWidth: 2, borderColorSaturation: 0.6 } },
      ],
      data: groups.map((group, i) => ({
        ...group,
        value: group.children.reduce((sum, c) => sum + c.value, 0),
        children: group.children.map((child) => ({
          ...child, itemStyle: { color: COLOURS[i % COLOURS.length] } })),
      })),
    }],
  };
}

export default function Treemap({ groups, label, onChoose }: {
  groups: readonly TreemapGroup[];
  label: string;
  onChoose: (id: string) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useEffect(() => {
    if (!place.current) return undefined;
    const drawn = init(place.current);
    chart.current = drawn;
    drawn.on('click', ({ data }) => {
      const { id } = data as { id?: string };
      if (id) choose.current(id);
    });
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => chart.current?.setOption(optionOf(groups), true), [groups]);
  return <div ref={place} className="treemap" role="img" aria-label={label} />;
}
