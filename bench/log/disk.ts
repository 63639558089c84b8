import { fdatasync, open, write } from 'node:fs';
import { promisify } from 'node:util';

const opened = promisify(open);
const written = promisify(write);
const synced = promisify(fdatasync);

/** Events a second that a plain file takes when each group of them is on disk before the next one is written. */
export const durableWrites = async (
  file: string,
  { events, group, bytes }: { readonly events: number; readonly group: number; readonly bytes: number },
): Promise<number> => {
  const descriptor = await opened(file, 'a');
  const data = Buffer.alloc(group * bytes, 'x');
  const groups = Math.ceil(events / group);
  const startedAt = performance.now();
  for (let index = 0; index < groups; index += 1) {
    await written(descriptor, data);
    await synced(descriptor);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return (groups * group) / seconds;
};
