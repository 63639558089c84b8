import { describe, expect, it } from 'vitest';
import { standingBreaches } from '../../../domain/support-case/sla.js';
import { statusIntervals } from '../../../domain/support-case/timeline.js';
import { vendors } from '../../../ingestion-adapters/vendors.js';
import { conversationRow, type Talk, updatedAtOf } from '../../../simulator/vendors/intercom.js';
import type { StubOptions, Workspace } from '../../support/vendors/intercom.js';
import { companyRow, contactRow } from '../../support/vendors/intercom-records.js';
import { accountId, heldBy, intercom, intercomIngestion } from './after-ingesting.js';
import { NOW, pullerOf, workspaceOf } from './pulling.js';

const start = NOW / 1000 - 5 * 86_400;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

/** Every seventh second has several conversations; some were closed, opened again and rated. */
const talkOf = (i: number): Talk => {
  const createdAt = start + Math.floor(i / 5) * 7;
  const closed = { at: createdAt + 60, did: 'closed' } as const;
  const opened = { at: createdAt + 90, did: 'opened' } as const;
  const replied = { at: createdAt + 20, did: 'replied' } as const;
  const histories = [
    [],
    [replied],
    [replied, closed],
    [replied, closed, opened],
    [closed, opened, { ...closed, at: createdAt + 99 }],
  ];
  return {
    id: `t${i}`,
    contact: `c${i % 11}`,
    createdAt,
    history: histories[i % 5] ?? [],
    priority: i % 3 === 0,
    ...(i % 4 === 0 ? { sla: 'missed' } : {}),
    ...(i % 6 === 0 ? { rating: { stars: (i % 5) + 1, at: createdAt + 120, remark: `remark ${i}` } } : {}),
  };
};
const talks = (count: number) => Array.from({ length: count }, (_, i) => talkOf(i));
const people = (count: number, at: (i: number) => number = (i) => start + i) =>
  Array.from({ length: count }, (_, i) => contactRow(`c${i}`, at(i), `co${i % 4}`, `c${i}@example.com`));
const companies = (count: number) =>
  Array.from({ length: count }, (_, i) => companyRow(`co${i}`, start + i, `Company ${i}`));

const statusesOf = ({ createdAt, history }: Talk) => {
  const changes = history.flatMap(({ at, did }) =>
    did === 'closed' || did === 'opened' ? [{ from: at, status: did === 'closed' ? 'solved' : 'open' }] : [],
  );
  const all = [{ from: createdAt, status: 'open' }, ...changes];
  return all.map(({ from, status }, i) => {
    const next = all[i + 1];
    return { status, from: iso(from), until: next === undefined ? null : iso(next.from) };
  });
};

/** Whether what is held is what the workspace was made from. */
const expectTruth = async (ingestion: Awaited<ReturnType<typeof intercomIngestion>>, truth: ReadonlyArray<Talk>) => {
  const { supportCase, receipts, all } = await heldBy(ingestion);
  expect(await receipts.quarantine(5)).toEqual([]);
  expect(await receipts.notUnderstood()).toEqual({});
  expect(Object.keys(all).filter((stream) => stream.startsWith('supportcase-'))).toHaveLength(truth.length);
  for (const talk of truth) {
    const held = supportCase(talk.id);
    expect(held && statusIntervals(held)).toEqual(statusesOf(talk));
    expect(held?.account?.value).toBe(accountId(`contact/${talk.contact}`));
    expect(held?.priority?.value).toBe(talk.priority === true ? 'high' : 'normal');
    const missed = standingBreaches(held?.slaBreaches).map(({ metric }) => metric);
    expect(missed).toEqual(talk.sla === 'missed' ? ['Gold'] : []);
    expect(held?.satisfaction?.value.raw).toBe(talk.rating === undefined ? undefined : String(talk.rating.stars));
    const reply = talk.history.find(({ did }) => did === 'replied');
    expect(held?.firstRepliedAt).toBe(reply === undefined ? undefined : iso(reply.at));
  }
};

const rowsOf = (truth: ReadonlyArray<Talk>) => truth.map((talk) => conversationRow(talk) as { readonly id: unknown });
const pulled = async (workspace: Workspace, options: StubOptions = {}) => {
  const ingestion = await intercomIngestion();
  return { ingestion, ...pullerOf(ingestion, workspace, options) };
};

describe('pulling Intercom', () => {
  it('ends with exactly the truth, of conversations and whose they are', async () => {
    const truth = talks(60);
    const workspace = workspaceOf({ conversations: rowsOf(truth), contacts: people(11), companies: companies(4) });
    const { ingestion, pull } = await pulled(workspace, { perPage: 7 });
    for (const { name } of vendors.intercom.feeds ?? []) await pull(name);
    await expectTruth(ingestion, truth);
    const { account, stakeholder } = await heldBy(ingestion);
    for (let i = 0; i < 11; i++) {
      expect(stakeholder(`c${i}`)?.account?.value).toBe(accountId(`co${i % 4}`));
      expect(stakeholder(`c${i}`)?.email?.value).toMatchObject({ value: `c${i}@example.com` });
      expect(account(`contact/c${i}`)?.mergedInto?.value).toBe(accountId(`co${i % 4}`));
    }
    for (let i = 0; i < 4; i++) expect(account(`co${i}`)?.profile.name?.value).toBe(`Company ${i}`);
  });

  it('reads a second that more conversations share than a page has', async () => {
    const truth = Array.from({ length: 23 }, (_, i) => ({ id: `t${i}`, contact: 'c1', createdAt: start, history: [] }));
    const { ingestion, pull } = await pulled(workspaceOf({ conversations: rowsOf(truth) }), { perPage: 5 });
    await pull('conversations');
    await expectTruth(ingestion, truth);
  });

  it('misses nothing and comes to an end while pages move under it', async () => {
    const truth = new Map(
      Array.from({ length: 40 }, (_, i) => {
        const talk: Talk = { id: `t${i}`, contact: 'c1', createdAt: start + Math.floor(i / 20) * 7, history: [] };
        return [talk.id, talk];
      }),
    );
    const workspace = workspaceOf({ conversations: rowsOf([...truth.values()]) });
    const touch = (request: number) => {
      const oldest = [...truth.values()].toSorted((a, b) => updatedAtOf(a) - updatedAtOf(b))[0];
      if (oldest === undefined || request > 60) return;
      const touched: Talk = { ...oldest, history: [...oldest.history, { at: start + 1000 + request, did: 'tagged' }] };
      truth.set(touched.id, touched);
      workspace.conversations.set(touched.id, conversationRow(touched));
    };
    const { ingestion, pull, stub } = await pulled(workspace, { perPage: 4, meanwhile: touch });
    await pull('conversations');
    const { supportCase } = await heldBy(ingestion);
    for (const id of truth.keys()) expect(supportCase(id)).toBeDefined();
    expect(stub.requests().length).toBeLessThan(120);
    await pull('conversations');
    await expectTruth(ingestion, [...truth.values()]);
  });

  it('ends with the truth where each run is cut off, answers fail and limits are met', async () => {
    const truth = talks(50);
    const workspace = workspaceOf({ conversations: rowsOf(truth), contacts: people(11), companies: companies(4) });
    const fault = (request: number) => [undefined, 429, undefined, 500, 503][request % 5];
    const { ingestion, pull, cursors } = await pulled(workspace, { perPage: 3, fault });
    for (let run = 0; run < 60; run++) await pull('conversations', 6);
    await pull('conversations');
    await expectTruth(ingestion, truth);
    expect(cursors.get('conversations')).toBe(String(Math.max(...truth.map(updatedAtOf))));
  });

  it('says nothing new when it is pulled again, and asks for what changed since', async () => {
    const truth = talks(30);
    const { ingestion, pull, stub } = await pulled(workspaceOf({ conversations: rowsOf(truth) }), { perPage: 10 });
    await pull('conversations');
    const before = await ingestion.events();
    const first = stub.requests().length;
    await pull('conversations');
    expect(await ingestion.events()).toEqual(before);
    expect(stub.requests().length - first).toBeLessThan(first);
  });

  it('is not led astray by a conversation from the future', async () => {
    const far = { ...conversationRow(talkOf(0)), id: 'far', updated_at: 64_654_125_776 };
    const { pull, cursors } = await pulled(workspaceOf({ conversations: [far] }));
    await pull('conversations');
    expect(Number(cursors.get('conversations'))).toBeLessThanOrEqual(NOW / 1000);
  });

  it('asks for parts only where a conversation was opened again', async () => {
    const { pull, stub } = await pulled(workspaceOf({ conversations: rowsOf(talks(10)) }));
    await pull('conversations');
    expect(stub.requests().filter((request) => request.startsWith('GET'))).toHaveLength(4);
  });

  it('begins with the day that the connection names', async () => {
    const truth = [talkOf(0), { ...talkOf(1), createdAt: start - 40 * 86_400, history: [] }];
    const ingestion = await intercomIngestion();
    const since = { ...intercom, settings: { ...intercom.settings, startsOn: iso(start).slice(0, 10) } };
    await pullerOf(ingestion, workspaceOf({ conversations: rowsOf(truth) }), {}, since).pull('conversations');
    await expectTruth(ingestion, [talkOf(0)]);
  });
});

describe('pulling Intercom contacts, whose search knows days alone', () => {
  it('reads days that fill many pages, though contacts move while it reads', async () => {
    const contacts = people(60, (i) => start + Math.floor(i / 30) * 86_400 + i);
    const workspace = workspaceOf({ contacts });
    const today = Math.floor(NOW / 1000);
    const touch = (request: number) => {
      const id = `c${request}`;
      if (request > 12 || !workspace.contacts.has(id)) return;
      workspace.contacts.set(id, contactRow(id, today - 100 + request, 'co1', `new-${id}@example.com`));
    };
    const { ingestion, pull } = await pulled(workspace, { perPage: 7, meanwhile: touch });
    await pull('contacts');
    await pull('contacts');
    const { stakeholder } = await heldBy(ingestion);
    for (const [id, row] of workspace.contacts) {
      expect(stakeholder(id)?.email?.value).toMatchObject({ value: row['email'] });
      expect(stakeholder(id)?.email?.at).toBe(iso(Number(row['updated_at'])));
    }
  });
});

describe('pulling Intercom companies, by the one scroll there is', () => {
  const ofCompanies = (count: number) => workspaceOf({ companies: companies(count) });

  it('begins again where the scroll expired', async () => {
    let now = NOW;
    const meanwhile = (request: number) => {
      now += request === 3 ? 61_000 : 1000;
    };
    const { ingestion, pull } = await pulled(ofCompanies(20), { perPage: 4, now: () => now, meanwhile });
    await pull('companies');
    const { account } = await heldBy(ingestion);
    for (let i = 0; i < 20; i++) expect(account(`co${i}`)?.profile.name?.value).toBe(`Company ${i}`);
  });

  it('comes later where another scroll is under way, and gives up where every one expires', async () => {
    let now = NOW;
    const { pull, stub } = await pulled(ofCompanies(20), { perPage: 4, now: () => now });
    await pull('companies', 1);
    await expect(pull('companies')).rejects.toMatchObject({ _tag: 'VendorUnavailable' });
    now += 61_000;
    await pull('companies');
    expect(stub.requests().length).toBeGreaterThan(6);
    const slow = await pulled(ofCompanies(20), {
      perPage: 4,
      now: () => now,
      meanwhile: () => {
        now += 61_000;
      },
    });
    await expect(slow.pull('companies')).rejects.toMatchObject({ _tag: 'VendorUnavailable' });
  });

  it('is refused with a token that is not right, or with none', async () => {
    const { pull } = await pulled(ofCompanies(1), { token: 'another' });
    await expect(pull('companies')).rejects.toMatchObject({ _tag: 'VendorRefused', status: 401 });
    const { credentials: _, ...bare } = intercom;
    const ingestion = await intercomIngestion();
    await expect(pullerOf(ingestion, ofCompanies(1), {}, bare).pull('companies')).rejects.toMatchObject({
      _tag: 'VendorRefused',
    });
  });

  it('is refused in a version that there is not', async () => {
    const old = { ...intercom, settings: { ...intercom.settings, apiVersion: '1.4' } };
    const { pull } = pullerOf(await intercomIngestion(), ofCompanies(1), {}, old);
    await expect(pull('companies')).rejects.toMatchObject({ _tag: 'VendorRefused', status: 400 });
  });

  it('keeps what a page says though one of its companies is poison', async () => {
    const workspace = ofCompanies(3);
    workspace.companies.set('co1', { type: 'company', id: 'co1', updated_at: 'never' });
    const { ingestion, pull } = await pulled(workspace);
    await pull('companies');
    expect((await ingestion.receipts.quarantine(5)).map(({ place }) => place)).toEqual(['/data/1/updated_at']);
    expect((await heldBy(ingestion)).account('co2')).toBeDefined();
  });
});
