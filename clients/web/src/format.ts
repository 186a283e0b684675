// Figures as people read them. The only place that knows that 1 万元 is
// 1,000,000 fen. Amounts are exact: they come as bigint fen and are never
// turned into floating point on the way to the screen.
//
//   formatMoney(12_500_000_000n, 'zh')   1.25亿元
//   formatMoney(12_500_000_000n, 'en')   125 million yuan
//   formatWan(3_456_000_000n)            3,456
//   parseWan('3,456.5')                  3_456_500_000n
//   formatScore(7852)                    78.52
import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { Language } from './i18n/language';

const FEN_PER_YUAN = 100n;
const FEN_PER_WAN = 1_000_000n;
const FEN_PER_MILLION = 100_000_000n;
const FEN_PER_YI = 10_000_000_000n;
const FEN_PER_BILLION = 100_000_000_000n;
const MOST_FEN = 9_000_000_000_000_000n;

// 1234567 → 1,234,567.
export function formatCount(count: number | bigint): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

// `fen` in units of `unit` with all its decimals, commas included.
function decimal(fen: bigint, unit: bigint): string {
  const sign = fen < 0n ? '−' : '';
  const amount = fen < 0n ? -fen : fen;
  const rest = amount % unit;
  const whole = formatCount(amount / unit);
  if (rest === 0n) return sign + whole;
  const digits = String(unit + rest).slice(1).replace(/0+$/, '');
  return `${sign}${whole}.${digits}`;
}

// Whether `fen` is at least one `unit` and has at most four decimals in it.
function suits(fen: bigint, unit: bigint): boolean {
  const amount = fen < 0n ? -fen : fen;
  return amount >= unit && amount % (unit / 10_000n || 1n) === 0n;
}

// In the largest unit that leaves at least 1 and at most four decimals.
export function formatMoney(fen: bigint, language: Language): string {
  if (language === 'zh') {
    if (suits(fen, FEN_PER_YI)) return `${decimal(fen, FEN_PER_YI)}亿元`;
    if (suits(fen, FEN_PER_WAN)) return `${decimal(fen, FEN_PER_WAN)}万元`;
    return `${decimal(fen, FEN_PER_YUAN)}元`;
  }
  if (suits(fen, FEN_PER_BILLION)) {
    return `${decimal(fen, FEN_PER_BILLION)} billion yuan`;
  }
  if (suits(fen, FEN_PER_MILLION)) {
    return `${decimal(fen, FEN_PER_MILLION)} million yuan`;
  }
  return `${decimal(fen, FEN_PER_YUAN)} yuan`;
}

// The bare number of 万元, for columns and fields that name the unit.
export function formatWan(fen: bigint): string {
  return decimal(fen, FEN_PER_WAN);
}

// The fen of a number of 万元 as typed; undefined where it is none, is less
// than nothing, is no whole number of fen, or is more than the server takes.
export function parseWan(text: string): bigint | undefined {
  const plain = text.trim().replace(/[,，\s]/g, '');
  const parts = /^(\d{1,12})(?:\.(\d{0,6}))?$/.exec(plain);
  if (!parts) return undefined;
  const fen = BigInt(parts[1] ?? '0') * FEN_PER_WAN +
    BigInt((parts[2] ?? '').padEnd(6, '0'));
  return fen > MOST_FEN ? undefined : fen;
}

// For charts and sheets, which take floating point: exact up to 90 万亿元.
export function wanNumber(fen: bigint): number {
  return Number(fen) / Number(FEN_PER_WAN);
}

// A score, or points of one, of 10,000 as a number of 100.
export function formatScore(points: number): string {
  return (points / 100).toFixed(2);
}

// A worth, which is a score of 10,000 × 万元, on the scale of formatScore().
export function formatWorth(worth: bigint): string {
  return formatCount(worth / 100n);
}

// Hundredths of a percent.
export function formatBasisPoints(basisPoints: number): string {
  return `${Number((basisPoints / 100).toFixed(2))}%`;
}

// 2015–2018, or 2015 alone.
export function formatYears(first: number, last: number): string {
  return first === last ? String(first) : `${first}–${last}`;
}

const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

export function formatDate(time: Timestamp | undefined, language: Language):
    string {
  if (!time) return '—';
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium' })
    .format(timestampDate(time));
}

export function formatTime(time: Timestamp | undefined, language: Language):
    string {
  if (!time) return '—';
  return new Intl.DateTimeFormat(
    LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' })
    .format(timestampDate(time));
}

// A day, `2015-03-02`; what is none stays as it is.
export function formatDay(day: string, language: Language): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day)
    ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isNaN(time)) return day || '—';
  return new Intl.DateTimeFormat(
    LOCALES[language], { dateStyle: 'medium', timeZone: 'UTC' }).format(time);
}

export const TIME_ZONES = Intl.supportedValuesOf('timeZone');
const KNOWN_ZONES = new Set(TIME_ZONES);

// A time zone as people call it, `Asia/Shanghai`; what is none stays as it is.
export function formatZone(zone: string, language: Language): string {
  if (!KNOWN_ZONES.has(zone)) return zone;
  return new Intl.DateTimeFormat(LOCALES[language],
    { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts()
    .find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

// A day without its year, with the day of the week; what is none stays as it is.
export function formatShortDay(day: string, language: Language): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day)
    ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isNaN(time)) return day || '—';
  return new Intl.DateTimeFormat(LOCALES[language], { month: 'short',
    day: 'numeric', weekday: 'short', timeZone: 'UTC' }).format(time);
}
