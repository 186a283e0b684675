// The first of a long list at once, the rest once these are on the screen: what
// people look at first does not wait for what is below it.
import { startTransition, useEffect, useState } from 'react';

// False where something is shown for the first time, true from the frame on that
// follows it.
export function useOnScreen(shown = true): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || !shown) return undefined;
    const frame = requestAnimationFrame(() => {
      startTransition(() => setSeen(true));
    });
    return () => cancelAnimationFrame(frame);
  }, [seen, shown]);
  return seen;
}

// The first `count` items of the list where it is shown for the first time, all
// of them from the next frame on.
export function useFirstThenAll<T>(items: readonly T[], count: number):
    readonly T[] {
  const all = useOnScreen(items.length > 0);
  return all ? items : items.slice(0, count);
}
