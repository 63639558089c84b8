import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import type { Built } from './built.js';

export type Acknowledged = {
  readonly stream: string;
  readonly round: string;
  readonly batch: number;
  readonly last: number;
};

/**
 * Lets a process of its own append for a while after its first acknowledgement, with these projections enabled, and kills
 * it in the middle of what it does. Gives what it acknowledged.
 */
export const appendUntilKilled = async (
  code: Built,
  file: string,
  round: { readonly number: number; readonly milliseconds: number },
  projections: ReadonlyArray<string> = [],
): Promise<ReadonlyArray<Acknowledged>> => {
  const child: ChildProcess = spawn(
    process.execPath,
    [code.script('appending-process'), file, String(round.number), ...projections],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (child.stdout === null) throw new Error('The process has no output.');
  const acknowledged: Array<Acknowledged> = [];
  const lines = createInterface({ input: child.stdout });
  const reading = (async () => {
    for await (const line of lines) if (line.endsWith('}')) acknowledged.push(JSON.parse(line));
  })();
  await once(lines, 'line');
  await after(round.milliseconds);
  child.kill('SIGKILL');
  await once(child, 'close');
  await reading;
  return acknowledged;
};
