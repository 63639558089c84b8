import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AlertChannel } from '../../../application/ports/alert-channels.js';
import { ensureAlertingTables, makeAlertChannels } from '../../../infrastructure/postgres/alert-channels.js';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { alertChannelsContract } from '../../contracts/alert-channels.contract.js';
import { freshDatabase } from '../../support/services/postgres.js';
import { valid } from '../../support/valid.js';

const start = async () => {
  const database = await freshDatabase();
  const knex = connectPostgres(database.url);
  await ensureAlertingTables(knex);
  const close = async () => {
    await knex.destroy();
    await database.drop();
  };
  return { knex, close };
};

alertChannelsContract('PostgreSQL', async () => {
  const { knex, close } = await start();
  return { channels: makeAlertChannels(knex, randomBytes(32)), close };
});

describe('what PostgreSQL keeps of a channel', () => {
  it('does not say whom it reaches, and cannot be read with another key', async () => {
    const { knex, close } = await start();
    const channel = valid(AlertChannel)({ name: 'duty', target: { kind: 'mail', to: ['duty@example.com'] } });
    await makeAlertChannels(knex, randomBytes(32)).save(channel);
    const { rows } = await knex.raw('select * from alerting.channels');
    expect(rows[0].target.toString('latin1')).not.toContain('duty@example.com');
    await expect(makeAlertChannels(knex, randomBytes(32)).find(channel.name)).rejects.toThrow('another key');
    await close();
  });
});
