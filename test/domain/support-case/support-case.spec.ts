import { describe, expect, it } from 'vitest';
import { supportCaseAggregate } from '../../../domain/support-case/aggregate.js';
import { SupportCaseCommand } from '../../../domain/support-case/commands.js';
import { SupportCaseEvent } from '../../../domain/support-case/events.js';
import { standingBreaches } from '../../../domain/support-case/sla.js';
import { secondsToFirstReply, secondsToSolution, statusOf } from '../../../domain/support-case/state.js';
import { statusIntervals } from '../../../domain/support-case/timeline.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const given = givenDecider(supportCaseAggregate);
const at = (hour: string) => `2026-03-01T${hour}:00:00.000Z`;
const data = (more: object) => ({ caseId: '42', occurredAt: at('09'), ...more });
const command = (type: string, more: object = {}) => valid(SupportCaseCommand)({ type, data: data(more) });
const event = (type: string, more: object = {}) => valid(SupportCaseEvent)({ type, data: data(more) });
const opened = (hour: string) => event('CaseOpened', { channel: 'ticket', occurredAt: at(hour) });
const solved = (hour: string) => event('CaseSolved', { occurredAt: at(hour) });
const reopened = (hour: string) => event('CaseReopened', { occurredAt: at(hour) });

const folded = (...events: ReadonlyArray<SupportCaseEvent>) =>
  events.reduce(supportCaseAggregate.evolve, supportCaseAggregate.initialState);

describe('a support case', () => {
  it('is solved though nobody said that it was opened', () => {
    given([])
      .when(command('SolveCase'))
      .then([event('CaseSolved')]);
  });

  it('may be solved again at another time', () => {
    given([solved('08')])
      .when(command('SolveCase'))
      .then([event('CaseSolved')]);
  });

  it('has nothing to record when told again what it holds', () => {
    const rating = { score: 1, raw: 'good', comment: null };
    given([opened('09'), solved('09')])
      .when(command('OpenCase', { channel: 'ticket' }))
      .thenNothing();
    given([solved('09'), reopened('10')])
      .when(command('SolveCase'))
      .thenNothing();
    given([reopened('09')])
      .when(command('ReopenCase'))
      .thenNothing();
    given([event('CasePriorityChanged', { priority: 'high' })])
      .when(command('ChangeCasePriority', { priority: 'high' }))
      .thenNothing();
    given([event('CaseLinked', { accountId: 'acme' })])
      .when(command('LinkCase', { accountId: 'acme' }))
      .thenNothing();
    given([event('CaseSatisfactionRated', rating)])
      .when(command('RateCaseSatisfaction', rating))
      .thenNothing();
  });

  it('was first answered at the earliest of its replies', () => {
    const replied = (hour: string) => event('CaseReplied', { occurredAt: at(hour) });
    given([replied('10')])
      .when(command('RecordReply', { occurredAt: at('09') }))
      .then([replied('09')]);
    given([replied('09')])
      .when(command('RecordReply', { occurredAt: at('10') }))
      .thenNothing();
    expect(folded(replied('12'), replied('10'), replied('11')).firstRepliedAt).toBe(at('10'));
  });

  it('missed a promise once, at the earliest time it was seen to, where nobody says when', () => {
    const seen = (hour: string, metric = 'Gold') =>
      event('CaseSlaBreached', { occurredAt: at(hour), metric, exact: false });
    const breach = (hour: string) => command('BreachCaseSla', { occurredAt: at(hour), metric: 'Gold', exact: false });
    given([seen('11')])
      .when(breach('10'))
      .then([seen('10')]);
    given([seen('10')])
      .when(breach('11'))
      .thenNothing();
    const held = folded(seen('12'), seen('10'), seen('11'), seen('11', 'Silver'));
    expect(standingBreaches(held.slaBreaches).map((one) => [one.at, one.metric])).toEqual([
      [at('10'), 'Gold'],
      [at('11'), 'Silver'],
    ]);
  });

  it('goes through its statuses by time, whatever the order of arrival', () => {
    expect(statusIntervals(folded(solved('12'), reopened('14'), solved('18'), opened('09')))).toEqual([
      { status: 'open', from: at('09'), until: at('12') },
      { status: 'solved', from: at('12'), until: at('14') },
      { status: 'open', from: at('14'), until: at('18') },
      { status: 'solved', from: at('18'), until: null },
    ]);
  });

  it('shows neither a status twice running nor one that took no time', () => {
    expect(statusIntervals(folded(opened('09'), solved('12'), solved('13'), reopened('13')))).toEqual([
      { status: 'open', from: at('09'), until: at('12') },
      { status: 'solved', from: at('12'), until: null },
    ]);
  });

  it('has no status before anything is said about it', () => {
    expect(statusOf(folded(event('CaseLinked', { accountId: 'acme' })))).toBeUndefined();
    expect(statusOf(folded(opened('09')))).toBe('open');
    expect(statusOf(folded(opened('09'), solved('10')))).toBe('solved');
  });

  it('is neither open nor solved once it is deleted, and what it was when it is restored', () => {
    const deleted = (hour: string) => event('CaseDeleted', { occurredAt: at(hour) });
    const restored = (hour: string) => event('CaseRestored', { occurredAt: at(hour) });
    const statuses = (...events: ReadonlyArray<SupportCaseEvent>) =>
      statusIntervals(folded(...events)).map(({ status }) => status);
    expect(statuses(restored('14'), deleted('12'), opened('09'))).toEqual(['open', 'deleted', 'open']);
    expect(statuses(opened('09'), solved('10'), deleted('12'), restored('14'))).toEqual(['open', 'solved']);
    expect(statuses(opened('09'), solved('10'), deleted('12'), reopened('14'))).toEqual(['open', 'solved', 'open']);
    expect(statuses(reopened('14'), deleted('12'))).toEqual(['deleted', 'open']);
    expect(statuses(opened('09'), deleted('09'))).toEqual(['deleted']);
    given([deleted('09')])
      .when(command('DeleteCase'))
      .thenNothing();
  });

  it('was replied to when the first reply was given', () => {
    const replied = (hour: string) => event('CaseReplied', { occurredAt: at(hour) });
    expect(secondsToFirstReply(folded(replied('12'), opened('09'), replied('10')))).toBe(3600);
    expect(secondsToFirstReply(folded(replied('12')))).toBeUndefined();
    expect(secondsToFirstReply(folded(opened('09')))).toBeUndefined();
    given([replied('08')])
      .when(command('RecordReply'))
      .thenNothing();
    given([replied('10')])
      .when(command('RecordReply'))
      .then([replied('09')]);
  });

  it('took until it was solved the last time, while it is solved', () => {
    expect(secondsToSolution(folded(solved('12'), opened('09')))).toBe(3 * 3600);
    expect(secondsToSolution(folded(reopened('13'), solved('12'), opened('09')))).toBeUndefined();
    expect(secondsToSolution(folded(solved('15'), reopened('13'), solved('12'), opened('09')))).toBe(6 * 3600);
    expect(secondsToSolution(folded(solved('12')))).toBeUndefined();
  });

  it('breaches each promise once, and not one that was taken back', () => {
    const breached = (metric: string | null) => event('CaseSlaBreached', { metric, exact: true });
    const withdrawn = event('CaseSlaBreachWithdrawn', { metric: 'reply_time' });
    const metrics = (...events: ReadonlyArray<SupportCaseEvent>) =>
      standingBreaches(folded(...events).slaBreaches).map(({ metric }) => metric);
    expect(metrics(breached('reply_time'), breached(null), breached('reply_time'))).toEqual(['reply_time']);
    expect(metrics(breached(null))).toEqual([null]);
    expect(metrics(withdrawn, breached('reply_time'), breached('resolution_time'))).toEqual(['resolution_time']);
    given([withdrawn])
      .when(command('BreachCaseSla', { metric: 'reply_time', exact: true }))
      .thenNothing();
  });

  it('goes on as the case it was merged into last', () => {
    const merged = (hour: string, into: string) => event('CaseMerged', { occurredAt: at(hour), into });
    expect(folded(merged('12', '7'), merged('10', '6')).mergedInto?.value).toBe('7');
    given([merged('09', '7')])
      .when(command('MergeCase', { into: '7' }))
      .thenNothing();
  });

  it('folds to the same state in any order, with any repetition', () => {
    foldsTheSameInAnyOrder(SupportCaseEvent, supportCaseAggregate);
  });
});
