import { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { endOfSecret, secretsLiveAt } from '../../application/connections/secrets-live-at.js';
import { isConnectionBroken } from '../../application/ports/connections.js';
import { timestampOf } from '../../domain/primitives.js';
import { problemOf } from '../../read-api/problem-of.js';
import { listConnections } from '../../read-api/questions/list-connections.js';
import { connectionInWords } from '../connection-in-words.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly json?: true; readonly showSecrets?: true };
type Shown = { readonly secret: string; readonly endsAt: string | undefined };

const masked = (secret: string): string => `${secret.slice(0, 4)}…`;

export const connectionsCommand = new Command('connections')
  .description(
    'List the connections: where each vendor posts to, with which secret, what came, and how its feeds do. One that cannot be read is shown as broken.',
  )
  .option('--json', 'print JSON')
  .option('--show-secrets', 'print secrets in full')
  .action(({ json, showSecrets }: Options) =>
    withAdapters(async ({ connections, receipts, feedCursors }, { publicUrl }) => {
      const clock = () => timestampOf(Date.now());
      const listed = await listConnections({ connections, receipts, feedStates: feedCursors, publicUrl, clock })()();
      if (E.isLeft(listed)) throw new Error(problemOf(listed.left).detail);
      const live = new Map<string, ReadonlyArray<Shown>>();
      for (const one of await connections.list()) {
        if (isConnectionBroken(one)) continue;
        const secrets = secretsLiveAt(one, new Date()).map((secret) => ({
          secret: showSecrets ? secret : masked(secret),
          endsAt: endOfSecret(one, secret),
        }));
        live.set(`${one.source}/${one.name}`, secrets);
      }
      const secretsOf = (source: string, name: string) => live.get(`${source}/${name}`) ?? [];
      if (json) {
        const all = listed.right.items.map((one) => ({
          ...one,
          secrets: secretsOf(one.source, one.name).map(({ secret }) => secret),
          secretsEndAt: secretsOf(one.source, one.name).map(({ endsAt }) => endsAt ?? null),
        }));
        process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
        return;
      }
      for (const one of listed.right.items) {
        const secrets = secretsOf(one.source, one.name);
        const inWords = secrets.map(({ secret, endsAt }) => (endsAt ? `${secret} until ${endsAt}` : secret));
        process.stdout.write(connectionInWords(one, inWords));
      }
    }),
  );
