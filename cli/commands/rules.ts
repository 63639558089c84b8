import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { AlertRuleId } from '../../domain/ids.js';
import { timestampOf } from '../../domain/primitives.js';
import type { Adapters } from '../../infrastructure/adapters.js';
import { type AlertRule, makeAlertQueries } from '../../projections/alerts/queries.js';
import { AlertRuleInput } from '../../read-api/parameters/alert-rules.js';
import { changeAlertRules } from '../../read-api/questions/change-alert-rules.js';
import { answered } from '../answered.js';
import { asker } from '../asker.js';
import { decoded } from '../decoded.js';
import { withAdapters } from '../with-adapters.js';

const inWords = ({ ruleId, name, paused, savedAt, watch, accounts, plan }: AlertRule): string =>
  [
    `${ruleId}  ${name}${paused ? ', paused' : ''}`,
    `  saved     ${savedAt}`,
    `  watches   ${JSON.stringify(watch)}`,
    `  accounts  ${JSON.stringify(accounts)}`,
    `  tells     ${plan.channels.join(', ')}${plan.escalation ? `, later ${plan.escalation.channels.join(', ')}` : ''}`,
    '',
  ].join('\n');

const changesOf = ({ eventStore, alertChannels }: Adapters) =>
  changeAlertRules({ eventStore, alertChannels, clock: () => timestampOf(Date.now()) });

const ruleId = (text: string): AlertRuleId => {
  if (!AlertRuleId.is(text)) throw new Error(`${text} is not the id of a rule`);
  return text;
};

const list = new Command('list')
  .description('List the rules that alerts are made of.')
  .option('--json', 'print JSON')
  .action(({ json }: { readonly json?: true }) =>
    withAdapters(async ({ knex }) => {
      const { items } = await makeAlertQueries(knex).rules();
      process.stdout.write(json ? `${JSON.stringify(items)}\n` : items.map(inWords).join('') || 'there are no rules\n');
    }),
  );

const save = new Command('save')
  .description('Save a rule, new or instead of the one of this id.')
  .argument('<rule>', 'its id')
  .argument('<file>', 'JSON: name, watch, accounts and plan')
  .action((id: string, file: string) =>
    withAdapters(async (adapters) => {
      const rule = await decoded(AlertRuleInput, JSON.parse(await readFile(file, 'utf8')), 'body');
      await answered(changesOf(adapters).save(ruleId(id), rule, asker()));
      process.stdout.write(`${id} is saved\n`);
    }),
  );

const changing = (what: 'pause' | 'resume', description: string, done: string): Command =>
  new Command(what)
    .description(description)
    .argument('<rule>', 'its id')
    .action((id: string) =>
      withAdapters(async (adapters) => {
        await answered(changesOf(adapters)[what](ruleId(id), asker()));
        process.stdout.write(`${id} is ${done}\n`);
      }),
    );

export const rulesCommand = new Command('rules')
  .description('List what alerts are made of, save, pause and resume it.')
  .addCommand(list, { isDefault: true })
  .addCommand(save)
  .addCommand(changing('pause', 'Open no alerts for now.', 'paused'))
  .addCommand(changing('resume', 'Open alerts again.', 'in use'));
