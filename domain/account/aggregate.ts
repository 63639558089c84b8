import type { Aggregate } from '../decider.js';
import type { AccountCommand } from './commands.js';
import { decide } from './decide.js';
import type { AccountRefusal } from './errors.js';
import type { AccountEvent } from './events.js';
import { type AccountState, evolve, initialAccount } from './state.js';
import { accountStream } from './stream.js';

export const accountAggregate: Aggregate<AccountCommand, AccountState, AccountEvent, AccountRefusal> = {
  category: 'account',
  streamOf: (command) => accountStream(command.data.accountId),
  initialState: initialAccount,
  decide,
  evolve,
};
