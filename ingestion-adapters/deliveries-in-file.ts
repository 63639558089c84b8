import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../application/parse-json.js';
import type { Source } from '../application/ports/connections.js';
import { MEBIBYTE } from './vendor.js';

/** One body out of a file, with how much of the file it took. */
export type BodyInFile = { readonly body: Buffer; readonly records: number; readonly bytes: number };

const NEWLINE = 0x0a;
const BYTES_A_BODY = 8 * MEBIBYTE;

const chunksOf = (file: string): AsyncIterable<Buffer> => createReadStream(file, { highWaterMark: 1 << 18 });

async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest: ReadonlyArray<Buffer> = [];
  for await (const chunk of chunksOf(file)) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end + 1)]);
      rest = [];
      from = end + 1;
    }
    if (from < chunk.length) rest = [...rest, chunk.subarray(from)];
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

const linesIn = (body: Buffer): number => {
  let lines = body.at(-1) === NEWLINE ? 0 : 1;
  for (let end = body.indexOf(NEWLINE); end >= 0; end = body.indexOf(NEWLINE, end + 1)) lines++;
  return lines;
};

const bodyOf = (parts: ReadonlyArray<Buffer>): BodyInFile => {
  const body = Buffer.concat(parts);
  return { body, records: linesIn(body), bytes: body.length };
};

/** Bodies of so many bytes, each to the end of its last line. */
async function* bodiesOfLines(file: string, bytes: number): AsyncGenerator<BodyInFile> {
  let parts: Array<Buffer> = [];
  let missing = bytes;
  for await (const chunk of chunksOf(file)) {
    let rest = chunk;
    for (let end = rest.indexOf(NEWLINE, missing); end >= 0; end = rest.indexOf(NEWLINE, missing)) {
      yield bodyOf([...parts, rest.subarray(0, end + 1)]);
      rest = rest.subarray(end + 1);
      parts = [];
      missing = bytes;
    }
    parts.push(rest);
    missing = Math.max(0, missing - rest.length);
  }
  const last = bodyOf(parts);
  if (last.bytes > 0) yield last;
}

const isBlank = (line: Buffer): boolean => line.toString('utf8').trim() === '';

/** A body a line where the first line is a JSON document, else the whole file is one body. */
async function* bodiesIn(file: string): AsyncGenerator<BodyInFile> {
  let skipped = 0;
  let aBodyALine: boolean | undefined;
  for await (const line of linesOf(file)) {
    if (isBlank(line)) {
      skipped += line.length;
      continue;
    }
    aBodyALine ??= E.isRight(parseJson(line));
    if (!aBodyALine) break;
    yield { body: Buffer.from(line.toString('utf8').trim()), records: 1, bytes: line.length + skipped };
    skipped = 0;
  }
  if (aBodyALine !== false) return;
  const body = await readFile(file);
  yield { body, records: 1, bytes: body.length };
}

/**
 * What a file of a source holds, in bodies as the source would deliver them; the same file gives the same bodies. An export
 * of events is divided as its pages are when it is pulled: what a body adds to a day is one event, so that many small ones
 * would fill the streams of usage with events.
 */
export const bodiesInFile = (source: Source, file: string, bytesABody = BYTES_A_BODY): AsyncIterable<BodyInFile> =>
  source === 'mixpanel' ? bodiesOfLines(file, bytesABody) : bodiesIn(file);
