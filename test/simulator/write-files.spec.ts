import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateCompany } from '../../simulator/company.js';
import { simulate } from '../../simulator/simulate.js';
import { type WritingProgress, type WrittenCounts, writeFiles } from '../../simulator/write-files.js';

const company = simulateCompany({ seed: 'files', accounts: 10, months: 3, endsAt: '2026-06-15T12:00:00Z' });
const deliveries = [...simulate(company)];

describe('a history written as files', () => {
  let directory = '';
  let counts: WrittenCounts = { files: 0, deliveries: 0, usageLines: 0 };
  const progress: Array<WritingProgress> = [];
  const text = (path: string) => readFile(join(directory, path), 'utf8');
  const names = async (folder: string) => (await readdir(join(directory, folder))).sort();

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'treering-simulated-'));
    counts = await writeFiles(directory, company, (report) => progress.push(report));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('has one HubSpot body a line and one file a month', async () => {
    const files = await names('hubspot');
    expect(files.every((name) => /^\d{4}-\d\d\.ndjson$/.test(name))).toBe(true);
    const bodies = (await Promise.all(files.map((name) => text(`hubspot/${name}`)))).join('').trimEnd().split('\n');
    expect(bodies).toEqual(deliveries.filter(({ source }) => source === 'hubspot').map(({ body }) => body));
    for (const body of bodies) expect(JSON.parse(body).length).toBeLessThanOrEqual(100);
  });

  it('has Zendesk events by month and export pages by number', async () => {
    const files = await names('zendesk');
    expect(files).toContain('tickets-1.json');
    expect(files).toContain('events-2026-05.ndjson');
    expect(JSON.parse(await text('zendesk/tickets-1.json'))).toHaveProperty('end_of_stream');
    for (const line of (await text('zendesk/events-2026-05.ndjson')).trimEnd().split('\n')) {
      expect(JSON.parse(line).type).toMatch(/^zen:event-type:/);
    }
  });

  it('has usage by day', async () => {
    const days = await names('mixpanel');
    expect(days[0]).toBe('2026-03-15.ndjson');
    expect(days.at(-1)).toBe('2026-06-15.ndjson');
    const lines = (await Promise.all(days.map((name) => text(`mixpanel/${name}`)))).join('').trimEnd().split('\n');
    expect(lines).toHaveLength(counts.usageLines);
  });

  it('counts what it wrote and tells how far it is', async () => {
    const files = (await Promise.all(['hubspot', 'zendesk', 'mixpanel'].map(names))).flat();
    expect(counts.files).toBe(files.length);
    expect(counts.deliveries).toBe(deliveries.length);
    expect(progress.at(-1)?.share).toBeCloseTo(1, 5);
    expect(progress.map(({ share }) => share)).toEqual(progress.map(({ share }) => share).sort((a, b) => a - b));
  });
});
