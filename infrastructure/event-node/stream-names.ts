const METADATA_PREFIX = '$$';

export const metadataStreamOf = (streamName: string): string => METADATA_PREFIX + streamName;

export const isMetadataStream = (streamName: string): boolean => streamName.startsWith(METADATA_PREFIX);

export const streamDescribedBy = (metadataStream: string): string => metadataStream.slice(METADATA_PREFIX.length);

export const isValidStreamName = (streamName: string): boolean => streamName !== '' && streamName !== METADATA_PREFIX;

export const isSystemStream = (streamName: string): boolean => streamName.startsWith('$');
