import { expect, it } from 'vitest';
import type { AskVendor } from '../../../ingestion-adapters/feed.js';
import { serveZendesk, stubZendesk } from '../../support/vendors/zendesk.js';
import { deskChanges, makeDesk } from '../../support/vendors/zendesk-desk.js';
import { connection, feedNamed, TOKEN } from './pulling.js';

const fetched: AskVendor = async ({ method, url, headers }) => {
  const response = await fetch(url, { method, headers: { ...headers } });
  if (response.status >= 500) return fetched({ method, url, ...(headers === undefined ? {} : { headers }) });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
};

it('every feed of Zendesk is pulled over a socket, though it fails now and then', async () => {
  const model = makeDesk();
  for (const [i, kind] of deskChanges.entries()) {
    model.change({ ticket: i % 4, kind, value: i }, Date.parse('2026-02-01T10:00:00Z') + i * 60_000);
  }
  const now = () => new Date('2026-02-10T00:00:00Z');
  const fault = (request: number) => (request % 3 === 0 ? 503 : undefined);
  const server = await serveZendesk(
    stubZendesk({ desk: model.desk, authorization: TOKEN, now, pageSize: 2, limit: 1000, fault }),
  );
  try {
    const to = { ...connection, settings: { ...connection.settings, baseUrl: server.baseUrl } };
    const pull = async (feed: string, key: string) => {
      const ids = new Set<number>();
      for await (const { body } of feedNamed(feed).pull({ ask: fetched, connection: to, cursor: undefined, now })) {
        for (const { id } of JSON.parse(String(body ?? '{}'))[key] ?? []) ids.add(id);
      }
      return ids;
    };
    const desk = model.desk();
    const idsOf = (rows: ReadonlyArray<{ readonly id: number }>) => new Set(rows.map(({ id }) => id));
    expect(await pull('tickets', 'tickets')).toEqual(idsOf(desk.tickets));
    expect(await pull('organizations', 'organizations')).toEqual(idsOf(desk.organizations));
    expect(await pull('satisfaction_ratings', 'satisfaction_ratings')).toEqual(idsOf(desk.satisfaction_ratings));
    expect(await pull('ticket_metric_events', 'ticket_metric_events')).toEqual(idsOf(desk.ticket_metric_events));
  } finally {
    await server.close();
  }
});
