import { expect, test } from 'vitest';
import { safeReturn } from './safe_return';

test('an address of this site is gone back to', () => {
  for (const address of ['/', '/p/hubei/projects?q=柑橘&area=420527#top']) {
    expect(safeReturn(address)).toBe(address);
  }
});

test('what leads to another site is not', () => {
  for (const address of [null, '', 'p/hubei', 'https://evil.example/',
    'javascript:alert(1)', '//evil.example', '/\\evil.example']) {
    expect(safeReturn(address)).toBe('/');
  }
});

test('control characters, which browsers drop, are refused anywhere', () => {
  for (const control of ['\t', '\n', '\r', '\u0000', '\u001f', '\u007f']) {
    expect(safeReturn(`/${control}/evil.example`)).toBe('/');
    expect(safeReturn(`/p/hubei${control}`)).toBe('/');
  }
});
