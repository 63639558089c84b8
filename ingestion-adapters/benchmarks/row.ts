import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { BenchmarkCommand } from '../../domain/benchmark/commands.js';
import { areInOrder } from '../../domain/benchmark/decide.js';
import type { Benchmark } from '../../domain/benchmark/state.js';
import { decodeError } from '../../domain/errors.js';
import { CalendarDate } from '../../domain/primitives.js';

/** A row of a file, by the names of its columns. */
export const Row = t.record(t.string, t.unknown);
export type Row = t.TypeOf<typeof Row>;

const COLUMNS = ['metric', 'segment', 'period', 'p25', 'p50', 'p75', 'sample_size', 'source', 'published_at'];

const fieldOf = (pointer: string): string => {
  const name = pointer.replace('/data/', '');
  return name === 'occurredAt' ? 'published_at' : name === 'sampleSize' ? 'sample_size' : name;
};

const textIn = (value: unknown): unknown => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.trim() : value;
};
const orNull = (value: unknown): unknown => (value === undefined || value === '' ? null : value);
const countIn = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;

/** The benchmark a row states, or what is wrong with it, by column. */
export const readRow = (row: Row): E.Either<ReadonlyArray<string>, Benchmark> => {
  const column = (name: string): unknown => textIn(Object.hasOwn(row, name) ? row[name] : undefined);
  const unknown = Object.keys(row).filter((name) => !COLUMNS.includes(name));
  if (unknown.length > 0)
    return E.left(unknown.map((name) => `${name} is not a column; columns are ${COLUMNS.join(', ')}`));
  const publishedAt = column('published_at');
  const data = {
    metric: column('metric'),
    segment: column('segment'),
    period: column('period'),
    source: column('source'),
    occurredAt: CalendarDate.is(publishedAt) ? `${publishedAt}T00:00:00.000Z` : publishedAt,
    p25: orNull(column('p25')),
    p50: column('p50'),
    p75: orNull(column('p75')),
    sampleSize: countIn(orNull(column('sample_size'))),
  };
  const decoded = BenchmarkCommand.decode({ type: 'PublishBenchmark', data });
  if (E.isLeft(decoded)) {
    const { violations } = decodeError('row', decoded.left);
    return E.left(violations.map(({ pointer, message }) => `${fieldOf(pointer)} ${message}`));
  }
  const benchmark = decoded.right.data;
  return areInOrder(benchmark) ? E.right(benchmark) : E.left(['p25, p50 and p75 must not fall']);
};
