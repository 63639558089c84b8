import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../infrastructure/embedded/free-port.js';
import { temporaryFolder } from './services/temporary-folder.js';

/** npm runs tests and benchmarks where the package is. */
const root = process.cwd();

export type ListedConnection = {
  readonly source: string;
  readonly name: string;
  readonly webhookUrl: string;
  readonly secrets: ReadonlyArray<string>;
  readonly settings: Readonly<Record<string, unknown>>;
};

/** The built system in a process of its own, over a data folder that outlives it. */
export type System = {
  readonly url: string;
  readonly folder: string;
  readonly start: () => Promise<void>;
  /** kill -9, of this process only. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** What `treering …` prints. */
  readonly treering: (...args: ReadonlyArray<string>) => Promise<string>;
  readonly connections: () => Promise<ReadonlyArray<ListedConnection>>;
  readonly output: () => string;
  readonly remove: () => Promise<void>;
};

const untilReady = async (url: string, process: ChildProcess, output: () => string): Promise<void> => {
  for (let tries = 0; tries < 1_200; tries++) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (process.exitCode !== null) break;
    await sleep(100);
  }
  throw new Error(`The system did not become ready:\n${output().slice(-4_000)}`);
};

export const makeSystem = async (env: Readonly<Record<string, string>> = {}): Promise<System> => {
  const folder = await temporaryFolder('system');
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const environment = {
    ...process.env,
    TREERING_DATA: folder,
    TREERING_DEMO: 'off',
    PORT: `${port}`,
    LOG_LEVEL: 'warn',
    ...env,
  };
  let running: ChildProcess | undefined;
  let said = '';
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (running === undefined || running.exitCode !== null) return;
    const exited = once(running, 'exit');
    running.kill(signal);
    await exited;
    running = undefined;
  };
  const treering = async (...args: ReadonlyArray<string>) => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'dist/cli/main.js'), ...args], {
      env: environment,
      maxBuffer: 1 << 28,
    });
    return stdout;
  };
  return {
    url,
    folder,
    start: async () => {
      running = spawn(process.execPath, [join(root, 'dist/main.js')], {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const hear = (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-100_000);
      };
      running.stdout?.on('data', hear);
      running.stderr?.on('data', hear);
      await untilReady(url, running, () => said);
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    treering,
    connections: async () => JSON.parse(await treering('connections', '--json', '--show-secrets')),
    output: () => said,
    remove: async () => {
      await end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
