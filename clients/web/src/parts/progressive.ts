// The first of a long list at once, the rest once these are on the screen: what
// people look at first does not wait for what is below it.
import { startTransition, useEffect, useState } from 'react';

// The first `count` items of the list where it is shown for the first time, all
// of them from the next frame on.
export function useFirstThenAll<T>(items: readonly T[], count: number):
    readonly T[] {
  const [all, setAll] = useState(false);
  const some = items.length > 0;
  useEffect(() => {
    if (all || !some) return undefined;
    const frame = requestAnimationFrame(() => {
      startTransition(() => setAll(true));
    });
    return () => cancelAnimationFrame(frame);
  }, [all, some]);
  return all ? items : items.slice(0, count);
}
