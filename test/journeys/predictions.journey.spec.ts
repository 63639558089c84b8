import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categories } from '../../domain/catalogue.js';
import { predictionStream } from '../../domain/prediction/stream.js';
import { predictionModelStream } from '../../domain/prediction-model/stream.js';
import { makeEventStore } from '../../infrastructure/eventstoredb/event-store.js';
import { makeInMemorySubjectKeys } from '../../infrastructure/in-memory/subject-keys.js';
import { connectPostgres } from '../../infrastructure/postgres/connect.js';
import { makeModelArtifacts } from '../../infrastructure/postgres/model-artifacts.js';
import { simulateCompany } from '../../simulator/company.js';
import type { Delivery } from '../../simulator/delivery.js';
import { simulate } from '../../simulator/simulate.js';
import { bytesOf, idOf } from '../ml/scoring/scored-company.js';
import { fact } from '../support/fact.js';
import { follow, liveClient, next } from '../support/live-client.js';
import { promotedByRule, training } from '../support/models-said.js';
import { makeSystem, type System } from '../support/system.js';
import { connectionFor, connectVendors, post } from '../support/vendor-traffic.js';

const all: ReadonlyArray<Delivery> = [
  ...simulate(simulateCompany({ seed: 'predictions', accounts: 8, months: 4, endsAt: new Date().toISOString() })),
].filter(({ kind }) => kind !== 'tickets-export');
const HELD_BACK = 60;

type Risk = { readonly accountId: string; readonly day: string; readonly predictedAt: string };
type Customer = { readonly accountId: string; readonly arr: string | null };

describe('predictions of a running system', () => {
  let system: System;
  let token: string;
  beforeAll(async () => {
    system = await makeSystem();
    await system.start();
    token = (await system.treering('token', '--role', 'analyst')).trim();
    await deliver(all.slice(0, -HELD_BACK));
    await settled();
  });
  afterAll(() => system?.remove());

  const deliver = async (some: ReadonlyArray<Delivery>): Promise<void> => {
    const known = await system.connections();
    const connections = known.length > 0 ? known : await connectVendors(system);
    for (const delivery of some)
      await until(async () => ((await post(delivery, connectionFor(connections, delivery)))?.status ?? 500) < 300);
  };
  const settled = async (): Promise<ReadonlyArray<{ readonly equal: boolean }>> =>
    JSON.parse(await system.treering('verify', '--wait', '--json')).readModels;
  const ask = async <A>(path: string, init: RequestInit = {}): Promise<A> => {
    const response = await fetch(`${system.url}${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });
    return (await response.json()) as A;
  };
  const risks = async (): Promise<ReadonlyArray<Risk>> =>
    (await ask<{ readonly items: ReadonlyArray<Risk> }>('/api/v1/predictions/churn-risk')).items;
  const customers = async (): Promise<ReadonlyArray<string>> => {
    const { items } = await ask<{ readonly items: ReadonlyArray<Customer> }>('/api/v1/accounts?limit=200');
    return items.flatMap(({ accountId, arr }) => (Number(arr) > 0 ? [accountId] : []));
  };
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 600; tries += 1) {
      if (await isSo()) return;
      await sleep(200);
    }
    throw new Error('it never came about');
  };

  const withStores = async <A>(work: (stores: Stores) => Promise<A>): Promise<A> => {
    const stores = await storesOf(system);
    try {
      return await work(stores);
    } finally {
      await stores.close();
    }
  };

  it('are made of every customer once a model is champion', async () => {
    const ids = await customers();
    expect(ids.length).toBeGreaterThan(3);
    await withStores(async ({ eventStore, artifacts }) => {
      const artifact = await artifacts.put(bytesOf(1, ids));
      const metadata = { correlationId: 'journey', causationId: null, actor: 'journey', source: null };
      const events = [fact('ModelTrained', training('v1', 1, { artifact })), promotedByRule('v1', 2)];
      const appended = await eventStore.append(
        predictionModelStream('churn'),
        'no-stream',
        events.map((event, i) => ({ id: `00000000-0000-5000-8000-00000000000${i}`, event, metadata })),
      )();
      expect(E.isRight(appended)).toBe(true);
    });
    await until(async () => (await risks()).length >= ids.length);
    expect((await risks()).map(({ accountId }) => accountId).toSorted()).toEqual(ids.toSorted());
    const [one] = ids;
    const { prediction } = await ask<{ readonly prediction: { readonly similar: ReadonlyArray<Risk> } }>(
      `/api/v1/predictions/churn-risk/${one}`,
    );
    expect(prediction).toMatchObject({ modelVersion: 'v1', horizons: [{ days: 30 }, { days: 90 }] });
    expect(prediction.similar.map(({ accountId }) => accountId)).not.toContain(one);
    expect(await ask(`/api/v1/predictions/${one}/refresh`, { method: 'POST' })).toMatchObject({ predictions: 0 });
  });

  it('follow what changes, and whoever listens is told', async () => {
    const client = liveClient(`${system.url.replace('http', 'ws')}/graphql`, { Authorization: `Bearer ${token}` });
    const messages = follow(
      client,
      'subscription { predictionChanged { accountId churn { predictedAt modelVersion } } }',
    );
    const first = next(messages);
    await sleep(1_000);
    const since = new Date().toISOString();
    await deliver(all.slice(-HELD_BACK, -HELD_BACK / 2));
    const told = (await first) as { readonly predictionChanged: { readonly churn: Risk } };
    expect(told.predictionChanged.churn.predictedAt > since).toBe(true);
    await client.dispose();
  });

  it('are said once for each day and state of the facts, also after a kill -9, and rebuilt as they are', async () => {
    await deliver(all.slice(-HELD_BACK / 2, -HELD_BACK / 4));
    await system.kill();
    await system.start();
    await deliver(all.slice(-HELD_BACK / 4));
    expect((await settled()).every(({ equal }) => equal)).toBe(true);
    const before = await risks();
    await withStores(async ({ eventStore }) => {
      for (const { accountId } of before) {
        const read = await eventStore.readStream(predictionStream(idOf(accountId)))();
        if (E.isLeft(read)) throw new TypeError(read.left._tag);
        const said = read.right.flatMap(({ event }) =>
          event.type === 'ChurnPredicted' ? [`${event.data.day} ${event.data.featureDigest}`] : [],
        );
        expect(said.length).toBeGreaterThan(0);
        expect(said.filter((one, i) => one === said[i - 1])).toEqual([]);
      }
    });
    await system.treering('rebuild', 'predictions');
    expect(await risks()).toEqual(before);
  });
});

const storesOf = async ({ folder }: Pick<System, 'folder'>) => {
  const services = JSON.parse(await readFile(join(folder, 'services.json'), 'utf8'));
  const knex = connectPostgres(services.database);
  const eventStore = makeEventStore({
    ...{ connectionString: services.eventStore, subjectKeys: makeInMemorySubjectKeys(), categories },
  });
  return {
    ...{ eventStore, artifacts: makeModelArtifacts(knex) },
    close: async () => {
      await eventStore.close();
      await knex.destroy();
    },
  };
};
type Stores = Awaited<ReturnType<typeof storesOf>>;
