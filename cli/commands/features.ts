import { Command } from 'commander';
import type { DescribedFeature } from '../../application/ports/feature-queries.js';
import { makeFeatureStore } from '../../roles/feature-store.js';
import { verifyFeatures } from '../../roles/verify-features.js';
import { parityInWords } from '../feature-parity-in-words.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly json?: true };

const inWords = ({ column, hash, window, nullRule, description }: DescribedFeature): string =>
  [
    `${column}  ${hash}`,
    `  ${description}`,
    `  ${window === null ? 'from all there was' : `over ${window} days`}, missing: ${nullRule}`,
    '',
  ].join('\n');

const listCommand = new Command('list')
  .description('List the features that are declared, in every version that is kept.')
  .option('--json', 'print JSON, with how each spreads over the accounts')
  .action(({ json }: Options) =>
    withAdapters(async (adapters) => {
      const { queries } = makeFeatureStore(adapters);
      const { set, definitions } = queries;
      process.stdout.write(
        json
          ? `${JSON.stringify({ set, definitions, statistics: await queries.statistics() })}\n`
          : `${definitions.map(inWords).join('')}${definitions.length} features, set ${set}\n`,
      );
    }),
  );

const parityCommand = new Command('parity')
  .description('Compare the features that are served with what the facts give. Exits with 1 on a difference.')
  .option('--json', 'print JSON')
  .action(({ json }: Options) =>
    withAdapters(async (adapters) => {
      const found = await verifyFeatures(adapters);
      process.exitCode = found.differing.length === 0 ? 0 : 1;
      process.stdout.write(json ? `${JSON.stringify(found)}\n` : parityInWords(found));
    }),
  );

export const featuresCommand = new Command('features')
  .description('What predictions are told from.')
  .addCommand(listCommand)
  .addCommand(parityCommand);
