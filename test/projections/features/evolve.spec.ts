import { describe, it } from 'vitest';
import { featuresProjection } from '../../../projections/features/evolve.js';
import { fact } from '../../support/fact.js';
import { givenProjection } from '../../support/given-projection.js';

const linked = (accountId: string | null, occurredAt: string) =>
  fact('CaseLinked', { caseId: 'c1', accountId, occurredAt });
const opened = fact('CaseOpened', { caseId: 'c1', occurredAt: '2026-03-01T10:00:00Z', channel: 'ticket' });

describe('facts of features', () => {
  const given = givenProjection(featuresProjection);

  it('are kept each with both of its times, once however often they come', () =>
    given([])
      .when([opened], { delivered: 2 })
      .thenRow('feature_facts', ['supportcase-c1'], {
        facts: { 0: { event: opened, recordedAt: '2026-06-01T00:00:01.000Z' } },
        account_id: null,
      }));

  it('belong to the account they were last tied to', () =>
    given([linked('birch', '2026-03-03T00:00:00Z')])
      .when([opened, linked('acme', '2026-03-02T00:00:00Z')])
      .thenRow('feature_facts', ['supportcase-c1'], { account_id: 'birch' }));

  it('tell which account another turned out to be, until that is taken back', () =>
    given([fact('AccountMerged', { accountId: 'a', into: 'b', occurredAt: '2026-03-01T00:00:00Z' })])
      .when([fact('AccountSeparated', { accountId: 'a', occurredAt: '2026-03-02T00:00:00Z' })])
      .thenRow('feature_facts', ['account-a'], { account_id: 'a', merged_into: 'a' }));

  it('hold nothing personal', () =>
    given([])
      .when([
        fact('StakeholderIdentified', {
          ...{ stakeholderId: 'p1', occurredAt: '2026-03-01T00:00:00Z', lastName: null, email: null, title: null },
          ...{ firstName: { _tag: 'Present', subject: 's1', value: 'Ada' }, role: 'champion' },
        }),
      ])
      .thenRow('feature_facts', ['stakeholder-p1'], {
        facts: { 0: { event: { data: { firstName: null, role: 'champion' } } } },
      }));
});
