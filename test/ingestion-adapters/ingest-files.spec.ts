import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../application/ports/connections.js';
import { type FileProgress, ingestFiles } from '../../ingestion-adapters/ingest-files.js';
import { hubspot, ingestionUnderTest, mixpanel, zendesk } from './ingesting.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ingest-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fileOf = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const company = (id: number) => ({ subscriptionType: 'company.creation', objectId: id, occurredAt: 1_772_359_200_000 });
const usage = (i: number) =>
  JSON.stringify({
    event: 'A',
    properties: { time: 1_772_359_200 + i, distinct_id: `user ${i % 5}`, $insert_id: `${i}`, company_id: '7' },
  });
const ticket = { id: 1, created_at: '2026-03-01T09:00:00Z', updated_at: '2026-03-01T09:00:00Z', status: 'open' };

const ingesting = async () => {
  const underTest = await ingestionUnderTest();
  const seen: Array<FileProgress> = [];
  const now = () => new Date('2026-03-01T12:00:00Z');
  const from = (connection: Connection, ...files: ReadonlyArray<string>) =>
    ingestFiles({ ...underTest.deps, receipts: underTest.receipts, now })({
      connection,
      files,
      onProgress: (progress) => seen.push(progress),
    });
  return { ...underTest, from, seen };
};

describe('a back-fill from files', () => {
  it('reads HubSpot bodies, one a line, one a file, or one over many lines', async () => {
    const { from, events, seen } = await ingesting();
    const lines = await fileOf('lines.ndjson', `${JSON.stringify([company(1)])}\n\n${JSON.stringify([company(2)])}`);
    const one = await fileOf('one.json', JSON.stringify([company(3), company(4)]));
    const pretty = await fileOf('pretty.json', `\n${JSON.stringify([company(5)], null, 2)}\n`);
    const done = await from(hubspot, lines, one, pretty);
    expect((await events()).map(({ type }) => type)).toEqual(Array(5).fill('AccountRegistered'));
    expect(done).toMatchObject({ records: 4, events: 5, quarantined: 0 });
    expect(seen.at(-1)?.bytesRead).toBe(done.bytesTotal);
  });

  it('reads Zendesk events and pages of the tickets export', async () => {
    const { from, events } = await ingesting();
    const event = { type: 'zen:event-type:ticket.created', time: ticket.created_at, detail: { ...ticket, id: '2' } };
    const file = await fileOf(
      'zendesk.ndjson',
      [event, { tickets: [ticket] }].map((b) => JSON.stringify(b)).join('\n'),
    );
    await from(zendesk, file);
    expect((await events()).map(({ type }) => type)).toEqual(['CaseOpened', 'CaseOpened']);
  });

  it('counts all of a Mixpanel export, in few events however many lines it has', async () => {
    const { from, states, events } = await ingesting();
    const file = await fileOf('export.ndjson', Array.from({ length: 7_001 }, (_, i) => usage(i)).join('\n'));
    const { records } = await from(mixpanel, file);
    expect(records).toBe(7_001);
    const [folded] = Object.entries(await states()).flatMap(([name, state]) =>
      name.startsWith('usage-') ? [state] : [],
    );
    expect(folded).toMatchObject({ 'events A 2026-03-01': 7_001, 'active_users  2026-03-01': 5 });
    expect((await events()).map(({ type }) => type).toSorted()).toEqual([
      'AccountRegistered',
      'FeatureAdopted',
      'UsageRecorded',
      'UsageRecorded',
    ]);
  });

  it('goes on where it stopped, and takes nothing twice', async () => {
    const { from, events, keep } = await ingesting();
    const file = await fileOf('again.ndjson', `${JSON.stringify([company(1)])}\n${JSON.stringify([company(2)])}\n`);
    await keep({ connection: hubspot, body: JSON.stringify([company(1)]) });
    expect((await from(hubspot, file)).events).toBe(2);
    expect((await from(hubspot, file)).events).toBe(0);
    expect(await events()).toHaveLength(2);
  });

  it('quarantines a body that is not JSON, and takes the rest', async () => {
    const { from, receipts } = await ingesting();
    const file = await fileOf(
      'bad.ndjson',
      `${JSON.stringify([company(1)])}\n{"cut": \n${JSON.stringify([company(2)])}\n`,
    );
    expect(await from(hubspot, file)).toMatchObject({ events: 2, quarantined: 1 });
    expect((await receipts.quarantine(5)).map(({ place, bytes }) => [place, bytes.toString()])).toEqual([
      ['line 1, column 8', '{"cut":'],
    ]);
  });
});
