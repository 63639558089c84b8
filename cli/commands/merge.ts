import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import type { Command as DomainCommand } from '../../application/commands.js';
import { aggregateOf } from '../../application/commands.js';
import { handleCommand } from '../../application/handle-command.js';
import { positionToText } from '../../application/position.js';
import { AccountId } from '../../domain/ids.js';
import { timestampOf } from '../../domain/primitives.js';
import { withAdapters } from '../with-adapters.js';

const accountId = (text: string): AccountId => {
  if (!AccountId.is(text)) throw new Error(`${text} is not the id of an account`);
  return text;
};

const say = (command: DomainCommand): Promise<void> =>
  withAdapters(async ({ eventStore }) => {
    const id = randomUUID();
    const context = { correlationId: id, causationId: null, actor: 'cli', source: null, fact: ['cli', id] };
    const handled = await handleCommand(eventStore)(aggregateOf(command))(command, context)();
    if (E.isRight(handled)) {
      const { position } = handled.right;
      process.stdout.write(
        `stands in the log at ${position === undefined ? 'no position' : positionToText(position)}\n`,
      );
      return;
    }
    const { left } = handled;
    throw new Error(left._tag === 'CommandRefused' ? left.refusal._tag : left._tag);
  });

export const mergeCommand = new Command('merge')
  .description('Two accounts are one: from now on the first is read as part of the second.')
  .argument('<account>', 'its id')
  .argument('<into>', 'the id of the account it is part of')
  .action((account: string, into: string) =>
    say({
      type: 'MergeAccount',
      data: { accountId: accountId(account), into: accountId(into), occurredAt: timestampOf(Date.now()) },
    }),
  );

export const separateCommand = new Command('separate')
  .description('Take the merge of an account back. It is not matched to another again.')
  .argument('<account>', 'its id')
  .action((account: string) =>
    say({
      type: 'SeparateAccount',
      data: { accountId: accountId(account), occurredAt: timestampOf(Date.now()) },
    }),
  );
