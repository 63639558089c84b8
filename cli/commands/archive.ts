import { Command } from 'commander';
import { positionToText } from '../../application/position.js';
import { archiveFolder, readEnvironment } from '../../infrastructure/config.js';
import { archiveStatus, verifyArchive } from '../../infrastructure/log-archive/inspect-archive.js';
import { discardArchive } from '../../infrastructure/log-archive/log-archive.js';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const folderOf = (): string => {
  const folder = archiveFolder(readEnvironment());
  if (folder === undefined) throw new Error('TREERING_ARCHIVE is off: no archive is kept');
  return folder;
};

const unlessMissing = async <A>(look: Promise<A>, folder: string): Promise<A> =>
  look.catch((error: unknown) => {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw isMissing ? new Error(`there is no archive in ${folder}`) : error;
  });

const status = async (): Promise<void> => {
  const folder = folderOf();
  const { files, bytes, upTo } = await unlessMissing(archiveStatus(folder), folder);
  say(`${folder}: ${files} files, ${(bytes / 2 ** 20).toFixed(1)} MiB, up to position ${positionToText(upTo)}`);
};

const verify = async (): Promise<void> => {
  const folder = folderOf();
  const { events, upTo, damages, overlaps } = await unlessMissing(verifyArchive(folder), folder);
  for (const { file, reason, after, upTo: end } of damages) {
    say(`DAMAGED  from ${positionToText(after)} to ${positionToText(end)}  ${file ?? 'missing'}: ${reason}`);
  }
  for (const { after, upTo: end } of overlaps) {
    say(`OVERLAP  from ${positionToText(after)} to ${positionToText(end)}`);
  }
  say(`${events} events read, up to position ${positionToText(upTo)}`);
  if (damages.length > 0) say('what is damaged is read from the log, and written anew, by whoever reads it next');
  process.exitCode = damages.length === 0 ? 0 : 1;
};

const discard = async (): Promise<void> => {
  const folder = folderOf();
  await discardArchive(folder);
  say(`${folder} is empty: it is written anew as the log is read`);
};

export const archiveCommand = new Command('archive')
  .description('The local copy of the log that history is read from. Needs no running Treering.')
  .addCommand(new Command('status').description('how large it is, and how far it reaches').action(status))
  .addCommand(
    new Command('verify')
      .description('read all of it, and say what is damaged; exits with 1 if something is')
      .action(verify),
  )
  .addCommand(
    new Command('discard')
      .description('take it away, as after the log was restored or replaced; Treering must not run')
      .action(discard),
  );
