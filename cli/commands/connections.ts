import { Command } from 'commander';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly json?: true; readonly showSecrets?: true };

const masked = (secret: string): string => `${secret.slice(0, 4)}…`;

export const connectionsCommand = new Command('connections')
  .description('List the connections: where each vendor posts to, and with which secret.')
  .option('--json', 'print JSON')
  .option('--show-secrets', 'print secrets in full')
  .action(({ json, showSecrets }: Options) =>
    withAdapters(async ({ connections }, { publicUrl }) => {
      const listed = (await connections.list()).map(({ source, name, secrets, settings }) => ({
        source,
        name,
        webhookUrl: `${publicUrl}/ingest/${source}/${name}`,
        secrets: showSecrets ? secrets : secrets.map(masked),
        settings,
      }));
      if (json) {
        process.stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
        return;
      }
      for (const { source, name, webhookUrl, secrets, settings } of listed) {
        process.stdout.write(`${source}/${name}\n  webhook   ${webhookUrl}\n  secret    ${secrets.join(', ')}\n`);
        process.stdout.write(`  settings  ${JSON.stringify(settings)}\n`);
      }
    }),
  );
