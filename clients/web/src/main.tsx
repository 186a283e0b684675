import { TransportProvider } from '@connectrpc/connect-query';
import { QueryClientProvider } from '@tanstack/react-query';
import { App as Feedback, ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { routes } from './app/routes';
import { theme } from './app/theme';
import { LanguageProvider, useLanguage } from './i18n/say';
import { queryClient } from './queries/client';
import { whoIsSignedIn } from './queries/early';
import { transport } from './transport';
import 'antd/dist/antd.css';
import './styles.css';

// Who is signed in is asked while the page's code is still on its way; not on
// the pages where nobody is yet, or need be.
if (!['/sign-in', '/set-up', '/link'].includes(window.location.pathname) &&
    !window.location.pathname.startsWith('/screen/')) {
  whoIsSignedIn().catch(() => undefined);
}

const router = createBrowserRouter(routes);

function Site() {
  const { language } = useLanguage();
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enGB} theme={theme}
      button={{ autoInsertSpace: false }}>
      <Feedback component={false}>
        <RouterProvider router={router} />
      </Feedback>
    </ConfigProvider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <TransportProvider transport={transport}>
        <QueryClientProvider client={queryClient}>
          <Site />
        </QueryClientProvider>
      </TransportProvider>
    </LanguageProvider>
  </StrictMode>);
