import { expect, test } from 'vitest';
import * as labels from '../labels';
import { fill, holes, type Text } from './language';

// Every module that may declare texts.
const modules = import.meta.glob<Record<string, unknown>>(
  ['../**/texts.ts', '../**/*_texts.ts', '../app/navigation.ts']);
const sources = import.meta.glob<string>(
  ['../**/*.ts', '../**/*.tsx', '!../gen/**', '!../**/*.test.ts'],
  { query: '?raw', import: 'default' });

function isText(value: unknown): value is Text {
  return Array.isArray(value) && value.length === 2 &&
    value.every((v) => typeof v === 'string');
}

function* textsIn(name: string, value: unknown): Generator<[string, Text]> {
  if (isText(value)) yield [name, value];
  else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) {
      yield* textsIn(`${name}.${key}`, inner);
    }
  }
}

async function allTexts(): Promise<[string, Text][]> {
  const found = [...textsIn('labels', labels)];
  for (const [path, load] of Object.entries(modules)) {
    found.push(...textsIn(path, await load()));
  }
  return found;
}

test('every text is there in both languages, with the same figures', async () => {
  const found = await allTexts();
  expect(found.length).toBeGreaterThan(300);
  for (const [name, [zh, en]] of found) {
    expect(zh.trim(), name).not.toBe('');
    expect(en.trim(), name).not.toBe('');
    expect(holes(en), name).toEqual(holes(zh));
  }
});

test('English texts have no Chinese, but for names of languages', async () => {
  for (const [name, [, en]] of await allTexts()) {
    if (/otherLanguage|switchLanguage/.test(name)) continue;
    expect(/[\u4e00-\u9fff]/.test(en), `${name}: ${en}`).toBe(false);
  }
});

test('Chinese on the screen stands in texts, not in components', async () => {
  for (const [path, load] of Object.entries(sources)) {
    if (!path.endsWith('.tsx') || path.includes('/gen/')) continue;
    const source = (await load()).replace(/\/\/.*$/gm, '')
      .replace(/texts\(\{[\s\S]*?\n\}\);/g, '');
    const stray = /[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]+/.exec(
      source.replaceAll('[,，:]', ''));
    expect(stray?.[0] ?? '', path).toBe('');
  }
});

test('figures are filled in, and choose the form of the English word', () => {
  const words = ['{n} 个项目，{who}', '{n} {n:project|projects} of {who}'] as const;
  expect(fill(words, 'zh', { n: 3, who: '宜昌' })).toBe('3 个项目，宜昌');
  expect(fill(words, 'en', { n: 1, who: 'Yichang' })).toBe('1 project of Yichang');
  expect(fill(words, 'en', { n: 0, who: '{n}' })).toBe('0 projects of {n}');
});
