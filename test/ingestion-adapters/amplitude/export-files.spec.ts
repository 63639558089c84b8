import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { exportFiles, isWholeZip } from '../../../ingestion-adapters/amplitude/export-files.js';

const limits = { files: 3, compressed: 2_000, aFile: 100, all: 150 };
const zip = (files: Readonly<Record<string, Uint8Array>>, level: 0 | 9 = 0) =>
  Buffer.from(zipSync({ ...files }, { level }));
const zeros = (bytes: number) => gzipSync(Buffer.alloc(bytes));
const read = (body: Buffer) =>
  [...exportFiles(body, limits)].map((file) => [
    file.name,
    file._tag === 'Lines' ? file.lines.length : file.reason.replaceAll(/\d+/g, 'n'),
  ]);

describe('the files of an archive', () => {
  it('are read in the order of their names', () => {
    expect(read(zip({ 'b.json.gz': zeros(10), 'a.json.gz': zeros(20) }))).toEqual([
      ['a.json.gz', 20],
      ['b.json.gz', 10],
    ]);
  });

  it('are not expanded beyond what one may have, and what all may have', () => {
    expect(read(zip({ 'a.json.gz': zeros(1_000_000), 'b.json.gz': zeros(100), 'c.json.gz': zeros(51) }))).toEqual([
      ['a.json.gz', 'the file is damaged, or larger than may be'],
      ['b.json.gz', 100],
      ['c.json.gz', 'the file is damaged, or larger than may be'],
    ]);
  });

  it('are not taken out of an archive that says they are too large', () => {
    const large = Buffer.alloc(1_000_000);
    const body = zip({ 'a.json.gz': zeros(10), 'b.json.gz': large }, 9);
    expect(body.length).toBeLessThan(3_000);
    expect(read(body)).toEqual([
      ['b.json.gz', 'the archive says it has more than n bytes'],
      ['a.json.gz', 10],
    ]);
  });

  it('that are larger than the archive says are cut there, and so damaged', () => {
    const body = zip({ 'a.json.gz': Buffer.concat([zeros(10), Buffer.alloc(5_000)]) }, 9);
    const directory = body.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    body.writeUInt32LE(15, directory + 24);
    expect(read(body)).toEqual([['a.json.gz', 'the file is damaged, or larger than may be']]);
  });

  it('cannot have sizes that no compression gives', () => {
    for (const [level, said] of [
      [0, 31],
      [9, 40_000_000],
    ] as const) {
      const body = zip({ 'a.json.gz': zeros(10) }, level);
      body.writeUInt32LE(said, body.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24);
      expect(read(body)).toEqual([['a.json.gz', 'the archive says a size that it cannot have']]);
    }
  });

  it('may not be too many, nor two of one name', () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => [`${name}.json.gz`, zeros(1)] as const);
    expect(() => read(zip(Object.fromEntries(names)))).toThrow('more than 3 files');
    const body = zip({ 'a.json.gz': zeros(1), 'b.json.gz': zeros(2) });
    const twice = Buffer.from(body.toString('latin1').replaceAll('b.json.gz', 'a.json.gz'), 'latin1');
    expect(read(twice)).toEqual([
      ['a.json.gz', 'the archive has two files of this name'],
      ['a.json.gz', 1],
    ]);
  });

  it('are not looked for where the directory says there are more than it has room for', () => {
    const body = zip({ 'a.json.gz': zeros(10) });
    body.writeUInt16LE(60_000, body.length - 14);
    expect(() => [...exportFiles(body, { ...limits, files: 100_000 })]).toThrow('the directory is damaged');
  });

  it('are all there once the directory at the end is', () => {
    const body = zip({ 'a.json.gz': zeros(10) });
    expect(isWholeZip(body)).toBe(true);
    for (let bytes = 0; bytes < body.length; bytes++) expect(isWholeZip(body.subarray(0, bytes))).toBe(false);
  });

  it('are none of a body of any other bytes', () => {
    for (let seed = 1; seed < 400; seed++) {
      const noise = Buffer.from(Array.from({ length: seed }, (_, i) => (seed * 7919 + i * 104_729) % 251));
      const body = Buffer.concat([
        Buffer.from('PK\x03\x04', 'latin1'),
        noise,
        Buffer.from('PK\x05\x06', 'latin1'),
        noise,
      ]);
      expect(isWholeZip(body.subarray(0, seed + 10))).toBe(false);
    }
  });
});
