import { describe, expect, it } from 'vitest';
import type { JobRequest } from '../../../application/ports/job-queue.js';
import type { DomainEvent } from '../../../domain/catalogue.js';
import { predictOnChange } from '../../../ml/scoring/predict-on-change.js';
import { scoreAccounts } from '../../../ml/scoring/score-accounts.js';
import { scoreOnPromotion } from '../../../ml/scoring/score-on-promotion.js';
import { fact } from '../../support/fact.js';
import { promotedByRule, rolledBack } from '../../support/models-said.js';
import { recordedLog } from '../../support/recorded.js';
import { by, bytesOf, dayOf, idOf, rowOf, scoredCompany, set } from './scored-company.js';

const today = dayOf('2026-06-01');
const seats = (accountId: string, seats: number): DomainEvent =>
  fact('SeatsChanged', { accountId, occurredAt: '2026-06-01T09:00:00Z', seats });

/** Read models stand at the position `upTo`; `child` was merged into `acme`. */
const reacting = async (upTo: bigint) => {
  const company = scoredCompany(['acme', 'globex']);
  const told: Array<ReadonlyArray<string>> = [];
  let serving = true;
  const reactor = predictOnChange({
    ...company.store,
    groupsOf: async (ids) => new Map(ids.map((id) => [id === 'child' ? idOf('acme') : id, [id]])),
    compute: async (ids) => {
      if (ids.length > 0) told.push(ids);
      return ids.map((id) => ({ ...rowOf(id, today), position: { commit: upTo, prepare: upTo } }));
    },
    predict: company.predict,
    isServing: async () => serving,
    today: () => today,
  });
  return { company, told, reactor, retire: () => (serving = false) };
};

describe('the reactor that predicts', () => {
  it('tells each changed account once for a batch, a merged one as its group', async () => {
    const { company, told, reactor } = await reacting(400n);
    await company.promote('v1', 1, bytesOf(1));
    await reactor.react(recordedLog([seats('acme', 3), seats('child', 4), seats('globex', 2), seats('acme', 5)]));
    expect(told).toEqual([['acme', 'globex']]);
    expect(await company.predictionsOf('acme')).toHaveLength(1);
    expect(await company.predictionsOf('child')).toEqual([]);
  });

  it('leaves an account alone while facts come that its last row held already, as in a long backlog', async () => {
    const { company, told, reactor } = await reacting(1_000n);
    await company.promote('v1', 1, bytesOf(1));
    for (let startsAt = 1; startsAt <= 12; startsAt += 1)
      await reactor.react(recordedLog([seats('acme', 3)], startsAt));
    expect(told).toEqual([['acme'], ['acme'], ['acme']]);
  });

  it('does nothing while no model has a champion', async () => {
    const { told, reactor, retire } = await reacting(400n);
    retire();
    await reactor.react(recordedLog([seats('acme', 3)]));
    expect(told).toEqual([]);
  });
});

it('another champion has all accounts scored, once each time it becomes that', async () => {
  const asked: Array<JobRequest> = [];
  const reactor = scoreOnPromotion({ add: async (request) => void asked.push(request) });
  const said = recordedLog([promotedByRule('v1', 1), promotedByRule('v2', 2, 'v1'), rolledBack('v1', 3, 'v2')]);
  await reactor.react(said);
  await reactor.react(said.slice(2));
  expect(asked.map(({ name }) => name)).toEqual(Array(4).fill('score-accounts'));
  expect(new Set(asked.map(({ id }) => id)).size).toBe(3);
  expect(asked.every(({ id }) => /^[A-Za-z0-9._-]+$/.test(id))).toBe(true);
});

describe('scoring all accounts', () => {
  it('takes rows that are kept, tells the others, says how far it is, and stops where it is told to', async () => {
    const ids = Array.from({ length: 150 }, (_, i) => idOf(`a${i}`));
    const company = scoredCompany(ids);
    await company.promote('v1', 1, bytesOf(1));
    const told: Array<string> = [];
    const score = scoreAccounts({
      set,
      offline: { rows: async (_, some) => some.filter((id) => id !== 'a7').map((id) => rowOf(id, today)) },
      compute: async (some) => {
        told.push(...some);
        return some.map((id) => rowOf(id, today));
      },
      predict: company.predict,
      everyone: async () => ids,
      today: () => today,
    });
    const steps: Array<ReadonlyArray<number>> = [];
    const onProgress = (...step: ReadonlyArray<number>) => steps.push(step);
    expect(await score(by, { signal: new AbortController().signal, onProgress })).toBe(150);
    expect(told).toEqual(['a7']);
    expect(steps).toEqual([
      [100, 150],
      [150, 150],
    ]);
    expect(await score(by, { signal: new AbortController().signal, onProgress })).toBe(0);
    await expect(score(by, { signal: AbortSignal.abort(), onProgress })).rejects.toThrow('aborted');
  });
});
