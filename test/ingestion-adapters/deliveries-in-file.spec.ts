import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BodyInFile, bodiesInFile } from '../../ingestion-adapters/deliveries-in-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deliveries-in-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bodiesOf = async (text: string, bytes: number): Promise<ReadonlyArray<BodyInFile>> => {
  const file = join(folder, 'export.ndjson');
  await writeFile(file, text);
  const bodies: Array<BodyInFile> = [];
  for await (const body of bodiesInFile('mixpanel', file, bytes)) bodies.push(body);
  return bodies;
};

const textOf = (bodies: ReadonlyArray<BodyInFile>): string => Buffer.concat(bodies.map(({ body }) => body)).toString();

describe('the bodies in an export of events', () => {
  it('are the file, divided after a line once there are so many bytes', async () => {
    const line = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'é', ' ') });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 60 }), async (lines, bytes) => {
        const text = lines.join('\n');
        const bodies = await bodiesOf(text, bytes);
        expect(textOf(bodies)).toBe(text);
        for (const { body } of bodies.slice(0, -1)) {
          expect(body.length).toBeGreaterThan(bytes);
          expect(body.indexOf('\n', bytes)).toBe(body.length - 1);
        }
        expect(bodies.reduce((sum, { records }) => sum + records, 0)).toBe(
          text.endsWith('\n') || text === '' ? Math.max(0, lines.length - 1) : lines.length,
        );
        expect(bodies.every(({ body, bytes: read }) => read === body.length)).toBe(true);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('are divided at the same places when the file is read in several parts', async () => {
    const text = Array.from({ length: 40_000 }, (_, i) => `{"line":${i}}\n`).join('');
    const firstEnd = text.indexOf('\n', 300_000) + 1;
    const [first, second, ...others] = await bodiesOf(text, 300_000);
    expect(first?.body.toString()).toBe(text.slice(0, firstEnd));
    expect(second?.body.toString()).toBe(text.slice(firstEnd));
    expect(others).toEqual([]);
    expect((first?.records ?? 0) + (second?.records ?? 0)).toBe(40_000);
  });

  it('are as large as the pages that are pulled, for what a body adds to a day is an event', async () => {
    const lines = Array.from({ length: 20_000 }, () => 'x'.repeat(300)).join('\n');
    const file = join(folder, 'six-megabytes.ndjson');
    await writeFile(file, lines);
    const bodies: Array<number> = [];
    for await (const { records } of bodiesInFile('mixpanel', file)) bodies.push(records);
    expect(bodies).toEqual([20_000]);
  });
});
