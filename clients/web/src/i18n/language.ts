// Texts in two languages. A text is a pair, so none can lack its translation;
// `{name}` stands for a figure, and `{name:one|many}` chooses an English form.
//
//   const words = texts({ found: ['{n} 个项目', '{n} {n:project|projects}'] });
//   fill(words.found, 'en', { n: 1 })    // 1 project
//
// In a component: const say = useSay(); say(words.found, { n: 3 }).

export type Language = 'zh' | 'en';
export type Text = readonly [zh: string, en: string];

type Holes<S extends string> =
  S extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;

// The figures that a text has holes for, as one argument or none.
export type Figures<T extends Text> = [Holes<T[0]>] extends [never]
  ? []
  : [figures: Record<Holes<T[0]>, string | number>];

// Declares texts with their literal types, so that figures are checked.
export function texts<const T extends Record<string, Text>>(words: T): T {
  return words;
}

// The text as it is, which was not written here: its braces are no holes.
export const asItIs = (text: Text, language: Language): string =>
  (language === 'zh' ? text[0] : text[1]);

export function fill<const T extends Text>(
    text: T, language: Language, ...figures: Figures<T>): string {
  const template = asItIs(text, language);
  const values: Record<string, string | number> = figures[0] ?? {};
  return template.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g,
    (_, name: string, one?: string, many?: string) => {
      const value = values[name] ?? '';
      if (one === undefined) return String(value);
      return (String(value) === '1' ? one : many) ?? '';
    });
}

// The names of the figures of a text, sorted, each once.
export function holes(template: string): string[] {
  const found = [...template.matchAll(/\{(\w+)[^}]*\}/g)].map((m) => m[1] ?? '');
  return [...new Set(found)].sort();
}
