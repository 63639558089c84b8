import { expect, it } from 'vitest';
import { differences } from './differences.js';

it('what is not held as it is, is told thing by thing and field by field', () => {
  const truth = { 'account 1': { name: 'Larch', seats: 5 }, 'case 2': { status: 'solved' }, 'contact 3': {} };
  const held = { 'account 1': { name: 'Larch', seats: 4, plan: 'growth' }, 'contact 3': {}, 'used 4': { quantity: 1 } };
  expect(differences(truth, held)).toEqual([
    'account 1 seats: is 5, held as 4',
    'case 2: is missing',
    'used 4: is held, and there is no such thing',
  ]);
  expect(differences(truth, { ...truth, 'account 1': { ...truth['account 1'], seats: undefined } })).toEqual([
    'account 1 seats: is 5, held as nothing',
  ]);
});
