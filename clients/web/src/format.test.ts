import { expect, test } from 'vitest';
import {
  formatBasisPoints, formatCount, formatDay, formatMoney, formatScore,
  formatShortDay, formatWan, formatWorth, formatYears, formatZone,
  parseWan,
} from './format';

test('money is in the largest unit that keeps it exact and short', () => {
  const cases: [bigint, string, string][] = [
    [0n, '0元', '0 yuan'],
    [1n, '0.01元', '0.01 yuan'],
    [1_000_000n, '1万元', '10,000 yuan'],
    [71_000_000n, '71万元', '710,000 yuan'],
    [1_419_600_000_000n, '141.96亿元', '14.196 billion yuan'],
    [14_196_000_000n, '1.4196亿元', '141.96 million yuan'],
    // Five decimals of 亿 would be needed: 万 it is.
    [12_345_600_000n, '12,345.6万元', '123.456 million yuan'],
    [-80_000_000n, '−80万元', '−800,000 yuan'],
    [9_000_000_000_000_000n, '900,000亿元', '90,000 billion yuan'],
  ];
  for (const [fen, zh, en] of cases) {
    expect(formatMoney(fen, 'zh')).toBe(zh);
    expect(formatMoney(fen, 'en')).toBe(en);
  }
});

test('万元 are written with all their decimals and read back', () => {
  for (const fen of [0n, 1n, 999_999n, 1_000_000n, 3_456_500_000n,
    9_000_000_000_000_000n]) {
    expect(parseWan(formatWan(fen))).toBe(fen);
  }
  expect(formatWan(3_456_500_000n)).toBe('3,456.5');
});

test('an amount that is none is refused', () => {
  expect(parseWan(' 1,234.5 ')).toBe(1_234_500_000n);
  expect(parseWan('1，000')).toBe(1_000_000_000n);
  expect(parseWan('12.')).toBe(12_000_000n);
  for (const bad of ['', '-1', '1e3', '12.3.4', '1.2345678', '十', 'NaN',
    '99999999999', '9000000000.000001']) {
    expect(parseWan(bad), bad).toBeUndefined();
  }
});

test('points of parts add up as they are shown', () => {
  const parts = [2670, 2000, 1562, 1000, 459, 0];
  const sum = parts.reduce((a, b) => a + b);
  expect(formatScore(sum)).toBe('76.91');
  const shown = parts.map((p) => Math.round(Number(formatScore(p)) * 100));
  expect(shown.reduce((a, b) => a + b)).toBe(sum);
});

test('counts, rates, worths and years', () => {
  expect(formatCount(1234567)).toBe('1,234,567');
  expect(formatCount(999)).toBe('999');
  expect(formatBasisPoints(5528)).toBe('55.28%');
  expect(formatBasisPoints(1000)).toBe('10%');
  expect(formatWorth(48_890_415n)).toBe('488,904');
  expect(formatYears(2014, 2014)).toBe('2014');
  expect(formatYears(2014, 2018)).toBe('2014–2018');
});

test('a day is the same wherever it is read; what is none stays', () => {
  expect(formatDay('2014-03-02', 'zh')).toBe('2014年3月2日');
  expect(formatDay('2014-03-02', 'en')).toBe('2 Mar 2014');
  expect(formatDay('', 'zh')).toBe('—');
  expect(formatDay('2014', 'en')).toBe('2014');
  expect(formatShortDay('2014-03-02', 'zh')).toBe('3月2日周日');
  expect(formatShortDay('2014-03-02', 'en')).toMatch(/^Sun,? 2 Mar$/);
  expect(formatShortDay('', 'zh')).toBe('—');
});

test('a time zone has the name that people know', () => {
  expect(formatZone('Asia/Shanghai', 'zh')).toBe('中国标准时间');
  expect(formatZone('Asia/Shanghai', 'en')).toBe('China Standard Time');
  expect(formatZone('Nowhere/Town', 'zh')).toBe('Nowhere/Town');
});
