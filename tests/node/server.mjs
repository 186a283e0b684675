// duikou-server of the dev build, or of the one below $DUIKOU_BUILD, for tests:
//
//   const server = await startServer();
//   ... server.address ...
//   await server.stop();
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const build = process.env.DUIKOU_BUILD ?? 'build/dev';
export const binary = (name) => join(root, build, 'bin', name);

// A directory of the test's own; call remove() at its end.
export function temporaryDirectory() {
  const path = mkdtempSync(join(tmpdir(), 'duikou-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

// All roles in one process, or those of further flags, on a free port, with a
// store of its own. Nobody must sign in, but where `signIn` says so.
export async function startServer(flags = [], { signIn = false } = {}) {
  const directory = temporaryDirectory();
  const child = spawn(
    binary('duikou-server'),
    ['--listen', '127.0.0.1:0', '--http', '127.0.0.1:0',
      ...(signIn ? [] : ['--without_sign_in']), '--log_level', 'error', '--store',
      `sqlite:${join(directory.path, 'duikou.db')}`, ...flags],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const stop = async (signal = 'SIGTERM') => {
    child.kill(signal);
    const code = await ended;
    directory.remove();
    return code;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('"serving"')) {
      const { address, http } = JSON.parse(line);
      return { address, http, stop };
    }
  }
  throw new Error(`duikou-server ended with ${await ended}`);
}

// The sample programmes as files, below the directory.
export function writeSample(directory) {
  const made = spawnSync(binary('duikou-sample'), ['--out', directory]);
  if (made.status !== 0) throw new Error(String(made.stderr));
}
