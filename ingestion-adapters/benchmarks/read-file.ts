import { CsvError, parse } from 'csv-parse/sync';
import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import type { Benchmark } from '../../domain/benchmark/state.js';
import { Row, readRow } from './row.js';

/** What is wrong with a file, each with its place: `line 3: p50 is required`. */
export type BadFile = { readonly _tag: 'BadFile'; readonly problems: ReadonlyArray<string> };

type PlacedRow = { readonly place: string; readonly row: unknown };

const bad = (...problems: ReadonlyArray<string>): BadFile => ({ _tag: 'BadFile', problems });

const rowsOfCsv = (text: string): E.Either<BadFile, ReadonlyArray<PlacedRow>> => {
  try {
    const rows: ReadonlyArray<{ readonly record: unknown; readonly info: { readonly lines: number } }> = parse(text, {
      bom: true,
      columns: (names: ReadonlyArray<string>) => names.map((name) => name.trim().toLowerCase()),
      info: true,
      skip_empty_lines: true,
      trim: true,
    });
    return E.right(rows.map(({ record, info }) => ({ place: `line ${info.lines}`, row: record })));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return E.left(bad(error.message));
  }
};

const rowsOfJson = (body: Buffer): E.Either<BadFile, ReadonlyArray<PlacedRow>> => {
  const parsed = parseJson(body);
  if (E.isLeft(parsed)) return E.left(bad(`${parsed.left.place}: is not JSON`));
  return Array.isArray(parsed.right)
    ? E.right(parsed.right.map((row: unknown, i) => ({ place: `/${i}`, row })))
    : E.left(bad('must be a list of benchmarks'));
};

/** The benchmarks in a file of CSV with a header, or of a JSON list: all of them, or everything that is wrong. */
export const readBenchmarkFile = (body: Buffer): E.Either<BadFile, ReadonlyArray<Benchmark>> => {
  const text = body.toString('utf8');
  const rows = /^\s*[[{]/.test(text) ? rowsOfJson(body) : rowsOfCsv(text);
  if (E.isLeft(rows)) return rows;
  const problems: Array<string> = [];
  const benchmarks = rows.right.flatMap(({ place, row }) => {
    const read = Row.is(row) ? readRow(row) : E.left(['must be an object']);
    if (E.isRight(read)) return [read.right];
    problems.push(...read.left.map((problem) => `${place}: ${problem}`));
    return [];
  });
  if (problems.length > 0) return E.left(bad(...problems));
  return benchmarks.length === 0 ? E.left(bad('holds no benchmark')) : E.right(benchmarks);
};
