import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Something that can be killed at any moment, and started again on the same data. */
export type Killable = {
  readonly start: () => Promise<void>;
  /** kill -9; resolves once it is gone. */
  readonly kill: () => Promise<void>;
};

export type Program = Killable & {
  readonly stop: () => Promise<void>;
  /** The last of what it wrote, over all its lives. */
  readonly said: () => string;
  /** How its lives ended that nobody ended. */
  readonly endedAlone: () => ReadonlyArray<string>;
};

const KEPT = 200_000;

/** A built program under plain node. */
export const makeProgram = (
  name: string,
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string>>,
): Program => {
  const endedAlone: Array<string> = [];
  let running: ChildProcess | undefined;
  let said = '';
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-KEPT);
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const child = running;
    running = undefined;
    if (child === undefined) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  return {
    start: async () => {
      const child = spawn(process.execPath, [...args], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      running = child;
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code, signal) => {
        if (running !== child) return;
        running = undefined;
        endedAlone.push(`${name} ended by itself (${code ?? signal}): ${said.slice(-2_000)}`);
      });
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    said: () => said,
    endedAlone: () => endedAlone,
  };
};
