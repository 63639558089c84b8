import { describe, expect, it } from 'vitest';
import { removedAtOf } from '../../../domain/account/presence.js';
import { hasLeft } from '../../../domain/stakeholder/state.js';
import { standingBreaches } from '../../../domain/support-case/sla.js';
import { statusOf } from '../../../domain/support-case/state.js';
import { statusIntervals } from '../../../domain/support-case/timeline.js';
import { conversationRow, notification, type Talk } from '../../../simulator/vendors/intercom.js';
import { companyRow, contactRow } from '../../support/vendors/intercom-records.js';
import { accountId, afterIngesting } from './after-ingesting.js';

const start = 1_772_000_000;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const talk = (over: Partial<Talk> = {}): Talk => ({
  id: '215',
  contact: 'c1',
  createdAt: start,
  history: [],
  ...over,
});
const about = (topic: string, over: Partial<Talk> = {}, more: object = {}) => {
  const row = conversationRow(talk(over));
  return notification(`conversation.${topic}`, Number(row['updated_at']) + 1, row, more);
};
const replied = { at: start + 60, did: 'replied' } as const;
const closed = { at: start + 600, did: 'closed' } as const;
const opened = { at: start + 900, did: 'opened' } as const;

describe('an Intercom conversation', () => {
  it('is opened, answered, closed and opened again', async () => {
    const { supportCase } = await afterIngesting(
      about('user.created'),
      about('admin.replied', { history: [replied] }),
      about('admin.closed', { history: [replied, closed] }),
      about('user.replied', { history: [replied, closed, opened] }),
    );
    const held = supportCase('215');
    expect(held?.channel?.value).toBe('conversation');
    expect(held?.firstRepliedAt).toBe(iso(replied.at));
    expect(held && statusIntervals(held)).toEqual([
      { status: 'open', from: iso(start), until: iso(closed.at) },
      { status: 'solved', from: iso(closed.at), until: iso(opened.at) },
      { status: 'open', from: iso(opened.at), until: null },
    ]);
  });

  it('is closed when its state says so, whatever `open` says, and without statistics', async () => {
    const row = {
      ...conversationRow(talk({ history: [closed] })),
      open: true,
      statistics: null,
      conversation_parts: [],
    };
    const { supportCase } = await afterIngesting(notification('conversation.admin.closed', closed.at, row));
    const held = supportCase('215');
    expect(held && statusOf(held)).toBe('solved');
    expect(held?.timeline.at(-1)?.at).toBe(iso(closed.at));
  });

  it('is closed again though the statistics of the notification know of the first time alone', async () => {
    const again = { at: start + 1200, did: 'closed' } as const;
    const row = conversationRow(talk({ history: [closed, opened, again] }));
    const stale = {
      ...row,
      statistics: { first_close_at: closed.at, last_close_at: closed.at },
      conversation_parts: [],
    };
    const { supportCase } = await afterIngesting(
      about('user.replied', { history: [closed, opened] }),
      notification('conversation.admin.closed', again.at, stale),
    );
    const held = supportCase('215');
    expect(held && statusIntervals(held).at(-1)).toMatchObject({ status: 'solved', from: iso(again.at) });
  });

  it('stands open where it was closed in the very second before', async () => {
    const row = conversationRow(talk({ history: [closed, { at: closed.at, did: 'opened' }] }));
    const { supportCase } = await afterIngesting(notification('conversation.user.replied', closed.at, row));
    const held = supportCase('215');
    expect(held && statusOf(held)).toBe('open');
  });

  it('has a priority and a promise', async () => {
    const { supportCase } = await afterIngesting(
      about('user.created', { sla: 'active' }),
      about('priority.updated', { priority: true, sla: 'missed', history: [{ at: start + 9, did: 'tagged' }] }),
      about('admin.assigned', { sla: 'missed', history: [{ at: start + 5, did: 'tagged' }] }),
    );
    expect(supportCase('215')?.priority?.value).toBe('high');
    const breaches = standingBreaches(supportCase('215')?.slaBreaches);
    expect(breaches).toEqual([{ at: iso(start + 5), metric: 'Gold', exact: false, withdrawn: false }]);
    const kept = await afterIngesting(about('user.created', { sla: 'active' }), about('admin.closed', { sla: 'hit' }));
    expect(kept.supportCase('215')?.slaBreaches).toBeUndefined();
  });

  it('is rated from one to five, with the stars kept and the remark as personal data', async () => {
    const rating = { stars: 4, at: start + 700, remark: 'Thanks, Grace' };
    const { supportCase } = await afterIngesting(about('rating.added', { rating }));
    expect(supportCase('215')?.satisfaction).toMatchObject({
      at: iso(rating.at),
      value: { score: 0.75, raw: '4', comment: { _tag: 'Present', value: 'Thanks, Grace' } },
    });
    const impossible = await afterIngesting(about('rating.added', { rating: { stars: 6, at: start } }));
    expect((await impossible.receipts.quarantine(5))[0]?.place).toBe('/data/item/conversation_rating/rating');
  });

  it('is over when it is deleted, of which there is no more than its id', async () => {
    const { supportCase, types } = await afterIngesting(
      about('user.created'),
      notification('conversation.deleted', start + 50, { type: 'conversation', conversation_id: '215' }),
    );
    const held = supportCase('215');
    expect(held && statusOf(held)).toBe('deleted');
    expect(types.filter((type) => type === 'CaseOpened')).toHaveLength(1);
  });

  it('finds its account through its contact, whichever of the three comes first', async () => {
    const bodies = [
      about('user.created'),
      notification('contact.user.updated', start, contactRow('c1', start, 'co7', 'grace@acme.example')),
      notification('company.created', start, companyRow('co7', start, 'Acme')),
    ];
    const one = await afterIngesting(...bodies);
    expect(one.supportCase('215')?.account?.value).toBe(accountId('contact/c1'));
    expect(one.account('contact/c1')?.mergedInto?.value).toBe(accountId('co7'));
    expect(one.account('co7')?.mergedInto?.value).toBe(accountId('crm-co7', 'hubspot'));
    expect(one.account('co7')?.profile).toMatchObject({
      name: { value: 'Acme' },
      domain: { value: 'co7.example' },
      plan: { value: 'Scale' },
      employees: { value: '85' },
    });
    expect((await afterIngesting(...bodies.toReversed())).all).toEqual(one.all);
  });

  it('has a ticket of the same id for another state of it', async () => {
    const ticket = { type: 'ticket', id: '215', ticket_id: '12', created_at: start, contacts: [{ id: 'c1' }] };
    const { supportCase } = await afterIngesting(
      notification('ticket.created', start, { ...ticket, updated_at: start, ticket_state: 'submitted' }),
      notification('ticket.state.updated', start + 9, { ...ticket, updated_at: start + 9, ticket_state: 'resolved' }),
    );
    const held = supportCase('215');
    expect(held && statusIntervals(held).map(({ status }) => status)).toEqual(['open', 'solved']);
    expect(held?.channel?.value).toBe('ticket');
    expect(held?.account?.value).toBe(accountId('contact/c1'));
  });
});

describe('an Intercom contact', () => {
  const contact = contactRow('c1', start, 'co7', 'grace@acme.example');

  it('is a stakeholder of its company, with what is personal marked as such', async () => {
    const { stakeholder } = await afterIngesting(notification('contact.user.created', start, contact));
    expect(stakeholder('c1')).toMatchObject({
      firstName: { value: { _tag: 'Present', value: 'Person' } },
      lastName: { value: { _tag: 'Present', value: 'c1' } },
      email: { value: { _tag: 'Present', value: 'grace@acme.example' } },
      role: { value: 'user' },
      account: { value: accountId('co7') },
      leftAt: undefined,
    });
  });

  it('has left when it is archived or deleted, of which there is no more than its id', async () => {
    const item = { type: 'contact', id: 'c1', external_id: null };
    for (const gone of [
      notification('contact.archived', start + 10, { ...item, archived: true }),
      notification('contact.deleted', start + 10, { ...item, deleted: true }),
    ]) {
      const { stakeholder, receipts } = await afterIngesting(
        notification('contact.user.created', start, contact),
        gone,
      );
      expect(stakeholder('c1')?.leftAt).toBe(iso(start + 10));
      expect(stakeholder('c1')?.email?.value).toMatchObject({ value: 'grace@acme.example' });
      expect(await receipts.quarantine(5)).toEqual([]);
    }
  });

  it('is back when it is taken out of the archive, whichever is heard first', async () => {
    const archived = notification('contact.archived', start + 10, { type: 'contact', id: 'c1', archived: true });
    const unarchived = notification('contact.unarchived', start + 20, { ...contact, archived: true });
    const created = notification('contact.user.created', start, contact);
    for (const order of [
      [created, archived, unarchived],
      [unarchived, archived, created],
    ]) {
      const { stakeholder, receipts } = await afterIngesting(...order);
      const held = stakeholder('c1');
      expect(held && [hasLeft(held), held.returnedAt]).toEqual([false, iso(start + 20)]);
      expect(await receipts.notUnderstood()).toEqual({});
    }
    const goneAgain = notification('contact.archived', start + 30, { type: 'contact', id: 'c1', archived: true });
    const held = (await afterIngesting(goneAgain, unarchived, archived)).stakeholder('c1');
    expect(held && hasLeft(held)).toBe(true);
  });

  it('no longer has an address that was removed, nor a company it left', async () => {
    const { stakeholder } = await afterIngesting(
      notification('contact.user.updated', start + 9, { ...contactRow('c1', start + 9, undefined, ''), email: null }),
      notification('contact.user.created', start, contact),
    );
    expect(stakeholder('c1')?.email?.value).toMatchObject({ value: '' });
    expect(stakeholder('c1')?.account?.value).toBeNull();
  });
});

describe('an Intercom company', () => {
  it('is gone when it is deleted, of which there is no more than its id, until it says something again', async () => {
    const deleted = notification('company.deleted', start + 10, { type: 'company', id: 'co7' });
    const made = notification('company.created', start, companyRow('co7', start, 'Acme'));
    const again = notification('company.updated', start + 20, companyRow('co7', start + 20, 'Acme'));
    const removedAt = async (...bodies: ReadonlyArray<object>) => {
      const { account } = await afterIngesting(...bodies);
      const state = account('co7');
      return state && removedAtOf(state);
    };
    expect(await removedAt(deleted, made)).toBe(iso(start + 10));
    expect(await removedAt(deleted, again, made)).toBeUndefined();
  });
});

describe('an Intercom notification', () => {
  it('that is tried again says nothing new', async () => {
    const rating = { stars: 2, at: start + 700, remark: 'slow' };
    const bodies = [
      about('rating.added', { history: [replied, closed, opened], rating, sla: 'hit' }),
      notification('contact.user.updated', start, contactRow('c1', start, 'co7', 'grace@acme.example')),
      notification('company.updated', start, companyRow('co7', start, 'Acme')),
    ];
    const again = bodies.map((body) => ({
      ...body,
      delivery_status: 'retry',
      delivery_attempts: 2,
      delivered_at: start + 4000,
      first_sent_at: start + 3000,
    }));
    const once = await afterIngesting(...bodies);
    const twice = await afterIngesting(...bodies, ...again);
    expect(await twice.events()).toEqual(await once.events());
    expect(twice.all).toEqual(once.all);
  });

  it('means the same whether its times are seconds, milliseconds or ISO-8601', async () => {
    const asIso = (seconds: number) => iso(seconds).replace('Z', '+00:00');
    const { all: inSeconds } = await afterIngesting(about('admin.closed', { history: [replied, closed] }));
    for (const write of [(seconds: number) => seconds * 1000, asIso, String]) {
      const rewritten = JSON.parse(
        JSON.stringify(about('admin.closed', { history: [replied, closed] })),
        (key, value) => (/_at$/.test(key) && typeof value === 'number' && value > 0 ? write(value) : value),
      );
      expect((await afterIngesting(rewritten)).all).toEqual(inSeconds);
    }
  });

  it('that is a ping is taken and says nothing', async () => {
    const ping = notification(
      'ping',
      start,
      { type: 'ping', message: 'something' },
      { id: null, delivery_status: null },
    );
    const { types, receipts } = await afterIngesting(ping);
    expect(types).toEqual([]);
    expect(await receipts.notUnderstood()).toEqual({});
    expect(await receipts.quarantine(5)).toEqual([]);
    expect(await receipts.waiting()).toBe(0);
  });

  it('of an unknown topic, shape or field is kept and counted', async () => {
    const { receipts, types } = await afterIngesting(
      about('read', {}, { id: null }),
      notification('contact.subscribed', start, { type: 'contact_subscribe', contact: {} }),
      notification('visitor.signed_up', start, { type: 'visitor', id: '4' }),
      { hello: 'world' },
      { ...about('user.created'), brand_new: { field: 1 } },
    );
    expect(types).toContain('CaseOpened');
    expect(await receipts.notUnderstood()).toEqual({
      'intercom/demo body of another shape': 1,
      'intercom/demo topic contact.subscribed': 1,
      'intercom/demo topic conversation.read': 1,
      'intercom/demo topic visitor.signed_up': 1,
    });
    expect(await receipts.quarantine(5)).toEqual([]);
  });

  it('or page with poison in it has that quarantined where it stands', async () => {
    const row = conversationRow(talk());
    const { receipts, types } = await afterIngesting(
      notification('conversation.user.created', start, { ...row, created_at: 'noon' }),
      notification('contact.deleted', start, { type: 'contact', deleted: true }),
      { type: 'conversation.list', conversations: [{ ...row, id: 2 ** 53 }, row, 'rubbish'] },
      { type: 'notification_event', topic: 7 },
    );
    expect(types).toContain('CaseOpened');
    expect((await receipts.quarantine(9)).map(({ place }) => place).toSorted()).toEqual([
      '/conversations/0/id',
      '/conversations/2',
      '/data/item/created_at',
      '/data/item/id',
      '/topic',
    ]);
  });
});
