// A resource while it is edited. The draft stands upon what was read; when
// others have written meanwhile, reload() takes theirs in and keeps one's own.
//
//   const edited = useResourceDraft(area, draftOf, (name) => client.getArea({ name }));
//   edited.draft; edited.change({ zh: '秭归县' }); await edited.reload();
import { App } from 'antd';
import { useState } from 'react';
import { keepMine, sameDraft } from '../../drafts';
import { useSay } from '../../i18n/say';
import { editing } from '../../parts/editing';
import { useTellFailure } from '../../parts/tell_failure';

export function useResourceDraft<R extends { name: string }, D extends object>(
    saved: R | undefined, draftOf: (resource: R) => D, blank: D,
    latestOf: (name: string) => Promise<R>) {
  const say = useSay();
  const { message } = App.useApp();
  const tellFailure = useTellFailure();
  const startOf = (of: R | undefined) => (of ? draftOf(of) : blank);
  const [base, setBase] = useState({ saved, draft: startOf(saved) });
  const [draft, setDraft] = useState(base.draft);
  const [reloading, setReloading] = useState(false);
  return {
    // What is stored, as last read; undefined: it is new.
    saved: base.saved,
    draft, reloading,
    changed: !sameDraft(draft, base.draft),
    change: (changes: Partial<D>) =>
      setDraft((now) => ({ ...now, ...changes })),
    discard: () => setDraft(base.draft),
    // It was written: `after` is what is edited from now on.
    rest: (after: R) => {
      setBase({ saved: after, draft: draftOf(after) });
      setDraft(draftOf(after));
    },
    reload: async (then: () => void) => {
      if (!base.saved) return;
      setReloading(true);
      try {
        const latest = await latestOf(base.saved.name);
        const theirs = draftOf(latest);
        setDraft(keepMine(base.draft, draft, theirs));
        setBase({ saved: latest, draft: theirs });
        then();
        void message.info(say(editing.reloaded));
      } catch (failure) {
        tellFailure(failure);
      } finally {
        setReloading(false);
      }
    },
  };
}
