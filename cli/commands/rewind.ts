import { Command } from 'commander';
import { rewindReactor } from '../../infrastructure/postgres/rewind-reactor.js';
import { withAdapters } from '../with-adapters.js';

export const rewindCommand = new Command('rewind')
  .description(
    'Let a reactor start as if it had never run: after the log was restored or replaced. Then start the projector again.',
  )
  .argument('<reactor>', 'reactor:NAME, as it is called in the log lines and by `treering parked`')
  .action((reactor: string) =>
    withAdapters(async ({ knex, readStore }) => {
      await readStore.prepare([]);
      if (!(await rewindReactor(knex, reactor))) throw new Error(`there is no reactor ${reactor}`);
      process.stdout.write(`${reactor} starts anew: start the projector again\n`);
    }),
  );
