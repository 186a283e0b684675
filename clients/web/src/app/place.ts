// Where one is: the programme and the unit, from the address; else what was
// last chosen; else what the session suggests.
import { useEffect } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { idOf } from '../names';
import type { Place } from './navigation';
import { useSession, type Session } from './session';

const KEY = 'duikou-place';

// Whose choice it was: the next person at the machine has its own.
interface Remembered extends Place { person: string }

function remembered(): Remembered {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const { programme, unit, person } = kept as Partial<Remembered>;
    return { programme: programme ?? '', unit: unit ?? '',
      person: person ?? '' };
  } catch {
    return { programme: '', unit: '', person: '' };
  }
}

function remember(place: Remembered): void {
  try { localStorage.setItem(KEY, JSON.stringify(place)); } catch { /* refused */ }
}

function unitIn(programme: string, session: Session): string {
  const last = remembered();
  const own = session.unitsIn(programme).map((m) => idOf(m.unit));
  const stays = last.programme === programme && last.unit !== '' &&
    last.person === idOf(session.person.name);
  return stays ? last.unit : (own[0] ?? '');
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
    if (!params['programme']) return;
    remember({ programme, unit, person: idOf(session.person.name) });
  }, [params, programme, unit, session]);
  return { programme, unit };
}
