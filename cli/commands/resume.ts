import { resumeConnection } from '../../application/connections/resume-connection.js';
import { answered } from '../answered.js';
import { commandOnConnection, depsOf, requestOf } from '../connection-change.js';
import { withAdapters } from '../with-adapters.js';

export const resumeCommand = commandOnConnection('resume', 'Take the deliveries of a paused connection again.').action(
  (source: string, name: string) =>
    withAdapters(async (adapters) => {
      await answered(resumeConnection(depsOf(adapters))(requestOf(source, name)));
      process.stdout.write(`${source}/${name} takes deliveries\n`);
    }),
);
