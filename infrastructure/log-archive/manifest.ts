import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { bytesOf, publish } from './archive-folder.js';

const FORMAT = 1;
const NAME = 'manifest.json';

const Manifest = t.strict({ format: t.number, categories: t.readonlyArray(t.string) }, 'Manifest');

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Why the archive in a folder is of no use to a program that reads these categories; `undefined` if it is, or there is none. */
export const objectionTo = async (folder: string, categories: ReadonlyArray<string>): Promise<string | undefined> => {
  const bytes = await bytesOf(folder, NAME);
  if (bytes === undefined) return undefined;
  const manifest = Manifest.decode(parsed(bytes.toString()));
  if (E.isLeft(manifest)) return 'its manifest cannot be read';
  const { format, categories: held } = manifest.right;
  if (format !== FORMAT) return `it has format ${format}, and this program writes ${FORMAT}`;
  const same = held.length === categories.length && categories.every((category) => held.includes(category));
  return same ? undefined : `it holds ${held.join(', ')}, and this program reads ${categories.join(', ')}`;
};

export const writeManifest = async (folder: string, categories: ReadonlyArray<string>): Promise<void> => {
  await writeFile(join(folder, `${NAME}.new`), `${JSON.stringify({ format: FORMAT, categories })}\n`, { flush: true });
  await publish(folder, `${NAME}.new`, NAME);
};

export const hasManifest = async (folder: string): Promise<boolean> => (await bytesOf(folder, NAME)) !== undefined;
