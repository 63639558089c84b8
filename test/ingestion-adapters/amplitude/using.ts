import type { Connection } from '../../../application/ports/connections.js';
import { exportFeed } from '../../../ingestion-adapters/amplitude/export-feed.js';
import type { UploadedEvent } from '../../../simulator/vendors/amplitude.js';
import { type AmplitudeProject, amplitudeExport, type Fault } from '../../support/vendors/amplitude.js';
import { insisting } from '../../support/vendors/insisting.js';
import { ingestionUnderTest } from '../ingesting.js';
import { pulling } from '../pulling.js';
import { sumsOf, trueSums } from '../usage-sums.js';

export const amplitude: Connection = {
  source: 'amplitude',
  name: 'demo',
  secrets: ['a'],
  credentials: { apiKey: 'key', secretKey: 'secret' },
  settings: { accountIdsAre: 'hubspot/demo', startsOn: '2026-03-10' },
};

export const uploadedAt = (iso: string, over: Partial<UploadedEvent> = {}): UploadedEvent => ({
  uuid: `${iso}-ann`,
  event: 'Report Viewed',
  at: Date.parse(iso),
  user: 'ann',
  device: 'd1',
  company: '7',
  uploadedAt: Date.parse(iso),
  ...over,
});

export const truthOf = (events: ReadonlyArray<UploadedEvent>) =>
  trueSums(
    events.map(({ uuid, event, company, user, device, at }) => ({
      company,
      feature: event,
      user: user ?? `device ${device}`,
      at,
      id: uuid,
    })),
  );

type Given = Pick<AmplitudeProject, 'events' | 'most' | 'readyAfter'> & {
  readonly faults?: ReadonlyArray<Fault>;
  readonly settings?: Connection['settings'];
  readonly authorization?: string;
};

/** A project on 2026-03-12 at 12:30 UTC, and what was asked of it. */
export const project = async ({ faults = [], settings, authorization, ...held }: Given) => {
  const connection = { ...amplitude, settings: { ...amplitude.settings, ...settings } };
  const ingestion = await ingestionUnderTest();
  await ingestion.save(connection);
  let clock = Date.parse('2026-03-12T12:30:00Z');
  const now = () => new Date(clock);
  const left = [...faults];
  const asked: Array<string> = [];
  const stub = amplitudeExport({
    ...held,
    now,
    authorization: authorization ?? `Basic ${Buffer.from('key:secret').toString('base64')}`,
    fault: () => left.shift() ?? 'none',
  });
  const ask = insisting((request) => {
    const { searchParams } = new URL(request.url);
    asked.push(`${searchParams.get('start')} ${searchParams.get('end')}`);
    return stub(request);
  });
  return {
    ...ingestion,
    ...pulling(ingestion, connection, exportFeed, ask, now),
    connection,
    asked,
    at: (iso: string) => {
      clock = Date.parse(iso);
    },
    sums: async () => sumsOf(await ingestion.events()),
  };
};
