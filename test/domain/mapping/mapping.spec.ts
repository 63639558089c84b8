import { describe, it } from 'vitest';
import { mappingAggregate } from '../../../domain/mapping/aggregate.js';
import { MappingCommand } from '../../../domain/mapping/commands.js';
import { MappingSaved } from '../../../domain/mapping/events.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const definition = (id: string) => ({
  records: [{ kind: 'account', records: '', id, changedAt: { from: '/at' }, fields: [] }],
});
const of = (id: string) => ({
  source: 'custom-crm',
  connection: 'own',
  occurredAt: '2026-03-01T09:30:00Z',
  definition: definition(id),
});
const saved = (version: number, id: string) =>
  valid(MappingSaved)({ type: 'MappingSaved', data: { ...of(id), version } });
const save = (id: string) => valid(MappingCommand)({ type: 'SaveMapping', data: of(id) });
const given = givenDecider(mappingAggregate);

describe('the mapping of a connection', () => {
  it('counts its versions from 1', () => {
    given([])
      .when(save('/id'))
      .then([saved(1, '/id')]);
    given([saved(1, '/id')])
      .when(save('/key'))
      .then([saved(2, '/key')]);
  });

  it('has no new version when what is in use is saved again, and one when it goes back', () => {
    given([saved(1, '/id')])
      .when(save('/id'))
      .thenNothing();
    given([saved(1, '/id'), saved(2, '/key')])
      .when(save('/id'))
      .then([saved(3, '/id')]);
  });

  it('folds to the same versions in any order', () => foldsTheSameInAnyOrder(MappingSaved, mappingAggregate));
});
