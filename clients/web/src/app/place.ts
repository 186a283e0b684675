// Where one is: the programme and the unit, from the address; else what was
// last chosen; else what the session suggests.
import { useEffect } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { idOf } from '../names';
import type { Place } from './navigation';
import { useSession, type Session } from './session';

const KEY = 'duikou-place';

function remembered(): Place {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const { programme, unit } = kept as Partial<Place>;
    return { programme: programme ?? '', unit: unit ?? '' };
  } catch {
    return { programme: '', unit: '' };
  }
}

function remember(place: Place): void {
  try { localStorage.setItem(KEY, JSON.stringify(place)); } catch { /* refused */ }
}

function unitIn(programme: string, session: Session): string {
  const last = remembered();
  const own = session.unitsIn(programme).map((m) => idOf(m.unit));
  const stillThere = last.programme === programme && last.unit !== '' &&
    (own.length === 0 || own.includes(last.unit));
  return stillThere ? last.unit : (own[0] ?? '');
}

// The programme to open first; empty: any that there is.
export function firstProgramme(session: Session): string {
  const last = remembered().programme;
  if (last && (session.all || session.programmes.includes(last))) return last;
  return session.programmes[0] ?? '';
}

export function usePlace(): Place {
  const session = useSession();
  const params = useParams();
  const [search] = useSearchParams();
  const programme = params['programme'] ?? firstProgramme(session);
  const unit = params['unit'] ?? search.get('unit') ??
    unitIn(programme, session);
  useEffect(() => {
    if (params['programme']) remember({ programme, unit });
  }, [params, programme, unit]);
  return { programme, unit };
}
