import { InvalidArgumentError } from 'commander';
import { makeSecret } from '../../application/connections/make-secret.js';
import { retireOldSecrets } from '../../application/connections/retire-old-secrets.js';
import { OVERLAP_HOURS, rotateSecret } from '../../application/connections/rotate-secret.js';
import { answered } from '../answered.js';
import { commandOnConnection, depsOf, requestOf } from '../connection-change.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly secret?: string; readonly overlapHours: number; readonly retireOld?: true };

const hours = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > OVERLAP_HOURS.most)
    throw new InvalidArgumentError(`It is a whole number of hours from 0 to ${OVERLAP_HOURS.most}.`);
  return value;
};

export const rotateSecretCommand = commandOnConnection(
  'rotate-secret',
  'Give a connection a new secret and print it. The old one is taken besides, for the vendor to be told the new one meanwhile.',
)
  .option('--secret <secret>', 'the new secret; made up when left out')
  .option('--overlap-hours <hours>', 'how long the old one is taken besides', hours, OVERLAP_HOURS.usual)
  .option('--retire-old', 'only end the old one now, when the vendor has the new one')
  .action((source: string, name: string, { secret = makeSecret(), overlapHours, retireOld }: Options) =>
    withAdapters(async (adapters) => {
      const deps = depsOf(adapters);
      const request = requestOf(source, name);
      if (retireOld) {
        await answered(retireOldSecrets(deps)(request));
        process.stdout.write(`${source}/${name} takes its newest secret only\n`);
        return;
      }
      await answered(rotateSecret(deps)(request, { secret, overlapHours }));
      process.stdout.write(`${secret}\n`);
    }),
  );
