import type { Desk, Row } from './zendesk.js';

const changes = [
  'solve',
  'reopen',
  'prioritise',
  'move',
  'reassign',
  'delete',
  'undelete',
  'rate',
  'reply',
  'breach',
  'excuse',
] as const;

/** Something that happens to a ticket, which is opened first where it is not there; `value` picks priority, organisation and the like. */
export type DeskChange = { readonly ticket: number; readonly kind: (typeof changes)[number]; readonly value: number };
export const deskChanges: ReadonlyArray<DeskChange['kind']> = changes;

type Ticket = {
  readonly id: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly touchedAt: number;
  readonly status: 'open' | 'solved';
  readonly deleted: boolean;
  readonly priority: string;
  readonly organization: number | null;
  readonly repliedAt?: number;
};
type Rating = {
  readonly id: number;
  readonly ticket: number;
  readonly offeredAt: number;
  readonly givenAt: number;
  readonly score: string;
};
type Step = {
  readonly id: number;
  readonly ticket: number;
  readonly at: number;
  readonly type: string;
  readonly metric: string;
  readonly deleted?: boolean;
};

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
const seconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
const nanoseconds = (at: number): string => `${new Date(at).toISOString().slice(0, 23)}123456Z`;
const picked = <A>(values: ReadonlyArray<A>, value: number): A => values[value % values.length] as A;

const rowOf = (ticket: Ticket): Row => ({
  id: ticket.id,
  created_at: seconds(ticket.createdAt),
  updated_at: seconds(ticket.updatedAt),
  generated_timestamp: Math.floor(ticket.touchedAt / 1000),
  status: ticket.deleted ? 'deleted' : ticket.status,
  priority: ticket.priority,
  organization_id: ticket.organization,
  requester_id: 5005,
  subject: 'Exports fail',
});

const detailOf = (ticket: Ticket) => ({
  ...rowOf(ticket),
  id: `${ticket.id}`,
  organization_id: `${ticket.organization ?? 0}`,
  status: ticket.status.toUpperCase(),
  priority: ticket.priority.toUpperCase(),
  requester_id: '5005',
  generated_timestamp: undefined,
});

/** A support desk that lives: what its exports hold, what it pushes at each change, and what is true of it in the end. */
export const makeDesk = () => {
  const tickets = new Map<number, Ticket>();
  const ratings = new Map<number, Rating>();
  const steps = new Map<number, Step>();
  let last = 0;
  const nextId = () => ++last;

  const event = (ticket: Ticket, action: string, at: number, event: object = {}) => ({
    type: `zen:event-type:ticket.${action}`,
    account_id: 1,
    id: `event-${nextId()}`,
    time: nanoseconds(at),
    subject: `zen:ticket:${ticket.id}`,
    zendesk_event_version: '2022-11-06',
    detail: detailOf(ticket),
    event,
  });

  const put = (before: Ticket, more: Partial<Ticket>, at: number): Ticket => {
    const after = { ...before, touchedAt: at, updatedAt: at, ...more };
    tickets.set(after.id, after);
    return after;
  };

  const open = (id: number, at: number) => {
    const ticket = { id, createdAt: at, updatedAt: at, touchedAt: at, status: 'open', deleted: false } as const;
    const opened: Ticket = { ...ticket, priority: 'normal', organization: null };
    tickets.set(id, opened);
    return opened;
  };

  const step = (ticket: number, at: number, type: string, metric: string): Step => {
    const id = nextId();
    const made = { id, ticket, at, type, metric };
    steps.set(id, made);
    return made;
  };

  const changed = (before: Ticket, { kind, value }: DeskChange, at: number): ReadonlyArray<object> => {
    switch (kind) {
      case 'solve':
      case 'reopen': {
        const status = kind === 'solve' ? 'solved' : 'open';
        if (before.deleted || before.status === status) return [];
        const after = put(before, { status }, at);
        const change = { current: status.toUpperCase(), previous: before.status.toUpperCase() };
        return [event(after, 'status_changed', at, change)];
      }
      case 'prioritise': {
        const priority = picked(PRIORITIES, value);
        if (before.priority === priority) return [];
        const change = { current: priority.toUpperCase(), previous: before.priority.toUpperCase() };
        return [event(put(before, { priority }, at), 'priority_changed', at, change)];
      }
      case 'move': {
        const organization = picked([null, 801, 802, 803], value);
        return [event(put(before, { organization }, at), 'organization_changed', at)];
      }
      case 'reassign': {
        const organization = picked([null, 801, 802, 803], value);
        put(before, { organization, updatedAt: before.updatedAt }, at);
        return [];
      }
      case 'delete':
        return [event(put(before, { deleted: true }, at), 'soft_deleted', at)];
      case 'undelete':
        return before.deleted ? [event(put(before, { deleted: false }, at), 'undeleted', at)] : [];
      case 'rate': {
        const score = picked(['offered', 'good', 'bad'], value);
        const held = [...ratings.values()].find(({ ticket }) => ticket === before.id);
        if (score === 'offered' && held !== undefined) return [];
        const id = held?.id ?? nextId();
        ratings.set(id, { id, ticket: before.id, offeredAt: held?.offeredAt ?? at, givenAt: at, score });
        const after = put(before, {}, at);
        if (score === 'offered') return [event(after, 'csat_requested', at)];
        return [event(after, 'csat_received', at, { satisfaction_score: { score: score.toUpperCase() } })];
      }
      case 'reply': {
        const after = put(before, { repliedAt: before.repliedAt ?? at }, at);
        if (before.repliedAt === undefined) step(before.id, at, 'fulfill', 'reply_time');
        const comment = { id: '1', is_public: true, author: { id: '7', is_staff: true } };
        return [event(after, 'comment_added', at, { comment })];
      }
      case 'breach': {
        step(before.id, at, 'breach', picked(['reply_time', 'resolution_time'], value));
        return [event(before, 'next_sla_breach_changed', at, { previous: seconds(at), current: null })];
      }
      case 'excuse': {
        const breach = [...steps.values()].find(
          (each) => each.ticket === before.id && each.type === 'breach' && each.at > at - 1_800_000,
        );
        if (breach !== undefined) steps.set(breach.id, { ...breach, deleted: true });
        return [];
      }
    }
  };

  return {
    /** What is pushed about it, in its order. */
    change: (change: DeskChange, at: number): ReadonlyArray<object> => {
      const held = tickets.get(change.ticket);
      const before = held ?? open(change.ticket, at);
      const created = held === undefined ? [event(before, 'created', at)] : [];
      return [...created, ...changed(before, change, at)];
    },
    desk: (): Desk => ({
      tickets: [...tickets.values()].map(rowOf),
      organizations: [],
      satisfaction_ratings: [...ratings.values()].map(({ id, ticket, offeredAt, givenAt, score }) => ({
        ...{ id, ticket_id: ticket, requester_id: 5005, score, comment: null },
        ...{ created_at: seconds(offeredAt), updated_at: seconds(givenAt) },
      })),
      ticket_metric_events: [...steps.values()].map(({ id, ticket, at, type, metric, deleted }) => ({
        ...{ id, ticket_id: ticket, metric, type, time: seconds(at), instance_id: 1 },
        ...(deleted ? { deleted } : {}),
      })),
    }),
    tickets: (): ReadonlyArray<Ticket> => [...tickets.values()],
    scoreOf: (ticket: number) => [...ratings.values()].find((rating) => rating.ticket === ticket)?.score,
    breachesOf: (ticket: number) =>
      [...steps.values()].filter((each) => each.ticket === ticket && each.type === 'breach' && !each.deleted),
  };
};
