import { afterEach, describe, expect, it } from 'vitest';
import { exportFeed } from '../../ingestion-adapters/amplitude/export-feed.js';
import type { AskVendor } from '../../ingestion-adapters/feed.js';
import { makeExportFeed } from '../../ingestion-adapters/mixpanel/export-feed.js';
import type { UploadedEvent } from '../../simulator/vendors/amplitude.js';
import { amplitudeExport } from '../support/vendors/amplitude.js';
import { type HeldEvent, mixpanelExport } from '../support/vendors/mixpanel.js';
import { overHttp } from '../support/vendors/over-http.js';
import { amplitude, truthOf } from './amplitude/using.js';
import { ingestionUnderTest, mixpanel } from './ingesting.js';
import { pulling } from './pulling.js';
import { sumsOf, trueSums } from './usage-sums.js';

const now = () => new Date('2026-03-12T12:30:00Z');
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

/** Once more where the connection broke. */
const fetched: AskVendor = async ({ url, method, headers }) => {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await fetch(url, { method, headers: { ...headers } });
      return { status: response.status, headers: {}, body: Buffer.from(await response.arrayBuffer()) };
    } catch (error) {
      if (attempt === 1) throw error;
    }
  }
};

const closing: Array<() => void> = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const broken = (...places: ReadonlyArray<number>) => {
  let asked = 0;
  return () => (places.includes(asked++) ? ('broken' as const) : ('none' as const));
};

describe('over HTTP', () => {
  it('a Mixpanel project is pulled as it is, though a connection breaks in the middle of a line', async () => {
    const at = Date.parse('2026-03-10T23:59:59Z');
    const held: HeldEvent = { event: 'Report Viewed', at, user: 'ann', insertId: 'i', company: '7', processedAt: at };
    const authorization = basic('treering:s');
    const { url, close } = await overHttp(mixpanelExport({ events: [held], authorization, now, fault: broken(1) }));
    closing.push(close);
    const ingestion = await ingestionUnderTest();
    const credentials = { username: 'treering', secret: 's' };
    const connection = { ...mixpanel, credentials, settings: { ...mixpanel.settings, baseUrl: `${url}/` } };
    await pulling(ingestion, connection, makeExportFeed(), fetched, now).run();
    const truth = trueSums([{ company: '7', feature: 'Report Viewed', user: 'ann', at, id: 'i' }]);
    expect(sumsOf(await ingestion.events())).toEqual(truth);
  });

  it('an Amplitude project is pulled as it is, though a connection breaks', async () => {
    const at = Date.parse('2026-03-11T23:59:59Z');
    const held: UploadedEvent = { uuid: 'u', event: 'A', at, user: 'ann', device: 'd', company: '7', uploadedAt: at };
    const authorization = basic('key:secret');
    const { url, close } = await overHttp(amplitudeExport({ events: [held], authorization, now, fault: broken(0, 3) }));
    closing.push(close);
    const ingestion = await ingestionUnderTest();
    const connection = { ...amplitude, settings: { ...amplitude.settings, baseUrl: url } };
    await ingestion.save(connection);
    await pulling(ingestion, connection, exportFeed, fetched, now).run();
    expect(sumsOf(await ingestion.events())).toEqual(truthOf([held]));
  });
});
