import { parse } from 'csv-parse';
import * as E from 'fp-ts/lib/Either.js';
import { invalid } from '../translation.js';
import { type Part, part, partSaying } from './read-body.js';
import { pulledRecord } from './read-records.js';

type Row = { readonly record: ReadonlyArray<string>; readonly raw: string };

const SLICE = 65_536;

function* slicesOf(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += SLICE) yield body.subarray(at, at + SLICE);
}

/** A page of results of a Bulk API query, whose empty columns are null. What is no CSV from some line on is said of that line. */
export async function* readCsv(object: string, body: Buffer): AsyncGenerator<Part> {
  const parser = parse({ bom: true, raw: true, relax_column_count: true, skip_empty_lines: true });
  const feeding = (async () => {
    for (const slice of slicesOf(body)) {
      if (!parser.write(slice)) await new Promise((resolve) => parser.once('drain', resolve));
    }
    parser.end();
  })();
  let names: ReadonlyArray<string> | undefined;
  let line = 0;
  try {
    for await (const { record, raw } of parser as AsyncIterable<Row>) {
      line++;
      if (names === undefined) {
        names = record;
        continue;
      }
      const [place, bytes] = [`record ${line - 1}`, () => Buffer.from(raw)];
      if (record.length !== names.length) {
        yield partSaying(place, bytes, invalid('', 'must have as many columns as the header'));
        continue;
      }
      const fields = new Map(names.map((name, i) => [name, record[i] === '' ? null : (record[i] ?? null)]));
      const read = pulledRecord(object, fields);
      yield E.isLeft(read) ? partSaying(place, bytes, read.left) : part(place, bytes, [read.right]);
    }
    await feeding;
  } catch {
    yield partSaying(`record ${line}`, () => body, invalid('', 'the body is not CSV from here on'));
  }
}
