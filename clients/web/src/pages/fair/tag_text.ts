// What equipment and sessions are called, which fairs name by ids of their own.
import { useMemo } from 'react';
import { useSay } from '../../i18n/say';
import { equipmentLabels, sessionLabels } from './fair_texts';

export interface TagText {
  equipment: (id: string) => string;
  session: (id: string) => string;
}

export function useTagText(): TagText {
  const say = useSay();
  return useMemo(() => {
    const called = (labels: typeof equipmentLabels, key: string, id: string) => {
      const label = Object.hasOwn(labels, key) ? labels[key] : undefined;
      return label ? say(label) : id;
    };
    return {
      equipment: (id) => called(equipmentLabels, id, id),
      // Also `d1-morning`, which is of one day.
      session: (id) => called(sessionLabels, id.split('-').at(-1) ?? id, id),
    };
  }, [say]);
}
