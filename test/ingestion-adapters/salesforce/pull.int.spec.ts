import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { AskVendor } from '../../../ingestion-adapters/feed.js';
import { objectFeed } from '../../../ingestion-adapters/salesforce/feed.js';
import { serveSalesforce } from '../../support/vendors/salesforce-server.js';
import { readingOf } from './given-salesforce.js';
import { clockAt, orgWith, pulled, pullingInto } from './pulling.js';
import { idOf } from './shapes.js';

const ask: AskVendor = async ({ method, url, headers, body }) => {
  for (;;) {
    const answer = await fetch(url, {
      method,
      ...(headers && { headers }),
      ...(body === undefined ? {} : { body: String(body) }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (answer.status !== 429 && answer.status < 500)
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: bytes };
    await wait(1);
  }
};

it('an organisation is pulled over HTTP, through limits and outages, by a bulk job and then page by page', async () => {
  const clock = clockAt('2026-02-03T09:00:00Z');
  const org = orgWith(clock, {
    callsAToken: 4,
    fault: (call) => (call % 5 === 0 ? 'limit' : call % 7 === 0 ? 'unavailable' : undefined),
  });
  for (let i = 1; i <= 9; i++) org.save('Account', idOf('001', i), { Name: `Account ${i}` });
  clock.forward(600);
  const { baseUrl, stop } = await serveSalesforce(org.handle);
  try {
    const connection = { ...pulled, settings: { ...pulled.settings, baseUrl } };
    const { ingestion, keep } = await pullingInto(connection);
    let cursor: string | undefined;
    const pull = async () => {
      for await (const page of objectFeed('Account').pull({ ask, connection, cursor, now: clock.now })) {
        await keep(page);
        cursor = page.cursor;
      }
    };
    for (let run = 0; run < 3; run++) await pull();
    for (let i = 4; i <= 9; i++) org.save('Account', idOf('001', i), { Name: `Renamed ${i}` });
    clock.forward(600);
    await pull();
    const { account } = await readingOf(ingestion);
    for (let i = 1; i <= 9; i++) expect(account(i)?.profile.name?.value).toBe(i < 4 ? `Account ${i}` : `Renamed ${i}`);
  } finally {
    await stop();
  }
});
