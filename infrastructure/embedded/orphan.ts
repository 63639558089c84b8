import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** What a process was started with; empty where the system does not tell. */
const commandLineOf = (pid: number): Promise<string> => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');

/**
 * Ends a server that an earlier run started and a kill -9 left behind. It is known by its pid and by a text that its
 * command line must hold, for pids are used again.
 */
export const endOrphan = async (pid: number, mark: string, signal: 'SIGINT' | 'SIGTERM'): Promise<void> => {
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid) || !(await commandLineOf(pid)).includes(mark)) return;
  process.kill(pid, signal);
  for (let waited = 0; isAlive(pid); waited += 50) {
    if (waited === 10_000) process.kill(pid, 'SIGQUIT');
    if (waited > 20_000) throw new Error(`A server of an earlier run (pid ${pid}) does not stop.`);
    await sleep(50);
  }
};
