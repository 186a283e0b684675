// Recommended projects as cards.
import type { ComponentProps } from 'react';
import type { Project } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import type { Recommendation } from '../../gen/duikou/matching/v1/matching_service_pb';
import { useFirstThenAll } from '../../parts/progressive';
import { RecommendationCard } from './recommendation_card';

// As many as a window is high.
const FIRST_CARDS = 4;

export function RecommendationCards({ entries, projects, ...card }: {
  entries: readonly Recommendation[];
  projects: ReadonlyMap<string, Project>;
} & Omit<ComponentProps<typeof RecommendationCard>, 'entry' | 'project'>) {
  return (
    <div className="cards">
      {useFirstThenAll(entries, FIRST_CARDS).map((entry) => (
        <RecommendationCard key={entry.project} entry={entry}
          project={projects.get(entry.project)} {...card} />
      ))}
    </div>
  );
}
