import { describe, it } from 'vitest';
import { accountAggregate } from '../../../domain/account/aggregate.js';
import { AccountCommand } from '../../../domain/account/commands.js';
import { AccountEvent } from '../../../domain/account/events.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const given = givenDecider(accountAggregate);
const noon = '2026-03-01T12:00:00.000Z';
const evening = '2026-03-01T18:00:00.000Z';

const data = (more: object) => ({ accountId: 'acme', occurredAt: noon, ...more });
const command = (type: string, more: object) => valid(AccountCommand)({ type, data: data(more) });
const event = (type: string, more: object) => valid(AccountEvent)({ type, data: data(more) });

const ref = { source: 'hubspot', connection: 'demo', id: '17' };
const euros = (amount: string) => ({ amount, currency: 'EUR' });
const term = { contractId: 'c1', arr: euros('1200.00'), startsOn: '2026-03-01', endsOn: '2027-03-01' };

describe('an account', () => {
  it('is registered under each reference once', () => {
    given([])
      .when(command('RegisterAccount', { ref }))
      .then([event('AccountRegistered', { ref })]);
    given([event('AccountRegistered', { ref })])
      .when(command('RegisterAccount', { ref, occurredAt: evening }))
      .thenNothing();
  });

  it('is registered earlier when an older fact turns up', () => {
    given([event('AccountRegistered', { ref, occurredAt: evening })])
      .when(command('RegisterAccount', { ref }))
      .then([event('AccountRegistered', { ref })]);
  });

  it('records a profile value again when it is said at a later time, since an older one may still arrive', () => {
    given([event('AccountProfileChanged', { changes: { industry: 'Retail' } })])
      .when(command('ChangeAccountProfile', { changes: { industry: 'Retail' }, occurredAt: evening }))
      .then([event('AccountProfileChanged', { changes: { industry: 'Retail' }, occurredAt: evening })]);
  });

  it('does nothing when told again what it holds', () => {
    given([event('AccountProfileChanged', { changes: { industry: 'Retail', plan: null } })])
      .when(command('ChangeAccountProfile', { changes: { plan: null } }))
      .thenNothing();
    given([event('LifecycleStageChanged', { stage: 'customer' })])
      .when(command('ChangeLifecycleStage', { stage: 'customer' }))
      .thenNothing();
    given([event('ContractSigned', term)])
      .when(command('SignContract', term))
      .thenNothing();
    given([event('AccountMerged', { into: 'umbrella' })])
      .when(command('MergeAccount', { into: 'umbrella' }))
      .thenNothing();
  });

  it('takes facts about a contract whose signing is not known yet', () => {
    const renewal = { contractId: 'c1', arr: euros('1500'), effectiveOn: '2027-03-01', endsOn: '2028-03-01' };
    given([])
      .when(command('RenewContract', renewal))
      .then([event('ContractRenewed', renewal)]);
    const cancellation = { contractId: 'c1', effectiveOn: '2026-09-01', reason: 'moved' };
    given([])
      .when(command('CancelContract', cancellation))
      .then([event('ContractCancelled', cancellation)]);
    const amendment = { contractId: 'c1', arr: euros('900'), effectiveOn: '2026-06-01' };
    given([])
      .when(command('AmendContract', amendment))
      .then([event('ContractAmended', amendment)]);
  });

  it('refuses a contract that ends before it starts', () => {
    given([])
      .when(command('SignContract', { ...term, endsOn: '2026-03-01' }))
      .thenRefused('ContractEndsBeforeItStarts');
    given([])
      .when(
        command('RenewContract', {
          contractId: 'c1',
          arr: euros('1'),
          effectiveOn: '2026-03-02',
          endsOn: '2026-03-01',
        }),
      )
      .thenRefused('ContractEndsBeforeItStarts');
  });

  it('refuses a contract of negative value', () => {
    given([])
      .when(command('SignContract', { ...term, arr: euros('-0.01') }))
      .thenRefused('ContractValueNegative');
    given([])
      .when(command('AmendContract', { contractId: 'c1', arr: euros('-5'), effectiveOn: '2026-06-01' }))
      .thenRefused('ContractValueNegative');
  });

  it('is separated again, and merged again', () => {
    given([event('AccountMerged', { into: 'umbrella' })])
      .when(command('SeparateAccount', { occurredAt: evening }))
      .then([event('AccountSeparated', { occurredAt: evening })]);
    given([event('AccountSeparated', { occurredAt: evening })])
      .when(command('SeparateAccount', { occurredAt: evening }))
      .thenNothing();
    given([event('AccountSeparated', {})])
      .when(command('MergeAccount', { into: 'umbrella', occurredAt: evening }))
      .then([event('AccountMerged', { into: 'umbrella', occurredAt: evening })]);
  });

  it('refuses to be merged into itself', () => {
    given([])
      .when(command('MergeAccount', { into: 'acme' }))
      .thenRefused('AccountMergedIntoItself');
  });

  it('folds to the same state in any order, with any repetition', () => {
    foldsTheSameInAnyOrder(AccountEvent, accountAggregate);
  });
});
