// A plan, its versions and what is named in them.
import { useQuery } from '@connectrpc/connect-query';
import { useCallback, useMemo } from 'react';
import { useParams } from 'react-router';
import { useSession } from '../../app/session';
import { formatBasisPoints } from '../../format';
import {
  AnnualPlan_State, AssignmentService, type AnnualPlan, type PlanVersion,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLocal, type Say } from '../../i18n/say';
import { idOf, names } from '../../names';
import { useInvalidate } from '../../queries/client';
import { useProjectsByName } from '../../queries/projects';
import { useCalled, useUnits } from '../../queries/reference';
import { planWords } from './texts';

const MOST = 1000;
const VERSIONS_STAY_MS = 10 * 60_000;

export interface PlanPlace { programme: string; year: string; name: string }

// The plan that the address names.
export function usePlanPlace(): PlanPlace {
  const { programme = '', year = '' } = useParams();
  return { programme, year, name: names.plan.format({ programme, year }) };
}

export function usePlan(name: string) {
  return useQuery(AssignmentService.method.getAnnualPlan, { name });
}

// A version, which never changes; none while the name is empty.
export function useVersion(name: string) {
  return useQuery(AssignmentService.method.getPlanVersion, { name },
    { enabled: name !== '', staleTime: VERSIONS_STAY_MS });
}

export function useVersions(plan: string): readonly PlanVersion[] {
  return useQuery(AssignmentService.method.listPlanVersions,
    { parent: plan, pageSize: MOST }).data?.planVersions ?? [];
}

// Whether the office may still solve, pin and move, or amend.
export function useMayPlan(programme: string, plan: AnnualPlan | undefined) {
  const office = useSession().isOffice(programme);
  const confirmed = plan?.state === AnnualPlan_State.CONFIRMED;
  return { office, confirmed, mayPlan: office && !confirmed };
}

// Asks again for what a write to a plan can have changed.
export function useRefreshPlan(): () => Promise<void> {
  const invalidate = useInvalidate();
  return useCallback(() => invalidate(AssignmentService, 'GetAnnualPlan',
    'ListAnnualPlans', 'ListPlanVersions', 'ListPlanShares',
    'GetAssignmentRun'), [invalidate]);
}

export interface PlanNames {
  unit: (name: string) => string;
  project: (name: string) => string;
  fundKind: (id: string) => string;
  area: (name: string) => string;
  // Where a project lies; undefined while it is not known.
  placeOf: (name: string) => { area: string; sector: string } | undefined;
  complete: boolean;
}

// What the supporters and projects of shares are called.
export function usePlanNames(programme: string,
    shares: readonly { project: string }[]): PlanNames {
  const local = useLocal();
  const called = useCalled(programme);
  const units = useUnits(programme);
  const wanted = useMemo(
    () => [...new Set(shares.map((s) => s.project))].sort(), [shares]);
  const { byName, complete } = useProjectsByName(programme, wanted);
  const unitNames = useMemo(() => new Map((units ?? []).map(
    (u) => [u.name, local(u.displayName, idOf(u.name))])), [units, local]);
  return {
    unit: (name) => unitNames.get(name) ?? idOf(name),
    project: (name) => local(byName.get(name)?.displayName, idOf(name)),
    fundKind: called.fundKind,
    area: called.area,
    placeOf: (name) => byName.get(name),
    complete: complete && units !== undefined,
  };
}

// How far a version is from the best possible, in words.
export function gapText(say: Say, basisPoints: number): string {
  return basisPoints === 0 ? say(planWords.best)
    : say(planWords.gap, { gap: formatBasisPoints(basisPoints) });
}
