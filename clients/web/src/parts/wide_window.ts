// Whether the window is wider than a telephone: known when something is drawn
// for the first time, so that it is not drawn twice.
import { useSyncExternalStore } from 'react';

const WIDE = '(min-width: 768px)';

function subscribe(changed: () => void): () => void {
  const list = window.matchMedia(WIDE);
  list.addEventListener('change', changed);
  return () => list.removeEventListener('change', changed);
}

export function useWideWindow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(WIDE).matches);
}
