// A page's state in its address, typed. What is as by default is left out, so
// that addresses stay short and can be shared.
//
//   const spec = { q: textParam(), year: integerParam(0),
//                  view: choiceParam(['cards', 'table'], 'cards') };
//   const [state, change] = useUrlState(spec);
//   change({ q: '柑橘' });
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

export interface Param<T> {
  read: (text: string | null) => T;
  write: (value: T) => string;  // empty: left out
}

export type StateOf<S> = {
  [K in keyof S]: S[K] extends Param<infer T> ? T : never;
};

export function textParam(): Param<string> {
  return { read: (text) => text ?? '', write: (value) => value };
}

export function integerParam(otherwise: number, least = 0,
    most = Number.MAX_SAFE_INTEGER): Param<number> {
  return {
    read: (text) => {
      if (text === null || !/^\d{1,15}$/.test(text)) return otherwise;
      return Math.min(most, Math.max(least, Number(text)));
    },
    write: (value) => (value === otherwise ? '' : String(value)),
  };
}

export function choiceParam<const C extends string>(
    choices: readonly C[], otherwise: NoInfer<C>): Param<C> {
  return {
    read: (text) => choices.find((c) => c === text) ?? otherwise,
    write: (value) => (value === otherwise ? '' : value),
  };
}

export function flagParam(): Param<boolean> {
  return { read: (text) => text === '1', write: (on) => (on ? '1' : '') };
}

// Ids, separated by commas.
export function listParam(most = 100): Param<string[]> {
  return {
    read: (text) => [...new Set((text ?? '').split(',').filter(Boolean))]
      .slice(0, most),
    write: (list) => list.join(','),
  };
}

// Numbers by name: `sector:40,region:20`.
export function numbersParam(): Param<Record<string, number>> {
  return {
    read: (text) => {
      const numbers: Record<string, number> = {};
      for (const pair of (text ?? '').split(',')) {
        const parts = /^([a-z_]+):(\d{1,6})$/.exec(pair);
        if (parts) numbers[parts[1] ?? ''] = Number(parts[2]);
      }
      return numbers;
    },
    write: (numbers) =>
      Object.entries(numbers).map(([k, n]) => `${k}:${n}`).join(','),
  };
}

type AnySpec = { [key: string]: { read: (text: string | null) => unknown } };

export function readState<S extends AnySpec>(
    spec: S, params: URLSearchParams): StateOf<S> {
  const state: Record<string, unknown> = {};
  for (const [key, param] of Object.entries(spec)) {
    state[key] = param.read(params.get(key));
  }
  return state as StateOf<S>;
}

// `params` with the changed values; other parameters stay.
export function writeState<S extends AnySpec>(spec: S, params: URLSearchParams,
    changes: Partial<StateOf<S>>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [key, value] of Object.entries(changes)) {
    const param = spec[key] as unknown as Param<unknown> | undefined;
    if (!param || value === undefined) continue;
    const text = param.write(value);
    if (text === '') next.delete(key);
    else next.set(key, text);
  }
  return next;
}

// Changes replace the present entry of the browser's history, unless `push`.
export function useUrlState<S extends AnySpec>(spec: S): [
  state: StateOf<S>,
  change: (changes: Partial<StateOf<S>>, push?: 'push') => void,
] {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readState(spec, params), [spec, params]);
  const change = useCallback(
    (changes: Partial<StateOf<S>>, push?: 'push') => {
      setParams((now) => writeState(spec, now, changes),
        // At once: what is ticked or dragged must not lag behind.
        { replace: push !== 'push', preventScrollReset: true,
          flushSync: true });
    },
    [spec, setParams]);
  return [state, change];
}
