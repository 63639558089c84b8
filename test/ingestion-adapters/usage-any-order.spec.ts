import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../application/ports/connections.js';
import { exportFeed } from '../../ingestion-adapters/amplitude/export-feed.js';
import type { Feed } from '../../ingestion-adapters/feed.js';
import { makeExportFeed } from '../../ingestion-adapters/mixpanel/export-feed.js';
import { receiptOf } from '../../ingestion-adapters/receipt-of.js';
import { vendors } from '../../ingestion-adapters/vendors.js';
import { eventJson, type UploadedEvent } from '../../simulator/vendors/amplitude.js';
import { amplitudeExport } from '../support/vendors/amplitude.js';
import { insisting } from '../support/vendors/insisting.js';
import { type HeldEvent, mixpanelExport } from '../support/vendors/mixpanel.js';
import type { AnswerOfVendor } from '../support/vendors/over-http.js';
import { amplitude, truthOf } from './amplitude/using.js';
import { ingestionUnderTest, mixpanel } from './ingesting.js';
import { type Sums, sumsOf, trueSums } from './usage-sums.js';

const HOUR = 3_600_000;
const authorization = `Basic ${Buffer.from('key:secret').toString('base64')}`;
const credentials = { username: 'key', apiKey: 'key', secret: 'secret', secretKey: 'secret' };
const at = fc.integer({ min: Date.parse('2026-03-10T00:00:00Z'), max: Date.parse('2026-03-11T23:59:59Z') });

type Body = { readonly kind: string; readonly body: Buffer };

const pagesOf = async (feed: Feed, connection: Connection, answer: AnswerOfVendor, now: string) => {
  const pages: Array<Body> = [];
  const deps = { ask: insisting(answer), connection, cursor: undefined, now: () => new Date(now) };
  for await (const { kind, body } of feed.pull(deps)) if (body !== undefined) pages.push({ kind, body });
  return pages;
};

const pushOf = (connection: Connection, json: unknown): Body => {
  const body = Buffer.from(JSON.stringify(json));
  const kind = vendors[connection.source].kindOf(body);
  return { kind: 'right' in kind ? kind.right : '', body };
};

/** The bodies in a drawn order, some of them again, handed on one by one or together. */
const sumsAfter = async (connection: Connection, bodies: ReadonlyArray<Body>, together: boolean): Promise<Sums> => {
  const ingestion = await ingestionUnderTest();
  await ingestion.save(connection);
  for (const { kind, body } of bodies) {
    await ingestion.receipts.keep(receiptOf(connection, kind, body, new Date('2026-03-14T00:00:00Z')));
    if (!together) await ingestion.ingest();
  }
  await ingestion.ingest();
  return sumsOf(await ingestion.events());
};

const order = fc.record({ seed: fc.integer(), together: fc.boolean() });
const inOrder = <A>(seed: number, bodies: ReadonlyArray<A>): ReadonlyArray<A> =>
  fc.sample(fc.shuffledSubarray([...bodies, ...bodies], { minLength: bodies.length * 2 }), { seed, numRuns: 1 })[0] ??
  [];

const common = {
  event: fc.constantFrom('Report Viewed', 'Export Run'),
  company: fc.constantFrom('7', '8'),
  at,
};

describe('what was used', () => {
  it('in a Mixpanel project adds up to the truth, in whatever order its lines are pushed and pulled, and how often', async () => {
    const held = fc
      .record({ ...common, user: fc.constantFrom('ann', 'ben'), insertId: fc.uuid() })
      .map((event): HeldEvent => ({ ...event, at: Math.floor(event.at / 1000) * 1000, processedAt: event.at + HOUR }));
    const connection = { ...mixpanel, credentials, settings: { ...mixpanel.settings, startsOn: '2026-03-10' } };
    await fc.assert(
      fc.asyncProperty(fc.array(held, { minLength: 1, maxLength: 15 }), order, async (events, { seed, together }) => {
        const project = { events, authorization, queriesAnHour: 1_000 };
        const pulled = async (lines: number, now: string) =>
          pagesOf(makeExportFeed(lines), connection, mixpanelExport({ ...project, now: () => new Date(now) }), now);
        const pages = [
          ...(await pulled(3, '2026-03-13T12:00:00Z')),
          ...(await pulled(100, '2026-03-11T09:00:00Z')),
          ...(await pulled(100, '2026-03-13T12:00:00Z')),
        ];
        const pushes = events.map(({ event, at: time, user, insertId, company }) =>
          pushOf(connection, {
            event,
            properties: { time: time / 1000, distinct_id: user, $insert_id: insertId, company_id: company },
          }),
        );
        const truth = trueSums(
          events.map(({ event, insertId, ...rest }) => ({ ...rest, feature: event, id: insertId })),
        );
        expect(await sumsAfter(connection, inOrder(seed, [...pages, ...pushes]), together)).toEqual(truth);
      }),
      { seed: 20_260_310, numRuns: 25 },
    );
  });

  it('in an Amplitude project adds up to the truth, in whatever order its events are pushed and pulled, and how often', async () => {
    const held = fc
      .record({ ...common, user: fc.constantFrom('ann', null), device: fc.constantFrom('d', 'e'), uuid: fc.uuid() })
      .map((event): UploadedEvent => ({ ...event, uploadedAt: event.at + HOUR }));
    const connection = { ...amplitude, credentials };
    await fc.assert(
      fc.asyncProperty(fc.array(held, { minLength: 1, maxLength: 15 }), order, async (events, { seed, together }) => {
        const most = { refusedAbove: 3, endlessAbove: 6 };
        const pulled = async (now: string, limits: object) =>
          pagesOf(
            exportFeed,
            connection,
            amplitudeExport({ events, authorization, now: () => new Date(now), ...limits }),
            now,
          );
        const pages = [
          ...(await pulled('2026-03-11T09:00:00Z', {})),
          ...(await pulled('2026-03-13T12:00:00Z', {})),
          ...(await pulled('2026-03-13T12:00:00Z', { most }).catch(() => [])),
        ];
        const pushes = events.map((event) => pushOf(connection, eventJson(event)));
        const batch = pushOf(connection, events.map(eventJson));
        expect(await sumsAfter(connection, inOrder(seed, [...pages, ...pushes, batch]), together)).toEqual(
          truthOf(events),
        );
      }),
      { seed: 20_260_311, numRuns: 25 },
    );
  });
});
