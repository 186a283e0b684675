// What the pages of agreements, the ledger and reports share: names, who may do
// what, and asking again after a write.
import {
  createConnectQueryKey, useQuery, useTransport,
} from '@connectrpc/connect-query';
import { createClient, type Transport } from '@connectrpc/connect';
import { useQuery as useAnyQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSession, type Session } from '../../app/session';
import { formatBasisPoints, formatCount, formatMoney } from '../../format';
import {
  Indicator_Measure, ProgressService, Side, type Agreement, type Indicator,
  type LedgerEntry, type Novelty,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import {
  ReportService,
} from '../../gen/duikou/progress/v1/report_service_pb';
import {
  SettlementService,
} from '../../gen/duikou/progress/v1/settlement_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { RARELY_CHANGES_MS, useInvalidate } from '../../queries/client';
import { everyEntry } from '../../queries/every_entry';
import { useCalled, useProgramme, useUnits } from '../../queries/reference';
import { withThoseBelow } from '../../units_below';
import { progressWords as words } from './texts';

const MOST = 1000;

// Asks again for what a write to an agreement, the ledger or a year can have
// changed: figures of one are made of the others.
export function useRefreshProgress(): () => Promise<unknown> {
  const invalidate = useInvalidate();
  return useCallback(() => Promise.all([invalidate(ProgressService),
    invalidate(SettlementService), invalidate(ReportService)]), [invalidate]);
}

export function useIndicators(programme: string): readonly Indicator[] {
  return useQuery(ProgressService.method.listIndicators, {
    parent: names.programme.format({ programme }), pageSize: MOST,
  }, { staleTime: RARELY_CHANGES_MS }).data?.indicators ?? NO_INDICATORS;
}

const NO_INDICATORS: readonly Indicator[] = [];

export interface AgreementRequest {
  parent: string;
  supporter?: string;
  recipient?: string;
  area?: string;
  sector?: string;
  project?: string;
  activeYear?: number;
  signedAt?: string;
  query?: string;
  novelty?: Novelty;
  leastTotalFen?: bigint;
}

// All agreements of a request, so that they can be counted by stage. The key is
// that of the method: a write has them asked again.
function everyAgreement(transport: Transport, request: AgreementRequest) {
  return {
    queryKey: createConnectQueryKey({
      schema: ProgressService.method.listAgreements, transport, input: request,
      cardinality: 'finite' }),
    queryFn: () => everyEntry(
      (pageToken) => createClient(ProgressService, transport)
        .listAgreements({ ...request, pageSize: MOST, pageToken }),
      (page) => page.agreements),
  };
}

export function useAgreements(request: AgreementRequest, enabled = true) {
  return useAnyQuery({ ...everyAgreement(useTransport(), request), enabled });
}

export interface ProgressNames {
  unit: (name: string) => string;
  indicator: (name: string) => string;
  // What an indicator counts: persons, jobs; may be empty.
  counted: (name: string) => string;
  isRate: (name: string) => boolean;
  fundKind: (id: string) => string;
  area: (name: string) => string;
  sector: (name: string) => string;
}

export function useProgressNames(programme: string): ProgressNames {
  const local = useLocal();
  const called = useCalled(programme);
  const units = useUnits(programme);
  const indicators = useIndicators(programme);
  return useMemo(() => {
    const unitNames = new Map((units ?? []).map(
      (u) => [u.name, local(u.displayName, idOf(u.name))]));
    const known = new Map(indicators.map((i) => [i.name, i]));
    return {
      ...called,
      unit: (name) => unitNames.get(name) ?? idOf(name),
      indicator: (name) => local(known.get(name)?.displayName, idOf(name)),
      counted: (name) => local(known.get(name)?.unitText),
      isRate: (name) =>
        known.get(name)?.measure === Indicator_Measure.RATE,
    };
  }, [called, units, indicators, local]);
}

// What an entry records: of what, and how much, in words.
export function useFigureText(called: ProgressNames) {
  const say = useSay();
  const { language } = useLanguage();
  const counted = (value: bigint | number, indicator: string) =>
    (called.isRate(indicator) ? formatBasisPoints(Number(value))
      : say(words.counted, { n: formatCount(value),
        unit: called.counted(indicator) }).trim());
  return {
    counted,
    what: ({ figure }: LedgerEntry): string => {
      if (figure.case === 'disbursement') {
        return called.fundKind(figure.value.fundKind);
      }
      return figure.case ? called.indicator(figure.value.indicator) : '—';
    },
    howMuch: ({ figure }: LedgerEntry): string => {
      if (figure.case === 'disbursement') {
        return formatMoney(figure.value.amountFen, language);
      }
      if (figure.case === 'count') {
        return counted(figure.value.value, figure.value.indicator);
      }
      return figure.case === 'rate'
        ? formatBasisPoints(figure.value.basisPoints) : '—';
    },
  };
}

export interface Acting {
  office: boolean;
  // Whether the person acts for a unit, or one above it, as its supporter or
  // as its recipient.
  gives: (unit: string) => boolean;
  receives: (unit: string) => boolean;
  // Whether it may write for either party.
  mayWrite: (of: Pick<Agreement, 'supporter' | 'recipient'>) => boolean;
}

const unitsOf = (session: Session, programme: string, group: PermissionGroup) =>
  session.unitsIn(programme).filter((m) => m.groups.includes(group))
    .map((m) => m.unit);

export function useActing(programme: string): Acting {
  const session = useSession();
  const units = useUnits(programme);
  return useMemo(() => {
    const own = (group: PermissionGroup) =>
      withThoseBelow(units ?? [], unitsOf(session, programme, group));
    const given = own(PermissionGroup.SUPPORTER);
    const received = own(PermissionGroup.RECIPIENT);
    const office = session.isOffice(programme);
    const gives = (unit: string) => given.has(unit);
    const receives = (unit: string) => received.has(unit);
    return { office, gives, receives,
      mayWrite: (of) =>
        office || gives(of.supporter) || receives(of.recipient) };
  }, [session, units, programme]);
}

// Whether the person may confirm or dispute what another side reported.
export function mayAnswer(acting: Acting, entry: LedgerEntry): boolean {
  if (acting.office) return true;
  if (entry.reportedBy === Side.SUPPORTER) {
    return acting.receives(entry.recipient);
  }
  return entry.reportedBy === Side.RECIPIENT && acting.gives(entry.supporter);
}

// Whether the person may take an entry back: the side that reported it.
export function mayReverse(acting: Acting, entry: LedgerEntry): boolean {
  if (acting.office) return true;
  if (entry.reportedBy === Side.SUPPORTER) return acting.gives(entry.supporter);
  return entry.reportedBy === Side.RECIPIENT && acting.receives(entry.recipient);
}

// What an agreement is called; its id where it cannot be known.
export function useAgreementName(name: string): string {
  const local = useLocal();
  const { data } = useQuery(ProgressService.method.getAgreement, { name },
    { enabled: name !== '' });
  return name && local(data?.displayName, idOf(name));
}

// The year that is asked for; else this one, or the nearest of the programme.
// 0: not known yet.
export function useYearNow(programme: string, asked: number): number {
  const { firstYear = 0, lastYear = 0 } = useProgramme(programme) ?? {};
  return asked ||
    Math.min(lastYear, Math.max(firstYear, new Date().getFullYear()));
}
