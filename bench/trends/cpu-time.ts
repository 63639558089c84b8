import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** What Linux counts CPU time in: a hundredth of a second. */
const TICK_MS = 10;

/** The fields of `proc/<pid>/stat` after the name, which may hold anything. */
const fieldsOf = (path: string): ReadonlyArray<string> => {
  try {
    return readFileSync(path, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
};

const summed = (fields: ReadonlyArray<string>, ...places: ReadonlyArray<number>): number =>
  places.reduce((sum, place) => sum + Number(fields[place] ?? 0) * TICK_MS, 0);

const PARENT = 1;
const OWN = [11, 12];
const OF_CHILDREN_THAT_ENDED = [13, 14];

export type CpuTime = { readonly serverMs: number; readonly databaseMs: number };

/** CPU time up to now of this process's main thread, and of the PostgreSQL whose data are in the folder; 0 where the system does not tell. */
export const cpuTime = (databaseFolder: string): CpuTime => {
  const pidFile = `${databaseFolder}/postmaster.pid`;
  const [postmaster] = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : [];
  const processes = existsSync('/proc/self/stat') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  const backends = processes
    .map((pid) => fieldsOf(`/proc/${pid}/stat`))
    .filter((fields) => fields[PARENT] === postmaster);
  return {
    serverMs: summed(fieldsOf(`/proc/self/task/${process.pid}/stat`), ...OWN),
    databaseMs: [
      summed(fieldsOf(`/proc/${postmaster}/stat`), ...OWN, ...OF_CHILDREN_THAT_ENDED),
      ...backends.map((fields) => summed(fields, ...OWN)),
    ].reduce((a, b) => a + b, 0),
  };
};
