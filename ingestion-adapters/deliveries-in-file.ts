import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../application/parse-json.js';
import type { Source } from '../application/ports/connections.js';

/** One body out of a file, with how much of the file it took. */
export type BodyInFile = { readonly body: Buffer; readonly records: number; readonly bytes: number };

const NEWLINE = 0x0a;
const LINES_A_BODY = 3_000;

async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest: ReadonlyArray<Buffer> = [];
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
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

async function* chunksOfLines(file: string): AsyncGenerator<BodyInFile> {
  let lines: Array<Buffer> = [];
  const chunk = (): BodyInFile => {
    const body = Buffer.concat(lines);
    return { body, records: lines.length, bytes: body.length };
  };
  for await (const line of linesOf(file)) {
    lines.push(line);
    if (lines.length < LINES_A_BODY) continue;
    yield chunk();
    lines = [];
  }
  if (lines.length > 0) yield chunk();
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

/** What a file of a source holds, in bodies as the source would deliver them; the same file gives the same bodies. */
export const bodiesInFile = (source: Source, file: string): AsyncIterable<BodyInFile> =>
  source === 'mixpanel' ? chunksOfLines(file) : bodiesIn(file);
