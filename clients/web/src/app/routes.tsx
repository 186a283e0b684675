// Every page and its address. Pages are loaded when they are first opened.
import { Outlet, type RouteObject } from 'react-router';
import { FailedPage, NoPage } from './failed_page';
import { Home, ProgrammeHome } from './home';
import { RequireSession } from './session';
import { Shell } from './shell';

// A page that is a module's export of that name.
function page<K extends string>(
    load: () => Promise<Record<K, React.ComponentType>>, name: K) {
  return { lazy: async () => ({ Component: (await load())[name] }) };
}

const account = () => import('../pages/account/account');
const editing = () => import('../pages/recipient/project_edit_pages');
const interests = () => import('../pages/recipient/interests_page');
const progress = () => import('../pages/reminders/progress_page');
const programme = () => import('../pages/settings/programme_page');

export const routes: RouteObject[] = [
  {
    element: <Outlet />,
    errorElement: <FailedPage />,
    hydrateFallbackElement: <div className="page" />,
    children: [
      { path: '/sign-in', ...page(account, 'SignInPage') },
      { path: '/set-up', ...page(account, 'SetUpPage') },
      { path: '/link', ...page(account, 'LinkPage') },
      {
        element: <RequireSession><Shell /></RequireSession>,
        children: [{
          errorElement: <FailedPage />,
          children: [
            { path: '/', element: <Home /> },
            { path: '/account',
              ...page(() => import('../pages/account/account_page'),
                'AccountPage') },
            { path: '/programmes',
              ...page(() => import('../pages/settings/programmes_page'),
                'ProgrammesPage') },
            { path: '/programmes/new', ...page(programme, 'NewProgrammePage') },
            { path: '/p/:programme', element: <ProgrammeHome /> },
            { path: '/p/:programme/projects',
              ...page(() => import('../pages/catalogue/projects_page'),
                'ProjectsPage') },
            { path: '/p/:programme/projects/:project',
              ...page(() => import('../pages/catalogue/project_page'),
                'ProjectPage') },
            { path: '/p/:programme/projects/:project/edit',
              ...page(editing, 'ProjectEditPage') },
            { path: '/p/:programme/projects/:project/attention',
              ...page(() => import('../pages/recipient/attention_page'),
                'AttentionPage') },
            { path: '/p/:programme/interests',
              ...page(interests, 'InterestsPage') },
            { path: '/p/:programme/import/:collection',
              ...page(() => import('../pages/import/import_page'),
                'ImportPage') },
            { path: '/p/:programme/office/programme',
              ...page(programme, 'ProgrammePage') },
            { path: '/p/:programme/office/areas',
              ...page(() => import('../pages/settings/areas_page'),
                'AreasPage') },
            { path: '/p/:programme/office/sectors',
              ...page(() => import('../pages/settings/sectors_page'),
                'SectorsPage') },
            { path: '/p/:programme/office/weights',
              ...page(() => import('../pages/office/weights_page'),
                'WeightsPage') },
            { path: '/p/:programme/office/quotas',
              ...page(() => import('../pages/office/quotas_page'),
                'QuotasPage') },
            { path: '/p/:programme/office/progress',
              ...page(progress, 'ProgressPage') },
            { path: '/p/:programme/office/quality',
              ...page(() => import('../pages/office/quality_page'),
                'QualityPage') },
            { path: '/p/:programme/office/people',
              ...page(() => import('../pages/office/people_page'),
                'PeoplePage') },
            { path: '/p/:programme/office/audit',
              ...page(() => import('../pages/office/audit_page'),
                'AuditPage') },
            { path: '/p/:programme/office/units',
              ...page(() => import('../pages/office/units_page'),
                'UnitsPage') },
            { path: '/p/:programme/units/:unit/projects',
              ...page(() => import('../pages/recipient/own_projects_page'),
                'OwnProjectsPage') },
            { path: '/p/:programme/units/:unit/projects/new',
              ...page(editing, 'NewProjectPage') },
            { path: '/p/:programme/units/:unit/interests',
              ...page(interests, 'InterestsPage') },
            { path: '/p/:programme/units/:unit/guided',
              ...page(progress, 'GuidedPage') },
            { path: '/p/:programme/units/:unit/reminders',
              ...page(() => import('../pages/reminders/reminders_page'),
                'RemindersPage') },
            { path: '/p/:programme/units/:unit',
              ...page(() => import('../pages/supporter/unit_page'),
                'UnitPage') },
            { path: '/p/:programme/units/:unit/recommendations',
              ...page(() => import('../pages/supporter/recommendations_page'),
                'RecommendationsPage') },
            { path: '/p/:programme/units/:unit/compare',
              ...page(() => import('../pages/supporter/compare_page'),
                'ComparePage') },
            { path: '/p/:programme/units/:unit/shortlist',
              ...page(() => import('../pages/supporter/shortlist_page'),
                'ShortlistPage') },
            { path: '/p/:programme/units/:unit/dismissals',
              ...page(() => import('../pages/supporter/dismissals_page'),
                'DismissalsPage') },
            { path: '/p/:programme/units/:unit/portfolio',
              ...page(() => import('../pages/supporter/portfolio_page'),
                'PortfolioPage') },
            { path: '/p/:programme/units/:unit/searches',
              ...page(() => import('../pages/supporter/searches_page'),
                'SearchesPage') },
            { path: '/p/:programme/units/:unit/profile',
              ...page(() => import('../pages/supporter/profile_page'),
                'ProfilePage') },
            { path: '*', element: <NoPage /> },
          ],
        }],
      },
    ],
  },
];
