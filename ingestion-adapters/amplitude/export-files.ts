import { gunzipSync } from 'node:zlib';
import { type UnzipFileInfo, unzipSync } from 'fflate';
import { MEBIBYTE } from '../vendor.js';

export type ExportLimits = {
  /** Files in an archive. */
  readonly files: number;
  /** Of all files together, as they lie in the archive, each compressed. */
  readonly compressed: number;
  /** Of the lines of one file. */
  readonly aFile: number;
  /** Of the lines of all files together. */
  readonly all: number;
};

const LIMITS: ExportLimits = {
  files: 20_000,
  compressed: 256 * MEBIBYTE,
  aFile: 128 * MEBIBYTE,
  all: 1_024 * MEBIBYTE,
};

export type ExportFile =
  | { readonly _tag: 'Lines'; readonly name: string; readonly lines: Buffer }
  | { readonly _tag: 'Unreadable'; readonly name: string; readonly bytes: Buffer; readonly reason: string };

/** What the directory says of one file takes at least so many bytes (APPNOTE.TXT, 4.3.12). */
const BYTES_AN_ENTRY = 46;

/** Looks at the directory of an archive. Throws where there is none, or where it is longer than may be. */
const unzip = (body: Buffer, most: number, filter: (file: UnzipFileInfo) => boolean) => {
  let files = 0;
  return unzipSync(body, {
    filter: (file) => {
      files++;
      if (files > most) throw new Error(`the archive has more than ${most} files`);
      if (file.name === '' || files * BYTES_AN_ENTRY > body.length) throw new Error('the directory is damaged');
      return filter(file);
    },
  });
};

/** Whether the archive has come to its end, where its directory stands. */
export const isWholeZip = (body: Buffer): boolean => {
  try {
    unzip(body, LIMITS.files, () => false);
    return true;
  } catch {
    return false;
  }
};

const NOTHING = Buffer.alloc(0);
/** DEFLATE makes no more than this of a byte (https://zlib.net/zlib_tech.html). */
const MOST_OF_A_BYTE = 1_032;

const sizesFit = ({ compression, size, originalSize }: UnzipFileInfo): boolean =>
  compression === 0 ? originalSize === size : originalSize <= size * MOST_OF_A_BYTE;

/** Sizes are looked at as the directory says them, before anything is expanded; nothing is expanded beyond them. */
const compressedFiles = (body: Buffer, { files, compressed }: ExportLimits) => {
  const refused: Array<ExportFile> = [];
  const seen = new Set<string>();
  let said = 0;
  const refuse = (name: string, reason: string): false => {
    refused.push({ _tag: 'Unreadable', name, bytes: NOTHING, reason });
    return false;
  };
  const found = unzip(body, files, (file) => {
    const { name, size, originalSize, compression } = file;
    if (name.endsWith('/')) return false;
    if (!name.endsWith('.gz') || (compression !== 0 && compression !== 8)) {
      return refuse(name, 'is no file of an export');
    }
    if (!sizesFit(file)) return refuse(name, 'the archive says a size that it cannot have');
    if (seen.has(name)) return refuse(name, 'the archive has two files of this name');
    seen.add(name);
    said += Math.max(size, originalSize);
    return said <= compressed || refuse(name, `the archive says it has more than ${compressed} bytes`);
  });
  return { refused, found: Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1)) };
};

/**
 * The files of an exported archive, one at a time: JSON lines, each file compressed once more. A file that is damaged or
 * too large is unreadable on its own. Throws where the body is no archive.
 */
export function* exportFiles(body: Buffer, limits: ExportLimits = LIMITS): Generator<ExportFile> {
  const { refused, found } = compressedFiles(body, limits);
  yield* refused;
  let left = limits.all;
  for (const [name, content] of found) {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    let lines: Buffer;
    try {
      lines = gunzipSync(bytes, { maxOutputLength: Math.max(1, Math.min(limits.aFile, left)) });
    } catch {
      yield { _tag: 'Unreadable', name, bytes, reason: 'the file is damaged, or larger than may be' };
      continue;
    }
    left -= lines.length;
    yield { _tag: 'Lines', name, lines };
  }
}
