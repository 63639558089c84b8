import { positionToText } from '../../application/position.js';
import type { Range } from './range.js';

/** What an operator should know of the archive. Reading goes on in each case. */
export type ArchiveReport =
  /** The range is read from the log again, and written anew where this process writes the archive. */
  | (Range & { readonly _tag: 'ArchiveDamaged'; readonly file: string | undefined; readonly reason: string })
  | (Range & { readonly _tag: 'ArchiveRepaired' })
  /** The folder cannot be read: everything comes from the log. */
  | { readonly _tag: 'ArchiveUnreadable'; readonly reason: string }
  /** What stood in the folder was of no use to this program: another format, or other categories. */
  | { readonly _tag: 'ArchiveDiscarded'; readonly reason: string }
  /** Nothing is written until the process starts again: a full disk, or no right to write. */
  | { readonly _tag: 'ArchivingStopped'; readonly reason: string };

export type ReportArchive = (report: ArchiveReport) => void;

const inWords = ({ after, upTo }: Range): string => `from ${positionToText(after)} to ${positionToText(upTo)}`;

export const reportInWords = (report: ArchiveReport): string => {
  switch (report._tag) {
    case 'ArchiveDamaged':
      return `the archive of the log is damaged ${inWords(report)} (${report.file ?? 'missing'}: ${report.reason}); that is read from the log`;
    case 'ArchiveRepaired':
      return `the archive of the log is whole again ${inWords(report)}`;
    case 'ArchiveUnreadable':
      return `the archive of the log cannot be read, and the log is read instead: ${report.reason}`;
    case 'ArchiveDiscarded':
      return `the archive of the log begins anew: ${report.reason}`;
    case 'ArchivingStopped':
      return `the archive of the log is not written until the next start: ${report.reason}`;
  }
};
