import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { FigureSource } from '../../gen/duikou/progress/v1/progress_service_pb';
import {
  Assessment_Carry, AssessmentSchema,
} from '../../gen/duikou/progress/v1/settlement_service_pb';
import {
  assessmentOf, draftOf, isWhole, newItem, noAssessment,
} from './assessment_draft';

const p = 'programmes/hubei';

const saved = create(AssessmentSchema, {
  name: `${p}/assessments/2015`, etag: '4', carry: Assessment_Carry.NONE,
  items: [{ id: 'money', fundKind: 'grant', weight: 60 },
    { id: 'jobs', indicator: `${p}/indicators/jobs`, weight: 40, goal: 50n }],
  sourceOrder: [FigureSource.OFFICE, FigureSource.STATISTICS],
  newsDays: 60, escalationDays: 15,
});

test('an assessment is edited and saved without loss', () => {
  expect(assessmentOf('hubei', draftOf(saved), saved)).toEqual(saved);
  expect(isWhole(draftOf(saved))).toBe(true);
});

test('nothing set is the defaults', () => {
  expect(assessmentOf('hubei', noAssessment)).toEqual(
    create(AssessmentSchema, { carry: Assessment_Carry.SHORTFALL }));
  expect(isWhole(noAssessment)).toBe(true);
});

test('an item names what is weighed, and how much', () => {
  const item = newItem([]);
  expect(item.id).toBe('item-1');
  const whole = (changes: Partial<typeof item>) =>
    isWhole({ ...noAssessment, items: [{ ...item, ...changes }] });
  expect([whole({}), whole({ of: 'fund grant' }),
    whole({ of: 'fund grant', weight: '0' }),
    whole({ of: 'indicator jobs', goal: 'x' })])
    .toEqual([false, true, false, false]);
  expect(isWhole({ ...noAssessment, newsDays: 'x' })).toBe(false);
});
