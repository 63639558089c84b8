import { Argument, Command, Option } from 'commander';
import type { Adapters } from '../../infrastructure/adapters.js';
import { generationName } from '../../projections/generation.js';
import type { Projection } from '../../projections/projection.js';
import { discardOthers, type Rebuilt, rebuild, rollBack } from '../../projections/rebuilding/rebuild.js';
import { headOf, type RebuildDeps } from '../../projections/rebuilding/rebuild-deps.js';
import { projections } from '../../projections/registry.js';
import { failurePolicy } from '../../roles/failure-policy.js';
import { generationsInWords } from '../generations-in-words.js';
import { onInterrupt } from '../on-interrupt.js';
import { parityInWords } from '../parity-in-words.js';
import { rebuildProgress } from '../rebuild-progress.js';
import { withAdapters } from '../with-adapters.js';

type Options = {
  readonly acceptDifferences?: true;
  readonly afresh?: true;
  readonly rollback?: true;
  readonly discard?: true;
  readonly list?: true;
  readonly json?: true;
};

const print = (text: string): void => {
  process.stdout.write(text);
};

const bigintAsText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);

const asJson = ({ generation, ...rebuilt }: Rebuilt): string =>
  `${JSON.stringify({ generation: generationName(generation), ...rebuilt }, bigintAsText)}\n`;

const inWords = ({ generation, outcome, parity, parked }: Rebuilt): string => {
  const name = generationName(generation);
  return [
    parity === undefined ? 'nothing was live to compare it with\n' : parityInWords(parity),
    ...parked.map(({ streamName, reason }) => `parked ${streamName}: ${reason}\n`),
    outcome === 'live'
      ? `${name} is live\n`
      : `${name} is not live: rows differ. Run again with --accept-differences, or, after a correction, with --afresh\n`,
  ].join('');
};

const list = async ({ eventStore, generations, readStore }: Adapters, { name }: Projection): Promise<void> => {
  await readStore.prepare([]);
  print(generationsInWords(await generations.list(name), await headOf(eventStore), Date.now()));
};

const discard = async (deps: RebuildDeps, projection: Projection): Promise<void> => {
  for (const { generation, outcome } of await discardOthers(deps, projection))
    print(`${generationName(generation)}: ${outcome}\n`);
};

const run = async (
  deps: RebuildDeps,
  projection: Projection,
  { acceptDifferences, afresh, json, rollback }: Options,
): Promise<void> => {
  const signal = onInterrupt('interrupted: run it again to go on where it stopped');
  if (rollback) {
    print(`${generationName(await rollBack(deps, projection, signal))} is live\n`);
    return;
  }
  const rebuilt = await rebuild(deps, projection, {
    acceptDifferences: acceptDifferences === true,
    afresh: afresh === true,
    signal,
  });
  print(json ? asJson(rebuilt) : inWords(rebuilt));
  if (rebuilt.outcome === 'different') process.exitCode = 1;
};

export const rebuildCommand = new Command('rebuild')
  .description(
    'Fold the log into new tables of a read model, compare them with the live ones, and let queries see them. Run it again to go on where it stopped. Exits with 1 where rows differ.',
  )
  .addArgument(new Argument('<read model>', 'which').choices(projections.map(({ name }) => name)))
  .option('--accept-differences', 'go live even where rows differ that were not declared to')
  .option('--afresh', 'start anew instead of going on with what an earlier run left')
  .addOption(
    new Option('--rollback', 'let queries see again what they saw before the last rebuild').conflicts('afresh'),
  )
  .addOption(new Option('--discard', 'drop everything that queries do not see').conflicts(['rollback', 'afresh']))
  .addOption(new Option('--list', 'show what there is').conflicts(['rollback', 'afresh', 'discard']))
  .option('--json', 'print JSON')
  .action((name: string, options: Options) =>
    withAdapters(async (adapters) => {
      const projection = projections.find((each) => each.name === name);
      if (projection === undefined) throw new Error(`there is no read model ${name}`);
      if (options.list) return list(adapters, projection);
      const { report, stop } = rebuildProgress();
      const { eventStore, readStore: store, generations } = adapters;
      const deps = { eventStore, store, generations, policy: failurePolicy, report };
      return options.discard ? discard(deps, projection) : run(deps, projection, options).finally(stop);
    }),
  );
