import { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { timestampOf } from '../../domain/primitives.js';
import { problemOf } from '../../read-api/problem-of.js';
import type { Answer } from '../../read-api/questions/ask.js';
import { findConnection } from '../../read-api/questions/find-connection.js';
import { quarantine } from '../../read-api/questions/quarantine.js';
import { commandOnConnection } from '../connection-change.js';
import { connectionInWords } from '../connection-in-words.js';
import { withAdapters } from '../with-adapters.js';
import { credentialsCommand } from './credentials.js';

const answered = async <A>(answer: Answer<A>): Promise<A> => {
  const said = await answer();
  if (E.isLeft(said)) throw new Error(problemOf(said.left).detail);
  return said.right;
};

type Options = { readonly json?: true };

const showCommand = commandOnConnection('show', 'Say how a connection is set, what came, and how its feeds do.')
  .option('--json', 'print JSON')
  .action((source: string, name: string, { json }: Options) =>
    withAdapters(async ({ connections, receipts, feedCursors }, { publicUrl }) => {
      const clock = () => timestampOf(Date.now());
      const deps = { connections, receipts, feedStates: feedCursors, publicUrl, clock };
      const found = await answered(findConnection(deps)({ source, name }));
      const secrets = found.secrets.map(({ fingerprint, endsAt }) =>
        endsAt === null ? fingerprint : `${fingerprint} until ${endsAt}`,
      );
      process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : connectionInWords(found, secrets));
    }),
  );

const quarantineCommand = commandOnConnection(
  'quarantine',
  'Say what could not be processed of its deliveries, and why, the latest first.',
).action((source: string, name: string) =>
  withAdapters(async ({ receipts }) => {
    const { items } = await answered(quarantine({ receipts })({ source, name }));
    for (const { at, receipt, place, reason, seen } of items)
      process.stdout.write(`${at}  ${receipt} ${place}  ${reason}${seen > 1 ? ` (${seen} times)` : ''}\n`);
  }),
);

export const connectionCommand = new Command('connection')
  .description('One connection: how it does, what was put aside, and what it shows the API of its vendor.')
  .addCommand(showCommand)
  .addCommand(quarantineCommand)
  .addCommand(credentialsCommand);
