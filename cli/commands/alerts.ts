import { Command, Option } from 'commander';
import { AlertStatus } from '../../domain/alert/names.js';
import { AlertId } from '../../domain/ids.js';
import { timestampOf } from '../../domain/primitives.js';
import { wholeBook } from '../../domain/whole-book.js';
import { type Alert, makeAlertQueries } from '../../projections/alerts/queries.js';
import { changeAlert } from '../../read-api/questions/change-alert.js';
import { answered } from '../answered.js';
import { asker } from '../asker.js';
import { withAdapters } from '../with-adapters.js';

const inWords = ({ alertId, ruleName, accountId, status, openedAt, seen, deliveries }: Alert): string => {
  const { what, ...cause } = seen;
  const reached = deliveries.map(({ channel, state, reason }) => `${channel} ${state}${reason ? `: ${reason}` : ''}`);
  return [
    `${alertId}  ${status} since it was opened ${openedAt}`,
    `  ${ruleName}: ${accountId === wholeBook ? 'all accounts' : accountId}, ${what} ${JSON.stringify(cause)}`,
    ...(reached.length === 0 ? [] : [`  told ${reached.join(', ')}`]),
    '',
  ].join('\n');
};

type Options = { readonly status?: string; readonly limit: string; readonly json?: true };

const list = new Command('list')
  .description('List the latest alerts.')
  .addOption(new Option('--status <status>', 'of this state only').choices(['open', 'acknowledged', 'resolved']))
  .option('--limit <number>', 'at most so many', '50')
  .option('--json', 'print JSON')
  .action(({ status, limit, json }: Options) =>
    withAdapters(async ({ knex }) => {
      const wanted = AlertStatus.is(status) ? { status } : {};
      const { items } = await makeAlertQueries(knex).list(wanted, { limit: Number(limit) });
      const words = items.map(inWords).join('') || 'there are no such alerts\n';
      process.stdout.write(json ? `${JSON.stringify(items)}\n` : words);
    }),
  );

const changing = (what: 'acknowledge' | 'resolve', description: string): Command =>
  new Command(what)
    .description(description)
    .argument('<alert>', 'its id')
    .action((id: string) =>
      withAdapters(async ({ eventStore }) => {
        if (!AlertId.is(id)) throw new Error(`${id} is not the id of an alert`);
        const change = changeAlert({ eventStore, clock: () => timestampOf(Date.now()) });
        const { position } = await answered(change[what](id, asker()));
        process.stdout.write(`${id} is ${what}d; the log says so at ${position ?? 'no position'}\n`);
      }),
    );

export const alertsCommand = new Command('alerts')
  .description('List alerts, acknowledge and resolve them.')
  .addCommand(list, { isDefault: true })
  .addCommand(changing('acknowledge', 'Somebody looks into it: it is not escalated.'))
  .addCommand(changing('resolve', 'It is done with; the rule alerts again once what it is about has ended.'));
