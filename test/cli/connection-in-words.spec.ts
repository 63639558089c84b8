import { expect, it } from 'vitest';
import { connectionInWords } from '../../cli/connection-in-words.js';

const connection = {
  source: 'zendesk',
  name: 'production',
  webhookUrl: 'https://treering.example/ingest/zendesk/production',
  paused: false,
  broken: null,
  settings: { vendorId: 'acme' },
  secrets: [],
  credentials: ['accessToken'],
  notUnderstood: 3,
  deliveries: { lastAt: '2026-03-02T00:00:00.000Z', waiting: 1, quarantined: 2, quarantineUrl: '' },
  feeds: [
    {
      feed: 'tickets',
      lastPulledAt: '2026-03-02T11:00:00.000Z',
      cursorMovedAt: '2026-03-02T11:00:00.000Z',
      cursorAgeSeconds: 90,
      failures: 4,
      lastError: { at: '2026-03-02T11:30:00.000Z', reason: 'it answered 500' },
      circuit: 'open' as const,
      asksAgainAt: '2026-03-02T12:10:00.000Z',
    },
  ],
};

it('says how a connection does, feed by feed', () => {
  expect(connectionInWords(connection, ['abcd…'])).toBe(`zendesk/production
  webhook   https://treering.example/ingest/zendesk/production
  secret    abcd…
  settings  {"vendorId":"acme"}
  shows     accessToken
  given     last 2026-03-02T00:00:00.000Z, 1 waiting, 2 quarantined
  unknown   3 things were not understood
  feed      tickets: pulled 2026-03-02T11:00:00.000Z, its cursor is 90 s old, 4 failures since, the last: it answered 500, its circuit is open, not asked before 2026-03-02T12:10:00.000Z
`);
  expect(connectionInWords({ ...connection, broken: 'it is damaged' }, [])).toContain(
    'production, broken: it is damaged\n',
  );
});
