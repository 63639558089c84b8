import { right } from 'fp-ts/lib/TaskEither.js';
import { expect, it } from 'vitest';
import { makeSensitivityOf } from '../../../application/anomalies/sensitivity-of.js';
import { AccountId } from '../../../domain/ids.js';
import { wholeBook } from '../../../domain/whole-book.js';
import { fact } from '../../support/fact.js';
import { recordedLog } from '../../support/recorded.js';
import { valid } from '../../support/valid.js';

const set = (version: number, metric: string | null, segment: string | null, falseAlarmsPerYear: number) =>
  fact('SensitivitySet', { occurredAt: '2026-03-01T09:00:00Z', version, metric, segment, falseAlarmsPerYear });

it('each account is looked at as closely as the segments that it is in are, and the book as everything is', async () => {
  const log = recordedLog([set(1, null, null, 2), set(2, 'events', 'smb', 6), set(3, null, 'large', 0)]);
  const members: Readonly<Record<string, ReadonlyArray<string>>> = { smb: ['acme', 'birch'], large: ['birch'] };
  const sensitivityOf = await makeSensitivityOf({
    readStream: () => right(log),
    accountsIn: async (segment) => members[segment] ?? [],
  });
  const of = (id: string, metric: string) => sensitivityOf(valid(AccountId)(id), metric);
  expect([of('acme', 'events'), of('acme', 'health'), of('birch', 'health'), of('cedar', 'events')]).toEqual([
    ...[6, 2, 0, 2],
  ]);
  expect(sensitivityOf(wholeBook, 'events')).toBe(2);
});
