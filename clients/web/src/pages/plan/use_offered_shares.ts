// What is proposed to a unit, in every year that has a plan.
import { useQuery, useTransport } from '@connectrpc/connect-query';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSession } from '../../app/session';
import {
  AssignmentService, type PlanShare,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { names } from '../../names';
import { useUnitWithThoseBelow } from '../../queries/own_units';
import { useProjectsByName } from '../../queries/projects';
import { useProgramme } from '../../queries/reference';
import { everyPlanShare } from './every_plan_share';

const MOST = 1000;
const PLAN_READERS = [PermissionGroup.OFFICE, PermissionGroup.SUPERVISOR];

export interface OfferedYear {
  year: number;
  // What the unit gives, and what its projects get.
  given: PlanShare[];
  received: PlanShare[];
}

interface Asked { data: PlanShare[] | undefined; error: unknown }

// The years to ask about, the newest first: those of the plans, for who may list
// them; for others, who are not told which there are, all of the programme.
function useYears(programme: string) {
  const groups = useSession().groupsIn(programme);
  const lists = PLAN_READERS.some((group) => groups.has(group));
  const plans = useQuery(AssignmentService.method.listAnnualPlans, {
    parent: names.programme.format({ programme }), pageSize: MOST,
  }, { enabled: lists });
  const found = useProgramme(programme);
  const years = useMemo(() => {
    if (lists) {
      return (plans.data?.annualPlans ?? []).map((p) => p.year)
        .sort((a, b) => b - a);
    }
    return found ? Array.from({ length: found.lastYear - found.firstYear + 1 },
      (_, i) => found.lastYear - i) : [];
  }, [lists, plans.data, found]);
  return { years, error: plans.error,
    known: lists ? plans.data !== undefined : found !== undefined };
}

export function useOfferedShares(programme: string, unit: string) {
  const transport = useTransport();
  const { years, known, error } = useYears(programme);
  const answers: Asked[] = useQueries({ queries: years.map((year) =>
    everyPlanShare(transport, names.plan.format({ programme,
      year: String(year) }))) });
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
    complete: known && complete && answers.every((a) => a.data),
    error: error ?? answers.find((a) => a.error)?.error,
  };
}
