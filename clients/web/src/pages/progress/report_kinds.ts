// The kinds of reports, by what their addresses call them.
import { Report_Kind } from '../../gen/duikou/progress/v1/report_service_pb';

export const REPORTS = {
  programme: Report_Kind.PROGRAMME,
  bulletin: Report_Kind.BULLETIN,
  year: Report_Kind.YEAR,
  funnel: Report_Kind.FUNNEL,
  statement: Report_Kind.STATEMENT,
} as const;

export type ReportSlug = keyof typeof REPORTS;
export type ReportKind = (typeof REPORTS)[ReportSlug];

// Undefined: there is no such report.
export function reportOf(slug: string): ReportKind | undefined {
  return Object.hasOwn(REPORTS, slug) ? REPORTS[slug as ReportSlug] : undefined;
}

// A report of one year alone.
export const needsYear = (kind: Report_Kind) =>
  kind === Report_Kind.BULLETIN || kind === Report_Kind.YEAR;

// A report that can keep to what was signed at fairs.
export const takesFair = (kind: Report_Kind) =>
  kind === Report_Kind.FUNNEL || kind === Report_Kind.YEAR;

// A report that shows what others state beside its figures.
export const showsStated = (kind: Report_Kind) =>
  kind === Report_Kind.PROGRAMME || kind === Report_Kind.YEAR;
