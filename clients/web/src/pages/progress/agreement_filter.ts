// What the list of agreements is narrowed to, in the address: the same that a
// figure of a report is made of.
import {
  Agreement_Stage, Novelty, type Agreement,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import type {
  AgreementFilter,
} from '../../gen/duikou/progress/v1/report_service_pb';
import { idOf, names } from '../../names';
import {
  integerParam, listParam, textParam, writeState, type Param, type StateOf,
} from '../../url_state';

// Fen, which may be more than a number holds exactly.
function fenParam(): Param<bigint> {
  return {
    read: (text) => (text !== null && /^\d{1,16}$/.test(text)
      ? BigInt(text) : 0n),
    write: (fen) => (fen === 0n ? '' : String(fen)),
  };
}

// Resources by their ids; 0 and empty: any.
export const agreementSpec = {
  q: textParam(), stages: listParam(10), year: integerParam(0, 0, 2200),
  supporter: textParam(), recipient: textParam(), area: textParam(),
  sector: textParam(), project: textParam(), signedAt: textParam(),
  novelty: integerParam(0, 0, Novelty.CONTINUING),
  least: fenParam(),
};

export type AgreementState = StateOf<typeof agreementSpec>;

export const noAgreementFilter: AgreementState = {
  q: '', stages: [], year: 0, supporter: '', recipient: '', area: '',
  sector: '', project: '', signedAt: '', novelty: 0, least: 0n,
};

// What the server is asked: all but the stages, so that they can be counted.
export function agreementRequestOf(programme: string, state: AgreementState) {
  const unit = (id: string) => id && names.unit.format({ programme, unit: id });
  const { area, sector, project } = state;
  return {
    parent: names.programme.format({ programme }),
    supporter: unit(state.supporter), recipient: unit(state.recipient),
    area: area && names.area.format({ programme, area }),
    sector: sector && names.sector.format({ programme, sector }),
    project: project && names.project.format({ programme, project }),
    activeYear: state.year, signedAt: state.signedAt, query: state.q,
    novelty: state.novelty as Novelty, leastTotalFen: state.least,
  };
}

// In `signedAt`: at any fair.
export const ANY_FAIR = '*';

// The first year of its cooperation; 0: it has neither one nor a date.
export function firstYearOf(
    { firstYear, signDate }: Pick<Agreement, 'firstYear' | 'signDate'>): number {
  return firstYear || Number(signDate.slice(0, 4));
}

export function inStages(agreement: Agreement, { stages }: AgreementState):
    boolean {
  return stages.length === 0 || stages.includes(String(agreement.stage));
}

// The state that shows what a filter lists.
export function agreementStateOf(filter: AgreementFilter): AgreementState {
  return {
    q: '', stages: filter.stages.map(String), year: filter.activeYear,
    supporter: idOf(filter.supporter), recipient: idOf(filter.recipient),
    area: idOf(filter.area), sector: idOf(filter.sector), project: '',
    signedAt: filter.signedAt, novelty: filter.novelty,
    least: filter.leastTotalFen,
  };
}

export function agreementSearch(state: Partial<AgreementState>): string {
  return writeState(agreementSpec, new URLSearchParams(), state).toString();
}

export function agreementFilterCount(state: AgreementState): number {
  return [...writeState(agreementSpec, new URLSearchParams(), state).keys()]
    .length;
}

export interface StageSum { stage: Agreement_Stage; count: number; fen: bigint }

export const STAGES = [Agreement_Stage.NEGOTIATING, Agreement_Stage.PREPARING,
  Agreement_Stage.BUILDING, Agreement_Stage.IN_PRODUCTION,
  Agreement_Stage.TERMINATED] as const;

// Where an agreement may go from its stage: to the next one, one back, or to
// its end; from there to the stage before it.
export function stagesFrom(
    { stage, stageSteps }: Pick<Agreement, 'stage' | 'stageSteps'>):
    Agreement_Stage[] {
  const { TERMINATED, IN_PRODUCTION, NEGOTIATING } = Agreement_Stage;
  if (stage === TERMINATED) {
    const before = stageSteps.findLast((s) => s.stage !== TERMINATED);
    return [before?.stage ?? NEGOTIATING];
  }
  const now = Math.max(stage, NEGOTIATING);
  if (now === IN_PRODUCTION) return [Agreement_Stage.BUILDING];
  return STAGES.filter((s) => s === now + 1 || s === now - 1 ||
    s === TERMINATED);
}

// How many are in each stage, and what their contracts come to.
export function stageSums(agreements: readonly Agreement[]): StageSum[] {
  return STAGES.map((stage) => {
    const those = agreements.filter((a) => a.stage === stage);
    return { stage, count: those.length,
      fen: those.reduce((sum, a) => sum + a.contractTotalFen, 0n) };
  });
}
