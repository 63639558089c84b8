import pg from 'pg';
import type { System } from '../system.js';
import type { Cluster } from './cluster.js';

export const inDatabase = async <A>(
  { databaseUrl }: Pick<Cluster, 'databaseUrl'>,
  work: (client: pg.Client) => Promise<A>,
): Promise<A> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return work(client).finally(() => client.end());
};

type Listed = { readonly accountId: string; readonly name: string | null };

/** The accounts that a read API lists. */
export const listedAccounts = async (
  url: string,
  { treering }: Pick<System, 'treering'>,
): Promise<ReadonlyArray<Listed>> => {
  const headers = { authorization: `Bearer ${(await treering('token', '--role', 'csm')).trim()}` };
  const answer = await fetch(`${url}/api/v1/accounts?limit=100`, { headers });
  const { items } = (await answer.json()) as { readonly items: ReadonlyArray<Listed> };
  return items.map(({ accountId, name }) => ({ accountId, name }));
};

/** Of the receipts that deliveries were acknowledged with, those not kept or not processed. */
export const receiptsLeft = async (
  client: pg.Client,
  acknowledged: ReadonlySet<string>,
): Promise<ReadonlyArray<string>> => {
  const { rows } = await client.query('select id::text from ingestion.receipts where processed_at is not null');
  const processed = new Set(rows.map(({ id }) => id));
  return [...acknowledged].filter((id) => !processed.has(id));
};
