import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { feedMetrics } from '../../../ingestion-adapters/pulling/feed-metrics.js';
import type { FeedStatus } from '../../../ingestion-adapters/pulling/feed-status.js';
import { metrics } from '../../../read-api/plugins/metrics.js';
import { START } from './virtual-time.js';

const status: FeedStatus = {
  source: 'zendesk',
  connection: 'eu',
  feed: 'tickets',
  running: false,
  lastSuccess: START,
  lastError: undefined,
  pages: 7,
  bytes: 700,
  lagSeconds: 42,
  silentSeconds: undefined,
  alert: undefined,
  circuit: { state: 'closed' },
};

it('tells Prometheus how each feed does, and of none that is no longer pulled', async () => {
  let feeds: ReadonlyArray<FeedStatus> = [
    status,
    {
      ...status,
      feed: 'users',
      silentSeconds: 900,
      alert: { _tag: 'FeedSilent', seconds: 900, usualSeconds: 60 },
      circuit: { state: 'half-open', reason: 'it answered 500' },
    },
  ];
  const app = Fastify();
  app.register(metrics);
  app.register(feedMetrics, { feeds: () => feeds });
  const said = async () =>
    (await app.inject('/metrics')).body.split('\n').filter((line) => line.startsWith('treering_feed_'));
  const of = (feed: string) => `{source="zendesk",connection="eu",feed="${feed}"}`;
  const alert = (feed: string, tag: string) => `{source="zendesk",connection="eu",feed="${feed}",alert="${tag}"}`;
  const lines = await said();
  expect(lines).toEqual(
    expect.arrayContaining([
      `treering_feed_lag_seconds${of('tickets')} 42`,
      `treering_feed_silent_seconds${of('users')} 900`,
      `treering_feed_circuit_open${of('tickets')} 0`,
      `treering_feed_circuit_open${of('users')} 1`,
      `treering_feed_pages_total${of('tickets')} 7`,
      `treering_feed_alert${alert('tickets', 'FeedSilent')} 0`,
      `treering_feed_alert${alert('users', 'FeedSilent')} 1`,
      `treering_feed_alert${alert('users', 'FeedFails')} 0`,
    ]),
  );
  expect(lines).not.toContainEqual(expect.stringContaining(`silent_seconds${of('tickets')}`));
  feeds = [];
  expect(await said()).toEqual([]);
  await app.close();
});
