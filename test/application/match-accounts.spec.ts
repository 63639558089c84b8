import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { Command } from '../../application/commands.js';
import { handleCommands } from '../../application/handle-commands.js';
import { matchAccounts } from '../../application/match-accounts.js';
import type { RecordedEvent } from '../../application/ports/event-store.js';
import { accountAggregate } from '../../domain/account/aggregate.js';
import type { AccountEvent } from '../../domain/account/events.js';
import { removedAtOf } from '../../domain/account/presence.js';
import type { AccountId } from '../../domain/ids.js';
import { timestampOf } from '../../domain/primitives.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { valid } from '../support/valid.js';

/** A log with what is known of accounts folded from it, as the read model has it. */
const makeBook = () => {
  const log = inMemoryEventStore();
  const known = new Set<string>();
  let hour = 0;
  const eventsOf = async (accountId: string): Promise<ReadonlyArray<RecordedEvent>> => {
    const read = await log.readStream(`account-${accountId}`)();
    return E.isRight(read) ? read.right : [];
  };
  const stateOf = async (accountId: string) =>
    (await eventsOf(accountId)).reduce(
      (state, { event }) => accountAggregate.evolve(state, event as AccountEvent),
      accountAggregate.initialState,
    );
  const matcher = matchAccounts({
    ...log,
    clock: () => timestampOf(Date.UTC(2026, 4, 1, ++hour)),
    accountDomains: {
      sharing: async () =>
        (
          await Promise.all([...known].map(async (accountId) => ({ accountId, state: await stateOf(accountId) })))
        ).flatMap(({ accountId, state }) => {
          const domain = state.profile.domain?.value ?? null;
          const refs = Object.values(state.refs);
          const removedAt = removedAtOf(state);
          const mergedInto = state.mergedInto?.value;
          return domain === null ? [] : [{ accountId: accountId as AccountId, domain, refs, removedAt, mergedInto }];
        }),
    },
  });
  const say = async (type: string, data: { readonly accountId: string }): Promise<void> => {
    known.add(data.accountId);
    const occurredAt = new Date(Date.UTC(2026, 3, 1, ++hour)).toISOString();
    const command = valid(Command)({ type, data: { occurredAt, ...data } });
    const context = { correlationId: 'c', causationId: null, actor: 'spec', source: null, fact: [type, occurredAt] };
    await handleCommands(log)([{ command, context }])();
    await matcher.react((await eventsOf(data.accountId)).slice(-1));
  };
  return {
    known: async (source: string, accountId: string, domain: string) => {
      await say('RegisterAccount', { accountId, ref: { source, connection: 'demo', id: accountId } } as never);
      await say('ChangeAccountProfile', { accountId, changes: { domain } } as never);
    },
    say,
    mergedInto: async (accountId: string) => (await stateOf(accountId)).mergedInto?.value,
    events: async (accountId: string) => (await eventsOf(accountId)).map(({ event }) => event.type),
  };
};

describe('an account of the support desk', () => {
  it('becomes part of the CRM account of the same domain, whichever is known first', async () => {
    for (const order of [
      ['zendesk', 'hubspot'],
      ['hubspot', 'zendesk'],
    ]) {
      const book = makeBook();
      for (const source of order) await book.known(source, source, 'acme.com');
      expect(await book.mergedInto('zendesk')).toBe('hubspot');
      expect(await book.mergedInto('hubspot')).toBeUndefined();
    }
  });

  it('is merged once, however often the same is said', async () => {
    const book = makeBook();
    await book.known('hubspot', 'h', 'acme.com');
    await book.known('zendesk', 'z', 'acme.com');
    await book.say('ChangeAccountProfile', { accountId: 'h', changes: { industry: 'retail' } } as never);
    await book.say('ChangeAccountProfile', { accountId: 'z', changes: { industry: 'retail' } } as never);
    expect((await book.events('z')).filter((type) => type === 'AccountMerged')).toHaveLength(1);
  });

  it('goes over to the account made anew when its own was deleted, and back when that is restored', async () => {
    const book = makeBook();
    for (const [source, id] of [
      ['hubspot', 'h'],
      ['hubspot', 'h2'],
      ['zendesk', 'z'],
    ] as const)
      await book.known(source, id, 'acme.com');
    expect(await book.mergedInto('z')).toBe('h');
    const ref = { source: 'hubspot', connection: 'demo', id: 'h' };
    await book.say('RemoveAccountRecord', { accountId: 'h', ref } as never);
    expect(await book.mergedInto('z')).toBe('h2');
    await book.say('RestoreAccountRecord', { accountId: 'h', ref } as never);
    expect(await book.mergedInto('z')).toBe('h');
  });

  it('stays separate once somebody said so', async () => {
    const book = makeBook();
    await book.known('hubspot', 'h', 'acme.com');
    await book.known('zendesk', 'z', 'acme.com');
    await book.say('SeparateAccount', { accountId: 'z', occurredAt: '2026-06-01T00:00:00.000Z' } as never);
    await book.say('ChangeAccountProfile', { accountId: 'z', changes: { name: 'Acme' } } as never);
    expect(await book.mergedInto('z')).toBe('z');
  });
});
