// What is proposed to a unit, in every year of the programme: it may not list
// the plans themselves.
import { Code, ConnectError } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PlanShare } from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { names } from '../../names';
import { useUnitWithThoseBelow } from '../../queries/own_units';
import { useProjectsByName } from '../../queries/projects';
import { useProgramme } from '../../queries/reference';
import { everyPlanShare } from './every_plan_share';

export interface OfferedYear {
  year: number;
  // What the unit gives, and what its projects get.
  given: PlanShare[];
  received: PlanShare[];
}

interface Asked { data: PlanShare[] | undefined; error: unknown }

// A year without a plan is no failure.
const isAbsent = (error: unknown) =>
  ConnectError.from(error).code === Code.NotFound;

// Of every year of the programme, the newest first.
function useShares(programme: string) {
  const transport = useTransport();
  const found = useProgramme(programme);
  const years = useMemo(() => (found ? Array.from(
    { length: found.lastYear - found.firstYear + 1 },
    (_, i) => found.lastYear - i) : []), [found]);
  const answers: Asked[] = useQueries({ queries: years.map((year) =>
    everyPlanShare(transport, names.plan.format({ programme,
      year: String(year) }))) });
  return { years, answers, known: found !== undefined };
}

export function useOfferedShares(programme: string, unit: string) {
  const { years, answers, known } = useShares(programme);
  const shares = answers.flatMap((a) => a.data ?? []);
  const supporter = names.unit.format({ programme, unit });
  const recipients = useUnitWithThoseBelow(programme, unit);
  const { byName, complete } = useProjectsByName(programme,
    [...new Set(shares.map((s) => s.project))].sort());
  const receives = (s: PlanShare) =>
    recipients.includes(byName.get(s.project)?.recipient ?? '');
  const offered = years.map((year, i): OfferedYear => {
    const of = answers[i]?.data ?? [];
    return { year, given: of.filter((s) => s.supporter === supporter),
      received: of.filter(receives) };
  }).filter((y) => y.given.length + y.received.length > 0);
  return {
    years: offered,
    all: shares,
    complete: known && complete && answers.every((a) => a.data || a.error),
    error: answers.find((a) => a.error && !isAbsent(a.error))?.error,
  };
}
