// A capability profile as sheets, one a panel of the page.
import { common } from '../../app/texts';
import { factsSheet, wanCell } from '../../export/cells';
import type { Cell, Sheet } from '../../export/workbook';
import type {
  CapabilityProfile,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { cooperationFormLabels, needKindLabels } from '../../labels';
import { idOf } from '../../names';
import { useCalled } from '../../queries/reference';
import { words } from './profile_texts';

// Zero stands for no limit.
const stated = (fen: bigint): Cell => (fen > 0n ? wanCell(fen) : null);

export function useProfileSheets(programme: string):
    (profile: CapabilityProfile) => Sheet[] {
  const say = useSay();
  const local = useLocal();
  const called = useCalled(programme);
  const inWan = (what: string) => say(words.inWan, { what });
  return (profile) => [{
    title: say(words.strengths),
    columns: [{ heading: say(common.sector), width: 24 },
      { heading: say(common.id), width: 20 },
      { heading: say(words.strength), width: 12 }],
    rows: profile.strengths.map((s) => [
      called.sector(s.sector), idOf(s.sector), s.strength]),
  }, {
    title: say(words.areas),
    columns: [{ heading: say(common.area), width: 24 },
      { heading: say(common.id), width: 14 },
      { heading: say(words.preference), width: 12 }],
    rows: profile.preferredAreas.map((a) => [
      called.area(a.area), idOf(a.area), a.preference]),
  }, {
    title: say(words.givings),
    columns: [{ heading: say(common.fundKind), width: 16 },
      { heading: inWan(say(words.least)), width: 18 },
      { heading: inWan(say(words.usual)), width: 18 },
      { heading: inWan(say(words.most)), width: 18 },
      { heading: inWan(say(words.means)), width: 22 }],
    rows: profile.givings.map((g) => [called.fundKind(g.fundKind),
      stated(g.leastFen), stated(g.usualFen), stated(g.mostFen),
      wanCell(g.meansFen)]),
  }, {
    title: say(words.offers),
    columns: [{ heading: say(words.offers), width: 24 },
      { heading: say(words.quantity), width: 10 },
      { heading: say(common.note), width: 50 }],
    rows: profile.offers.map((o) => [say(needKindLabels[o.kind]),
      o.quantity || null, o.note]),
  }, factsSheet(say(words.statement), [
    [say(words.forms), profile.forms.map((f) => say(cooperationFormLabels[f]))
      .join(say(common.and))],
    [say(words.mostProjects), profile.mostProjects || say(common.unlimited)],
    [say(words.statement), local(profile.statement)],
  ], say)];
}
