// Resource names, as services/rpc has them: made and taken apart here alone.
//
//   names.project.format({ programme: 'hubei', project: 'p-001' })
//   names.project.parse('programmes/hubei/projects/p-001')?.project  // 'p-001'
//   idOf('programmes/hubei/areas/420527')                            // '420527'

type Segments<P extends string> =
  P extends `${string}{${infer Id}}${infer Rest}` ? Id | Segments<Rest> : never;

export type Ids<P extends string> = Record<Segments<P>, string>;

export class NamePattern<P extends string> {
  private readonly segments: readonly string[];

  constructor(readonly pattern: P) {
    this.segments = pattern.split('/');
  }

  // The name with these ids.
  format(ids: Ids<P>): string {
    const values: Record<string, string> = ids;
    return this.segments
      .map((s) => (s.startsWith('{') ? (values[s.slice(1, -1)] ?? '') : s))
      .join('/');
  }

  // The ids of a name; undefined where it is not of this form.
  parse(name: string): Ids<P> | undefined {
    const parts = name.split('/');
    if (parts.length !== this.segments.length) return undefined;
    const ids: Record<string, string> = {};
    for (const [i, segment] of this.segments.entries()) {
      const part = parts[i] ?? '';
      if (segment.startsWith('{')) {
        if (part === '') return undefined;
        ids[segment.slice(1, -1)] = part;
      } else if (segment !== part) {
        return undefined;
      }
    }
    return ids as Ids<P>;
  }
}

const pattern = <const P extends string>(p: P) => new NamePattern(p);

export const names = {
  programme: pattern('programmes/{programme}'),
  area: pattern('programmes/{programme}/areas/{area}'),
  sector: pattern('programmes/{programme}/sectors/{sector}'),
  project: pattern('programmes/{programme}/projects/{project}'),
  unit: pattern('programmes/{programme}/units/{unit}'),
  profile: pattern('programmes/{programme}/profiles/{profile}'),
  quota: pattern('programmes/{programme}/quotas/{quota}'),
  weights: pattern('programmes/{programme}/weights/{weights}'),
  shortlistEntry: pattern(
    'programmes/{programme}/units/{unit}/shortlist/{project}'),
  dismissal: pattern(
    'programmes/{programme}/units/{unit}/dismissals/{project}'),
  savedSearch: pattern('programmes/{programme}/units/{unit}/searches/{search}'),
  plan: pattern('programmes/{programme}/annualPlans/{year}'),
  call: pattern('programmes/{programme}/calls/{call}'),
  planVersion: pattern(
    'programmes/{programme}/annualPlans/{year}/versions/{version}'),
  agreement: pattern('programmes/{programme}/agreements/{agreement}'),
  indicator: pattern('programmes/{programme}/indicators/{indicator}'),
  ledgerEntry: pattern('programmes/{programme}/ledgerEntries/{entry}'),
  // `settlement`: `{unit}--{year}`.
  settlement: pattern('programmes/{programme}/settlements/{settlement}'),
  fair: pattern('programmes/{programme}/fairs/{fair}'),
  // `participant`: the id of its unit.
  participant: pattern(
    'programmes/{programme}/fairs/{fair}/participants/{participant}'),
  meeting: pattern('programmes/{programme}/fairs/{fair}/meetings/{meeting}'),
} as const;

// The last segment: the resource's own id.
export function idOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

// The programme that a name lies in; empty where it lies in none.
export function programmeOf(name: string): string {
  const parts = name.split('/');
  return parts[0] === 'programmes' ? (parts[1] ?? '') : '';
}
