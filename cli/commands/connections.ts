import { Command } from 'commander';
import { endOfSecret, secretsLiveAt } from '../../application/connections/secrets-live-at.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly json?: true; readonly showSecrets?: true };

const masked = (secret: string): string => `${secret.slice(0, 4)}…`;

export const connectionsCommand = new Command('connections')
  .description('List the connections: where each vendor posts to, and with which secret.')
  .option('--json', 'print JSON')
  .option('--show-secrets', 'print secrets in full')
  .action(({ json, showSecrets }: Options) =>
    withAdapters(async ({ connections }, { publicUrl }) => {
      const listed = (await connections.list()).map((connection) => {
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
        process.stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
        return;
      }
      for (const { source, name, webhookUrl, paused, secrets, secretsEndAt, settings } of listed) {
        const untilThen = secrets.map((secret, i) => (secretsEndAt[i] ? `${secret} until ${secretsEndAt[i]}` : secret));
        process.stdout.write(`${source}/${name}${paused ? ', paused' : ''}\n  webhook   ${webhookUrl}\n`);
        process.stdout.write(`  secret    ${untilThen.join(', ')}\n`);
        process.stdout.write(`  settings  ${JSON.stringify(settings)}\n`);
      }
    }),
  );
