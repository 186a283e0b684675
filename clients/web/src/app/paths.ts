// Addresses of pages, each made here and matched in routes.tsx.
const inProgramme = (programme: string) => `/p/${programme}`;
const ofUnit = (programme: string, unit: string) =>
  `/p/${programme}/units/${unit}`;
const ofFair = (programme: string, fair: string) =>
  `${inProgramme(programme)}/fairs/${fair}`;
// `search`: what a list is narrowed to, as its page writes it.
const listed = (path: string, search: string) =>
  path + (search ? `?${search}` : '');

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
  reminders: (programme: string, unit: string) =>
    `${ofUnit(programme, unit)}/reminders`,
  guided: (programme: string, unit: string) =>
    `${ofUnit(programme, unit)}/guided`,
  compare: (programme: string, unit: string, ids: readonly string[]) =>
    `${ofUnit(programme, unit)}/compare?ids=${ids.join(',')}`,
  projects: (programme: string) => `${inProgramme(programme)}/projects`,
  // `unit`: from whose point of view.
  project: (programme: string, project: string, unit = '') =>
    `${inProgramme(programme)}/projects/${project}` +
    (unit ? `?unit=${unit}` : ''),
  // The recipient's.
  ownProjects: (programme: string, unit: string) =>
    `${ofUnit(programme, unit)}/projects`,
  newProject: (programme: string, unit: string) =>
    `${ofUnit(programme, unit)}/projects/new`,
  projectEdit: (programme: string, project: string) =>
    `${inProgramme(programme)}/projects/${project}/edit`,
  attention: (programme: string, project: string) =>
    `${inProgramme(programme)}/projects/${project}/attention`,
  // `unit`: whose projects; none: the whole programme's.
  interests: (programme: string, unit = '') =>
    `${unit ? ofUnit(programme, unit) : inProgramme(programme)}/interests`,
  import: (programme: string, collection: string, unit = '') =>
    `${inProgramme(programme)}/import/${collection}` +
    (unit ? `?unit=${unit}` : ''),
  // What a programme is made of.
  programmes: '/programmes',
  newProgramme: '/programmes/new',
  programmeSettings: (programme: string) =>
    `${inProgramme(programme)}/office/programme`,
  areas: (programme: string) => `${inProgramme(programme)}/office/areas`,
  sectors: (programme: string) => `${inProgramme(programme)}/office/sectors`,
  indicators: (programme: string) =>
    `${inProgramme(programme)}/office/indicators`,
  // The office's.
  weights: (programme: string) => `${inProgramme(programme)}/office/weights`,
  quotas: (programme: string) => `${inProgramme(programme)}/office/quotas`,
  factors: (programme: string) => `${inProgramme(programme)}/office/factors`,
  units: (programme: string) => `${inProgramme(programme)}/office/units`,
  people: (programme: string) => `${inProgramme(programme)}/office/people`,
  progress: (programme: string) => `${inProgramme(programme)}/office/progress`,
  quality: (programme: string) => `${inProgramme(programme)}/office/quality`,
  plans: (programme: string) => `${inProgramme(programme)}/office/plans`,
  plan: (programme: string, year: string) =>
    `${inProgramme(programme)}/office/plans/${year}`,
  planCompare: (programme: string, year: string) =>
    `${inProgramme(programme)}/office/plans/${year}/compare`,
  planPaper: (programme: string, year: string, version = '') =>
    `${inProgramme(programme)}/office/plans/${year}/paper` +
    (version ? `?version=${version}` : ''),
  planSettings: (programme: string, year: string) =>
    `${inProgramme(programme)}/office/plans/${year}/settings`,
  // What is proposed to a unit, on either side.
  planAnswers: (programme: string, unit: string) =>
    `${ofUnit(programme, unit)}/plan`,
  // Competitions, for everybody.
  calls: (programme: string) => `${inProgramme(programme)}/calls`,
  call: (programme: string, call: string) =>
    `${inProgramme(programme)}/calls/${call}`,
  // Agreements, the ledger, the year's end and reports.
  agreements: (programme: string, search = '') =>
    listed(`${inProgramme(programme)}/agreements`, search),
  newAgreement: (programme: string) =>
    `${inProgramme(programme)}/agreements/new`,
  agreement: (programme: string, agreement: string) =>
    `${inProgramme(programme)}/agreements/${agreement}`,
  agreementEdit: (programme: string, agreement: string) =>
    `${inProgramme(programme)}/agreements/${agreement}/edit`,
  ledger: (programme: string, search = '') =>
    listed(`${inProgramme(programme)}/ledger`, search),
  newLedgerEntry: (programme: string, search = '') =>
    listed(`${inProgramme(programme)}/ledger/new`, search),
  ledgerEntry: (programme: string, entry: string) =>
    `${inProgramme(programme)}/ledger/${entry}`,
  workList: (programme: string) => `${inProgramme(programme)}/work-list`,
  settlements: (programme: string, year = 0) =>
    listed(`${inProgramme(programme)}/settlements`,
      year > 0 ? `year=${year}` : ''),
  // `settlement`: `{unit}--{year}`.
  settlement: (programme: string, settlement: string) =>
    `${inProgramme(programme)}/settlements/${settlement}`,
  reports: (programme: string) => `${inProgramme(programme)}/reports`,
  // `report`: its kind, as its page calls it.
  report: (programme: string, report: string, search = '') =>
    listed(`${inProgramme(programme)}/reports/${report}`, search),
  // Fairs; `participant`: the id of its unit.
  fairs: (programme: string) => `${inProgramme(programme)}/fairs`,
  fair: ofFair,
  fairSettings: (programme: string, fair: string) =>
    `${ofFair(programme, fair)}/settings`,
  participants: (programme: string, fair: string) =>
    `${ofFair(programme, fair)}/participants`,
  importParticipants: (programme: string, fair: string) =>
    `${inProgramme(programme)}/import/participants?fair=${fair}`,
  participant: (programme: string, fair: string, participant: string,
    view = '') => listed(
    `${ofFair(programme, fair)}/participants/${participant}`,
    view && `view=${view}`),
  pairing: (programme: string, fair: string) =>
    `${ofFair(programme, fair)}/pairing`,
  timetable: (programme: string, fair: string) =>
    `${ofFair(programme, fair)}/timetable`,
  timetableVersions: (programme: string, fair: string) =>
    `${ofFair(programme, fair)}/versions`,
  meeting: (programme: string, fair: string, meeting: string) =>
    `${ofFair(programme, fair)}/meetings/${meeting}`,
  tablePlan: (programme: string, fair: string) =>
    `${ofFair(programme, fair)}/table-plan`,
  agendas: (programme: string, fair: string) =>
    `${ofFair(programme, fair)}/agendas`,
  stands: (programme: string, fair: string) =>
    `${ofFair(programme, fair)}/stands`,
  // For a public screen, where nobody is signed in.
  screen: (programme: string, fair: string) => `/screen/${programme}/${fair}`,
  audit: (programme: string) => `${inProgramme(programme)}/office/audit`,
  account: '/account',
  signIn: '/sign-in',
  setUp: '/set-up',
} as const;
