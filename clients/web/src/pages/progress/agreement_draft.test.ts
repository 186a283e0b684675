import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import {
  AgreementSchema, Side,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { CooperationForm } from '../../gen/duikou/type/v1/needs_pb';
import {
  agreementFaults, agreementOf, draftOf, emptyAgreement, freeId, partsOf,
} from './agreement_draft';

const p = 'programmes/hubei';

const saved = create(AgreementSchema, {
  name: `${p}/agreements/a-1`, etag: '7',
  displayName: { zh: '茶叶加工园', en: 'Tea park' },
  supporter: `${p}/units/yichang`, recipient: `${p}/units/county-420527`,
  project: `${p}/projects/p-001`, form: CooperationForm.JOINT_VENTURE,
  placements: [
    { area: `${p}/areas/420527`, sector: `${p}/sectors/tea`, parts: 5528 },
    { area: `${p}/areas/420526`, sector: `${p}/sectors/tea`, parts: 4472 }],
  contractSums: [{ side: Side.SUPPORTER, party: '某公司', fundKind: 'cooperation',
    amountFen: 12_500_000n, privateCapital: true }],
  responsibleLeader: { displayName: '李市长', title: '副市长' },
  team: [{ displayName: '王科长' }],
  milestones: [{ id: 'm-1', displayName: { zh: '开工', en: 'Begun' },
    dueDate: '2015-06-01', doneDate: '2015-05-30' }],
  promises: [{ id: 'p-1', text: '供地 50 亩', dueDate: '', keptDate: '' }],
  signDate: '2015-03-02', signedAt: '第七届洽谈会', firstYear: 2015,
  source: '合同 3 号',
});

test('an agreement is edited and saved without loss', () => {
  expect(agreementOf('hubei', draftOf(saved), saved)).toEqual(saved);
  expect(agreementFaults(draftOf(saved)).size).toBe(0);
  expect(partsOf(draftOf(saved))).toBe(10_000);
});

test('what is missing is found before the server is asked', () => {
  const draft = emptyAgreement({ recipient: 'county-420527' });
  expect([...agreementFaults(draft).keys()]).toEqual(['display_name',
    'supporter', 'placements[0].area', 'placements[0].sector']);
  expect([...agreementFaults({ ...draftOf(saved),
    sums: [{ side: Side.RECIPIENT, party: '', fundKind: '', amount: '0',
      privateCapital: false }],
    placements: [{ area: 'a', sector: 's', part: '0' }],
    milestones: [{ id: 'm-1', text: '', en: '', dueDate: '' }] })]).toEqual([
    ['placements[0].parts', 'part'], ['contract_sums[0].fund_kind', 'missing'],
    ['contract_sums[0].amount_fen', 'amount'],
    ['milestones[0].display_name', 'missing'],
    ['milestones[0].due_date', 'missing']]);
});

test('empty members of the team are left out', () => {
  const nobody = { displayName: '', title: '', phone: '', email: '' };
  const draft = { ...draftOf(saved), leader: nobody, team: [nobody] };
  const made = agreementOf('hubei', draft);
  expect(made.responsibleLeader).toBeUndefined();
  expect(made.team).toEqual([]);
  expect(made.milestones[0]?.doneDate).toBe('');
});

test('ids of new duties are free ones', () => {
  expect(freeId('m', [])).toBe('m-1');
  expect(freeId('m', [{ id: 'm-2' }])).toBe('m-3');
  expect(freeId('m', [{ id: 'm-1' }, { id: 'm-3' }])).toBe('m-4');
});
