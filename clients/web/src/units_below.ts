// Units as they stand one below the other.
import type { Unit } from './gen/duikou/profiles/v1/profiles_service_pb';

// `roots` and every unit below one of them.
export function withThoseBelow(
    units: readonly Pick<Unit, 'name' | 'parentUnit'>[],
    roots: readonly string[]): Set<string> {
  const found = new Set(roots);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const unit of units) {
      if (found.has(unit.parentUnit)) found.add(unit.name);
    }
  }
  return found;
}
