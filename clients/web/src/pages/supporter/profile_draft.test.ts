import { create, equals } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import {
  CapabilityProfileSchema,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { draftOf, faultOf, isSound, profileOf } from './profile_draft';

const saved = create(CapabilityProfileSchema, {
  name: 'programmes/hubei/profiles/yichang', etag: '7',
  strengths: [{ sector: 'programmes/hubei/sectors/tea', strength: 80 }],
  preferredAreas: [{ area: 'programmes/hubei/areas/420527', preference: 70 }],
  givings: [
    { fundKind: 'grant', leastFen: 13_000_000n, usualFen: 134_500_000n },
    { fundKind: 'cooperation', usualFen: 1n, meansFen: 0n },
  ],
  offers: [{ kind: 5, quantity: 6, note: 'x' }], forms: [1, 3],
  mostProjects: 11, suggestedThroughYear: 2013, statement: { zh: '说明', en: 'a statement' },
});

test('an untouched draft stands for the saved profile, to the fen', () => {
  expect(equals(CapabilityProfileSchema, profileOf(draftOf(saved), saved), saved))
    .toBe(true);
});

test('a row without its sector is not sent', () => {
  const draft = { ...draftOf(undefined), strengths: [{ sector: '', strength: 60 }] };
  expect(profileOf(draft, undefined).strengths).toEqual([]);
});

test('amounts that the server would refuse are told beforehand', () => {
  const giving = { fundKind: 'grant', least: '', usual: '100', most: '',
    means: '' };
  expect(faultOf(giving)).toBeUndefined();
  expect(faultOf({ ...giving, usual: '' })).toBe('usual');
  expect(faultOf({ ...giving, usual: 'many' })).toBe('amount');
  expect(faultOf({ ...giving, least: '200' })).toBe('order');
  expect(faultOf({ ...giving, most: '99' })).toBe('order');
  expect(faultOf({ ...giving, means: '0' })).toBeUndefined();
  expect(isSound({ ...draftOf(saved), givings: [{ ...giving, usual: '' }] }))
    .toBe(false);
});
