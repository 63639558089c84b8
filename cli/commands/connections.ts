import { Command } from 'commander';
import { endOfSecret, secretsLiveAt } from '../../application/connections/secrets-live-at.js';
import { type Connection, isConnectionBroken } from '../../application/ports/connections.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly json?: true; readonly showSecrets?: true };

const masked = (secret: string): string => `${secret.slice(0, 4)}…`;

export const connectionsCommand = new Command('connections')
  .description('List the connections: where each vendor posts to, and with which secret.')
  .option('--json', 'print JSON')
  .option('--show-secrets', 'print secrets in full')
  .action(({ json, showSecrets }: Options) =>
    withAdapters(async ({ connections }, { publicUrl }) => {
      const all = await connections.list();
      const broken = all.filter(isConnectionBroken);
      const listed = all
        .filter((one): one is Connection => !isConnectionBroken(one))
        .map((connection) => {
          const { source, name, settings, paused = false } = connection;
          const secrets = secretsLiveAt(connection, new Date());
          return {
            source,
            name,
            webhookUrl: `${publicUrl}/ingest/${source}/${name}`,
            paused,
            secrets: showSecrets ? secrets : secrets.map(masked),
            secretsEndAt: secrets.map((secret) => endOfSecret(connection, secret) ?? null),
            settings,
          };
        });
      if (json) {
        const unreadable = broken.map(({ source, connection, reason }) => ({
          source,
          name: connection,
          broken: reason,
        }));
        process.stdout.write(`${JSON.stringify([...listed, ...unreadable], null, 2)}\n`);
        return;
      }
      for (const { source, name, webhookUrl, paused, secrets, secretsEndAt, settings } of listed) {
        const untilThen = secrets.map((secret, i) => (secretsEndAt[i] ? `${secret} until ${secretsEndAt[i]}` : secret));
        process.stdout.write(`${source}/${name}${paused ? ', paused' : ''}\n  webhook   ${webhookUrl}\n`);
        process.stdout.write(`  secret    ${untilThen.join(', ')}\n`);
        process.stdout.write(`  settings  ${JSON.stringify(settings)}\n`);
      }
      for (const { source, connection, reason } of broken)
        process.stdout.write(`${source}/${connection}, broken: ${reason}\n`);
    }),
  );
