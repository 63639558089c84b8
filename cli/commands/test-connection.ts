import { findOrBroken } from '../../application/connections/find-or-broken.js';
import { testConnectionOver } from '../../roles/test-connection.js';
import { commandOnConnection } from '../connection-change.js';
import { withAdapters } from '../with-adapters.js';

export const testConnectionCommand = commandOnConnection(
  'test-connection',
  'Say what is wrong with a connection: its secret, its settings, and what its vendor says. Exits with 1 if something is.',
).action((source: string, name: string) =>
  withAdapters(async (adapters) => {
    const connection = await findOrBroken(adapters.connections, source, name);
    if (connection === undefined) throw new Error(`there is no connection ${source}/${name}`);
    const checks = await testConnectionOver(adapters)(connection);
    const lines = checks.map(({ check, ok, says }) => `${ok ? 'ok   ' : 'WRONG'}  ${check.padEnd(12)} ${says}\n`);
    process.stdout.write(lines.join(''));
    process.exitCode = checks.every(({ ok }) => ok) ? 0 : 1;
  }),
);
