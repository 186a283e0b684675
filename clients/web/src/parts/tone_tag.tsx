// A short mark whose tone says how things stand; legible on its ground.
import { Tag } from 'antd';
import type { ReactNode } from 'react';

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

export function ToneTag({ tone, children }: {
  tone: Tone;
  children: ReactNode;
}) {
  return <Tag className={`tone-tag tone-${tone}`}>{children}</Tag>;
}
