// Keeps the session from ending while somebody is at the page. A session that
// is left alone ends by itself.
import { createClient } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { useEffect } from 'react';
import { AccessService } from '../gen/duikou/access/v1/access_service_pb';

const EVERY_MS = 5 * 60_000;
const SIGNS = ['pointerdown', 'keydown', 'wheel'] as const;

export function useKeepSignedIn(): void {
  const transport = useTransport();
  useEffect(() => {
    const client = createClient(AccessService, transport);
    let somebody = false;
    const notice = () => { somebody = true; };
    for (const sign of SIGNS) {
      window.addEventListener(sign, notice, { passive: true });
    }
    const timer = setInterval(() => {
      if (!somebody) return;
      somebody = false;
      // If it fails, the next call tells that nobody is signed in.
      client.refreshSession({}).catch(() => undefined);
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, notice);
    };
  }, [transport]);
}
