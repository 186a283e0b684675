// What to tell people of a failed call: a sentence for its code, of what it is
// about where the server's message begins with that — the path of a field,
// `project.last_year: …`, or the name of a resource, `programmes/…/areas/1: …`.
// The server's own words come beneath, in English where there are no Chinese
// ones.
import { Code, ConnectError } from '@connectrpc/connect';
import { failures } from './app/texts';
import { chineseTextOf, withoutPlace } from './chinese_text';
import { fieldLabel, kindLabel } from './field_labels';
import { fill, texts, type Text } from './i18n/language';
import { idOf } from './names';
import { requestIdOf } from './request_id';

export interface Explained {
  title: Text;
  hint?: Text;
  // The server's own words: which field, which resource.
  detail: Text;
  requestId: string;
  retry: boolean;
}

type Words = Pick<Explained, 'title' | 'hint'>;

const WORDS: Partial<Record<Code, Words>> = {
  [Code.Unavailable]:
    { title: failures.unavailable, hint: failures.unavailableHint },
  [Code.DeadlineExceeded]:
    { title: failures.timeout, hint: failures.unavailableHint },
  [Code.PermissionDenied]: { title: failures.denied, hint: failures.deniedHint },
  [Code.NotFound]: { title: failures.notFound, hint: failures.notFoundHint },
  [Code.Aborted]: { title: failures.stale, hint: failures.staleHint },
  [Code.InvalidArgument]: { title: failures.invalid },
  [Code.FailedPrecondition]: { title: failures.wrongState },
  [Code.AlreadyExists]: { title: failures.exists },
  [Code.ResourceExhausted]:
    { title: failures.tooMany, hint: failures.tooManyHint },
};

// Of what is named: a field, or a resource of some kind.
const about = texts({
  field: ['“{what}”不符合要求', '“{what}” cannot be taken'],
  invalid: ['{what}不符合要求', '{what} cannot be taken'],
  notFound: ['{what}不存在', '{what} does not exist'],
  exists: ['{what}已经存在', '{what} exists already'],
  stale: ['{what}刚被他人修改', 'Someone else has just changed {what}'],
  wrongState: ['{what}在当前状态下不能这样做',
    'This cannot be done with {what} as it is'],
  named: ['{kind}“{id}”', '{kind} “{id}”'],
});

type Sentence = (typeof about)[
  'invalid' | 'notFound' | 'exists' | 'stale' | 'wrongState'];

const ABOUT: Partial<Record<Code, Sentence>> = {
  [Code.InvalidArgument]: about.invalid,
  [Code.NotFound]: about.notFound,
  [Code.AlreadyExists]: about.exists,
  [Code.Aborted]: about.stale,
  [Code.FailedPrecondition]: about.wrongState,
};

const FIELD = /^([a-z_]+(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)*): /;
const RESOURCE = /^((?:programmes|people)\/[\w/.~-]+?):? /;

const bothOf = (make: (language: 'zh' | 'en', at: 0 | 1) => string): Text =>
  [make('zh', 0), make('en', 1)];

// The sentence that names what the message is about; undefined: it does not
// say, or there are no words for it.
function titleOf(code: Code, message: string): Text | undefined {
  const sentence = ABOUT[code];
  const field = fieldLabel(FIELD.exec(message)?.[1] ?? '');
  if (field && code === Code.InvalidArgument) {
    return bothOf((language, at) =>
      fill(about.field, language, { what: field[at] }));
  }
  const name = RESOURCE.exec(message)?.[1] ?? '';
  const kind = kindLabel(name);
  return sentence && kind && bothOf((language, at) => fill(sentence, language,
    { what: fill(about.named, language, { kind: kind[at], id: idOf(name) }) }));
}

const FINAL = new Set([
  Code.PermissionDenied, Code.NotFound, Code.InvalidArgument,
  Code.AlreadyExists, Code.Unimplemented,
]);

export function explain(thrown: unknown): Explained {
  const error = ConnectError.from(thrown);
  const words = WORDS[error.code] ?? { title: failures.title };
  const title = titleOf(error.code, error.rawMessage);
  const zh = chineseTextOf(error);
  return {
    ...words, ...(title && { title }),
    detail: [(title ? withoutPlace(zh) : zh) || error.rawMessage,
      error.rawMessage],
    requestId: requestIdOf(error),
    retry: !FINAL.has(error.code),
  };
}
