// Addresses of pages, each made here and matched in routes.tsx.
const inProgramme = (programme: string) => `/p/${programme}`;
const ofUnit = (programme: string, unit: string) =>
  `/p/${programme}/units/${unit}`;

export const paths = {
  programme: inProgramme,
  unit: ofUnit,
  recommendations: (programme: string, unit: string) =>
    `${ofUnit(programme, unit)}/recommendations`,
  shortlist: (programme: string, unit: string) =>
    `${ofUnit(programme, unit)}/shortlist`,
  dismissals: (programme: string, unit: string) =>
    `${ofUnit(programme, unit)}/dismissals`,
  portfolio: (programme: string, unit: string) =>
    `${ofUnit(programme, unit)}/portfolio`,
  searches: (programme: string, unit: string) =>
    `${ofUnit(programme, unit)}/searches`,
  profile: (programme: string, unit: string) =>
    `${ofUnit(programme, unit)}/profile`,
  compare: (programme: string, unit: string, ids: readonly string[]) =>
    `${ofUnit(programme, unit)}/compare?ids=${ids.join(',')}`,
  projects: (programme: string) => `${inProgramme(programme)}/projects`,
  // `unit`: from whose point of view.
  project: (programme: string, project: string, unit = '') =>
    `${inProgramme(programme)}/projects/${project}` +
    (unit ? `?unit=${unit}` : ''),
  account: '/account',
  signIn: '/sign-in',
  setUp: '/set-up',
} as const;
