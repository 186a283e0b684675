// What is edited, next to what is stored: comparing the two, and taking in what
// others have saved meanwhile.

export function sameDraft(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

// What others have saved since `base`, with what `mine` had changed kept.
export function keepMine<D extends object>(base: D, mine: D, theirs: D): D {
  const kept = Object.entries(mine).filter(([key, value]) =>
    !sameDraft(value, base[key as keyof D]));
  return { ...theirs, ...Object.fromEntries(kept) };
}
