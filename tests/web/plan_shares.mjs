// The plan of the year that the journeys are about, beside the screen: what it
// is, shares that suit a journey, and what they are called.
//
//   const { shares } = await versionNow();
//   await (await chipOf(page, shares[0])).click();
import { site } from './journey.mjs';

export const YEAR = '2015';
export const name = `programmes/hubei/annualPlans/${YEAR}`;

export const call = (method, request) => site.asOffice.call(
  `assignment.v1.AssignmentService/${method}`, request);
export const planNow = () => call('GetAnnualPlan', { name });
export const versionNow = async () =>
  call('GetPlanVersion', { name: (await planNow()).currentVersion });
export const proposed = async () => (await call('ListPlanShares',
  { parent: name, pageSize: 1000 })).planShares;
export const sumOf = (entries) =>
  entries.reduce((sum, { amountFen }) => sum + BigInt(amountFen), 0n);

export async function acceptAll() {
  const { proposedVersion } = await planNow();
  for (const share of await proposed()) {
    if (share.version !== proposedVersion) continue;
    for (const [side, answer] of [
      ['SHARE_SIDE_SUPPORTER', share.supporterAnswer],
      ['SHARE_SIDE_RECIPIENT', share.recipientAnswer]]) {
      if (answer?.answer === 'ANSWER_ACCEPT') continue;
      await call('AnswerShare', { name: share.name, side,
        answer: 'ANSWER_ACCEPT' });
    }
  }
}

// The first share that may go without breaking a rule.
export async function removable(shares) {
  for (const { project, supporter, fundKind } of shares) {
    const free = await call('AmendAnnualPlan', { name, reason: '试算',
      validateOnly: true, changes: [{ project, supporter, fundKind }] })
      .then(() => true, () => false);
    if (free) return { project, supporter, fundKind };
  }
  throw new Error('every share is bound by a rule');
}

const KINDS = { grant: '无偿援助', policy: '政策资金', cooperation: '经济合作' };

// What a share is called on the screen: its project, supporter and fund kind.
export async function wordsOf({ project, supporter, fundKind }) {
  const [{ displayName: title }, { displayName: unit }] = await Promise.all([
    site.asOffice.call('catalogue.v1.CatalogueService/GetProject',
      { name: project }),
    site.asOffice.call('profiles.v1.ProfilesService/GetUnit',
      { name: supporter })]);
  return [title.zh, unit.zh, KINDS[fundKind]];
}

export const having = (parts, words) => words.reduce(
  (left, hasText) => left.filter({ hasText }), parts).first();

// The button of a share, once the board is searched for its project.
export async function chipOf(page, share) {
  const words = await wordsOf(share);
  await page.getByLabel('搜索单位或项目').fill(words[0]);
  return having(page.locator('.share-chip'), words);
}

export const same = (a, b) => a.project === b.project &&
  a.supporter === b.supporter && a.fundKind === b.fundKind;

// The rules that a change by hand would break.
async function breachesOf(change) {
  const { breaches = [] } = await call('MoveShare',
    { name, validateOnly: true, ...change });
  return breaches.map((b) => b.rule);
}

// Pairs of a share and one of the same kind by a supporter that gives the project
// none of it: first by those that are its partners in another kind, whom no limit
// of partners or projects keeps away.
function pairsOfRivals(shares) {
  const partners = new Set(shares.map((s) => `${s.project} ${s.supporter}`));
  const kinds = new Set(shares.map(
    (s) => `${s.project} ${s.supporter} ${s.fundKind}`));
  const pairs = shares.flatMap((full) => shares
    .filter((other) => other.fundKind === full.fundKind &&
      BigInt(other.amountFen) <= BigInt(full.amountFen) &&
      !kinds.has(`${full.project} ${other.supporter} ${full.fundKind}`))
    .map((other) => ({ full, other,
      partner: partners.has(`${full.project} ${other.supporter}`) })));
  return [...pairs.filter((p) => p.partner), ...pairs.filter((p) => !p.partner)];
}

// A share that fills its project's need, and one of another supporter that could
// be given to the same project, were there any need left.
export async function rivals() {
  const { shares } = await versionNow();
  for (const { full, other } of pairsOfRivals(shares)) {
    const breaches = await breachesOf({ project: full.project,
      fundKind: full.fundKind, toSupporter: other.supporter,
      amountFen: other.amountFen });
    if (breaches.length === 1 && breaches[0] === 'RULE_OPEN_NEED') {
      return [full, { ...full, supporter: other.supporter,
        amountFen: other.amountFen }];
    }
  }
  throw new Error('no need is filled by one share');
}

// One of the shares with half of its amount in whole 万元, which no rule forbids.
export async function halved(shares) {
  for (const share of shares) {
    const half = BigInt(share.amountFen) / 2_000_000n * 1_000_000n;
    const less = BigInt(share.amountFen) - half;
    if (half === 0n) continue;
    const { project, fundKind, supporter: fromSupporter } = share;
    const breaches = await breachesOf(
      { project, fundKind, fromSupporter, amountFen: String(less) });
    if (breaches.length === 0) return { share, half, less };
  }
  throw new Error('no share can be halved');
}

export const inWan = (fen) => String(Number(fen) / 1e6);

// The commitments that the plan is, all of them.
export async function commitments() {
  const found = [];
  let pageToken = '';
  do {
    const page = await site.asOffice.call(
      'profiles.v1.ProfilesService/ListCommitments',
      { parent: 'programmes/hubei', pageSize: 1000, pageToken });
    found.push(...page.commitments);
    pageToken = page.nextPageToken ?? '';
  } while (pageToken);
  return found.filter((c) => c.name.includes(`/commitments/plan-${YEAR}-`));
}
