import { Command, Option } from 'commander';
import { readEnvironment } from '../../infrastructure/config.js';
import { jwtSecret } from '../../infrastructure/embedded/jwt-secret.js';
import { permissions, Role } from '../../read-api/permissions.js';
import { signToken } from '../../read-api/sign-token.js';

type Options = { readonly role: string; readonly subject: string; readonly hours: string };

export const tokenCommand = new Command('token')
  .description('Print a token for the API, and nothing else.')
  .addOption(
    new Option('--role <role>', 'what the token may do').choices(Object.keys(permissions)).makeOptionMandatory(),
  )
  .option('--subject <subject>', 'whom it is for, by an id, never by a name', 'cli')
  .option('--hours <hours>', 'how long it is good for', '720')
  .action(async ({ role, subject, hours }: Options) => {
    const ttlSeconds = Number(hours) * 3_600;
    if (!Role.is(role)) throw new Error(`there is no role ${role}`);
    if (!(ttlSeconds > 0)) throw new Error('--hours must be a number above 0');
    process.stdout.write(`${signToken(await jwtSecret(readEnvironment()), { role, subject, ttlSeconds })}\n`);
  });
