// A value that is used once it has rested.
import { useEffect, useRef, useState } from 'react';

// The newest `value`, `ms` after it last changed.
export function useDebounced<T>(value: T, ms: number): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

// What is being typed or dragged, and is told to `commit` once it rests. When
// `value` changes from outside, that is shown.
export function useDraft<T>(value: T, commit: (value: T) => void, ms: number):
    [draft: T, change: (next: T) => void] {
  const [draft, setDraft] = useState<{ of: T; is: T } | undefined>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(commit);
  latest.current = commit;
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: T) => {
    setDraft({ of: value, is: next });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      latest.current(next);
      setDraft(undefined);
    }, ms);
  };
  return [draft && draft.of === value ? draft.is : value, change];
}
